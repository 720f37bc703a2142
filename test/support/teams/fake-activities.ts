import { randomUUID } from 'node:crypto';
import type { FakeConversation, FakePerson } from './fake-world.ts';

// biome-ignore lint/suspicious/noExplicitAny: activities are built and bent freely by tests
export type FakeActivity = { [key: string]: any };

/** Builds the activities that Teams would post for a bot. */
export class FakeActivities {
  readonly #serviceUrl: string;
  readonly #botId: string;
  readonly botName = 'Pôle ressources';

  constructor(serviceUrl: string, appId: string) {
    this.#serviceUrl = serviceUrl;
    this.#botId = `28:${appId}`;
  }

  get bot() {
    return { id: this.#botId, name: this.botName };
  }

  of(from: FakePerson, conversation: FakeConversation, rest: FakeActivity): FakeActivity {
    const { id, name, aadObjectId } = from;
    return {
      id: `f:${randomUUID()}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.#serviceUrl,
      from: { id, name, aadObjectId },
      recipient: this.bot,
      conversation: conversationAccount(conversation),
      channelData: channelData(conversation),
      locale: 'fr-FR',
      ...rest,
    };
  }

  /** What someone writes to the bot. */
  text(from: FakePerson, conversation: FakeConversation, text: string): FakeActivity {
    return this.of(from, conversation, { type: 'message', textFormat: 'plain', text });
  }

  /** What someone writes in a channel, after « @bot ». */
  mention(from: FakePerson, conversation: FakeConversation, text: string): FakeActivity {
    const mention = `<at>${this.botName}</at>`;
    const entities = [{ type: 'mention', mentioned: this.bot, text: mention }];
    return { ...this.text(from, conversation, `${mention}&nbsp;${text}\n`), entities };
  }

  /** A click on Action.Execute. `data`: the button's own and the inputs, merged. */
  execute(from: FakePerson, conversation: FakeConversation, data: FakeActivity, replyToId?: string): FakeActivity {
    return this.of(from, conversation, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: String(data.action), data }, trigger: 'manual' },
      ...(replyToId && { replyToId }),
    });
  }

  /** A click on Action.Submit, from a client that knows no Action.Execute. */
  submit(from: FakePerson, conversation: FakeConversation, data: FakeActivity, replyToId?: string): FakeActivity {
    return this.of(from, conversation, { type: 'message', value: data, ...(replyToId && { replyToId }) });
  }

  /** The bot was installed for someone, or in a team. */
  installed(by: FakePerson, conversation: FakeConversation): FakeActivity {
    return this.of(by, conversation, { type: 'installationUpdate', action: 'add' });
  }

  uninstalled(by: FakePerson, conversation: FakeConversation): FakeActivity {
    return this.of(by, conversation, { type: 'installationUpdate', action: 'remove' });
  }

  joined(who: FakePerson, conversation: FakeConversation): FakeActivity {
    return this.#membership(who, conversation, 'membersAdded', 'teamMemberAdded');
  }

  left(who: FakePerson, conversation: FakeConversation): FakeActivity {
    return this.#membership(who, conversation, 'membersRemoved', 'teamMemberRemoved');
  }

  #membership(who: FakePerson, conversation: FakeConversation, list: string, eventType: string): FakeActivity {
    const activity = this.of(who, conversation, { type: 'conversationUpdate', [list]: [{ id: who.id }] });
    return { ...activity, channelData: { ...activity.channelData, eventType } };
  }
}

function conversationAccount({ id, conversationType, tenantId }: FakeConversation): FakeActivity {
  return { id, conversationType, tenantId, ...(conversationType !== 'personal' && { isGroup: true }) };
}

function channelData({ conversationType, id, teamId, tenantId }: FakeConversation): FakeActivity {
  const tenant = { id: tenantId };
  return conversationType === 'channel' ? { tenant, team: { id: teamId }, channel: { id } } : { tenant };
}
