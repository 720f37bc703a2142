import type { SandboxMessage, SandboxStore } from '../../src/app/ports/sandbox-store.ts';

/** The sandbox's store without a database, for tests of the page and of the socket. */
export function createMemoryStore(): SandboxStore {
  const messages: SandboxMessage[] = [];
  const views = new Map<string, SandboxMessage['card']>();
  const flags = { absent: new Set<string>(), injoignable: new Set<string>() };
  const viewKey = (id: string, viewer: string) => `${id} ${viewer}`;
  const living = (conversationId: string, id: string) =>
    messages.find((known) => known.id === id && known.conversationId === conversationId && !known.erased);
  const forgetViews = (id: string) => {
    for (const key of views.keys()) if (key.startsWith(`${id} `)) views.delete(key);
  };

  return {
    async add(message) {
      const known = messages.find(({ id }) => id === message.id);
      if (known) return { message: { ...known }, added: false };
      const added = { ...message, seq: messages.length + 1, erased: false };
      messages.push(added);
      return { message: { ...added }, added: true };
    },
    async update(conversationId, id, content, at) {
      const message = living(conversationId, id);
      if (!message) return undefined;
      forgetViews(id);
      Object.assign(message, { text: content.text, card: content.card, updatedAt: at });
      return { ...message };
    },
    async erase(conversationId, id, at) {
      const message = living(conversationId, id);
      if (!message) return undefined;
      forgetViews(id);
      Object.assign(message, { text: '', card: undefined, updatedAt: at, erased: true });
      return { ...message };
    },
    async list(conversationId, viewer, limit, beforeSeq = Number.POSITIVE_INFINITY) {
      return messages
        .filter((message) => message.conversationId === conversationId && message.seq < beforeSeq)
        .slice(-limit)
        .map((message) => ({ ...message, view: views.get(viewKey(message.id, viewer)) }));
    },
    async lastSeqs() {
      return Object.fromEntries(messages.map(({ conversationId, seq }) => [conversationId, seq]));
    },
    async keepView(conversationId, id, viewer, card) {
      if (living(conversationId, id)) views.set(viewKey(id, viewer), card);
    },
    async dropViews(conversationId, viewer) {
      for (const { id } of messages.filter((known) => known.conversationId === conversationId)) {
        views.delete(viewKey(id, viewer));
      }
    },
    async situation() {
      return { absents: [...flags.absent], injoignables: [...flags.injoignable] };
    },
    async setSituation(persona, change) {
      for (const flag of ['absent', 'injoignable'] as const) {
        if (change[flag] === true) flags[flag].add(persona);
        if (change[flag] === false) flags[flag].delete(persona);
      }
    },
  };
}
