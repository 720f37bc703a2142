import type { Address } from '../../src/app/ports/inbound.ts';
import type { FakeConversation } from '../support/teams/fake-world.ts';
import { startAdapter } from '../support/teams/start-adapter.ts';
import { type ChannelUnderTest, describeChannel } from './channel-contract.ts';

const setup = async (): Promise<ChannelUnderTest> => {
  const { cloud, channel, close } = await startAdapter();
  const ana = cloud.user('Ana Martin', 'Ana.Martin@Exemple.fr');
  const luc = cloud.user('Luc Petit', 'luc.petit@exemple.fr');
  const zoe = cloud.user('Zoé Roy', 'zoe.roy@exemple.fr');
  const team = cloud.channel('Analyse', [ana, luc, cloud.user('Eva Blanc', 'eva@exemple.fr')]);
  cloud.block(luc.id, 'BotNotInConversationRoster');

  const addressOf = (conversation: FakeConversation): Address => ({
    channel: 'teams',
    conversationId: conversation.id,
    kind: conversation.conversationType === 'personal' ? 'personal' : 'channel',
    tenant: cloud.tenantId,
    opaque: { serviceUrl: cloud.serviceUrl, botId: `28:${cloud.appId}`, tenantId: cloud.tenantId },
  });

  return {
    channel,
    address: addressOf(team),
    present: { externalId: ana.id, email: ana.email },
    absent: { externalId: zoe.id },
    reachable: { email: 'eva@exemple.fr' },
    unreachable: { email: luc.email },
    closed: addressOf(cloud.personal(luc)),
    async readConversation({ conversationId }) {
      return cloud.messages(conversationId).map(({ id, activity }) => ({
        remoteId: id,
        text: activity.text ?? activity.summary,
        card: activity.attachments?.[0]?.content,
      }));
    },
    throttleNext: (retryAfterMs) => cloud.fail({ route: 'send', status: 429, retryAfter: String(retryAfterMs / 1000) }),
    close,
  };
};

describeChannel('Teams', setup, { throttles: true });
