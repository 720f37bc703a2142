import { randomUUID } from 'node:crypto';

export interface FakePerson {
  id: string;
  name: string;
  email: string;
  userPrincipalName: string;
  aadObjectId: string;
  tenantId: string;
}

export interface FakeConversation {
  id: string;
  conversationType: 'personal' | 'channel' | 'groupChat';
  name: string;
  tenantId: string;
  teamId?: string;
  members: FakePerson[];
}

export interface FakeMessage {
  id: string;
  /** The activity as last sent. */
  activity: SentActivity;
}

// biome-ignore lint/suspicious/noExplicitAny: what the bot sends is looked into freely by tests
export type SentActivity = { [key: string]: any };

/** Why a conversation cannot be written to, as Teams words it. */
export type FakeBlock =
  | 'MessageWritesBlocked'
  | 'ConversationBlockedByUser'
  | 'BotNotInConversationRoster'
  | 'BotDisabledByAdmin'
  | 'ConversationNotFound';

const FIRST_ID = 1_700_000_000_000;

/** The people, conversations and messages that Microsoft's cloud would hold. */
export class FakeWorld {
  readonly people = new Map<string, FakePerson>();
  readonly conversations = new Map<string, FakeConversation>();
  readonly tenantId: string;
  #messages = new Map<string, Map<string, FakeMessage>>();
  #personalOf = new Map<string, FakeConversation>();
  #blocks = new Map<string, FakeBlock>();
  #lastId = FIRST_ID;
  readonly #forgets: boolean;

  constructor(tenantId: string, forgets = false) {
    this.tenantId = tenantId;
    this.#forgets = forgets;
  }

  nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  /** A person of the tenant; `change` for another tenant, another UPN… */
  user(name: string, email: string, change: Partial<FakePerson> = {}): FakePerson {
    const person = {
      id: `29:1${randomUUID().replaceAll('-', '')}`,
      name,
      email,
      userPrincipalName: email,
      aadObjectId: randomUUID(),
      tenantId: this.tenantId,
      ...change,
    };
    this.people.set(person.id, person);
    return person;
  }

  channel(name: string, members: FakePerson[]): FakeConversation {
    const id = `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`;
    return this.#keep({
      id,
      conversationType: 'channel',
      name,
      tenantId: this.tenantId,
      teamId: id,
      members: [...members],
    });
  }

  groupChat(name: string, members: FakePerson[]): FakeConversation {
    const id = `19:${randomUUID().replaceAll('-', '')}@thread.v2`;
    return this.#keep({ id, conversationType: 'groupChat', name, tenantId: this.tenantId, members: [...members] });
  }

  /** The one private conversation of a person with the bot. */
  personal(person: FakePerson): FakeConversation {
    const known = this.#personalOf.get(person.id);
    if (known) return known;
    const made = this.#keep({
      id: `a:1${randomUUID().replaceAll('-', '')}`,
      conversationType: 'personal',
      name: '',
      tenantId: person.tenantId,
      members: [person],
    });
    this.#personalOf.set(person.id, made);
    return made;
  }

  leave(conversation: FakeConversation, person: FakePerson): void {
    conversation.members = conversation.members.filter((member) => member.id !== person.id);
  }

  /** Refuses every write: to a conversation by its id, or to a person by theirs (also to open their conversation). */
  block(id: string, kind: FakeBlock | undefined): void {
    if (kind) this.#blocks.set(id, kind);
    else this.#blocks.delete(id);
  }

  blockOf(conversationId: string): FakeBlock | undefined {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) return this.#blocks.get(conversationId) ?? 'ConversationNotFound';
    const personal = conversation.conversationType === 'personal' ? conversation.members[0] : undefined;
    return this.#blocks.get(conversationId) ?? (personal && this.#blocks.get(personal.id));
  }

  /** What stands in a conversation now, oldest first. */
  messages(conversationId: string): FakeMessage[] {
    return [...(this.#messages.get(conversationId)?.values() ?? [])];
  }

  post(conversationId: string, activity: SentActivity): string {
    const id = this.nextId();
    const held = this.#messages.get(conversationId) ?? new Map<string, FakeMessage>();
    this.#messages.set(conversationId, held.set(id, { id, activity: this.#forgets ? {} : activity }));
    return id;
  }

  replace(conversationId: string, id: string, activity: SentActivity): boolean {
    const message = this.#messages.get(conversationId)?.get(id);
    if (message && !this.#forgets) message.activity = activity;
    return message !== undefined;
  }

  remove(conversationId: string, id: string): boolean {
    return this.#messages.get(conversationId)?.delete(id) ?? false;
  }

  #keep(conversation: FakeConversation): FakeConversation {
    this.conversations.set(conversation.id, conversation);
    return conversation;
  }
}
