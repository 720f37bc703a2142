import type { Persona } from '../../src/adapters/web/persona.ts';
import type { ClientMessage, MessengerPersona } from '../../src/app/ports/messenger-persona.ts';

/** A conversation of a messenger in which the test plays the bot. */
export function scriptedMessenger() {
  const messages: ClientMessage[] = [];
  const said: string[] = [];
  const reacted: [messageId: string, key: string][] = [];
  let listener: (message: ClientMessage) => void = () => {};
  const put = (id: string, given: Partial<ClientMessage>): void => {
    const at = messages.findIndex((message) => message.id === id);
    const before = messages[at] ?? newMessage(id, messages.length + 1);
    const message = { ...before, ...given };
    if (at < 0) messages.push(message);
    else messages[at] = message;
    listener(message);
  };
  const client: MessengerPersona = {
    messages: () => messages,
    async say(id, text) {
      said.push(text);
      put(id, { text, fromBot: false });
    },
    react: async (messageId, key) => void reacted.push([messageId, key]),
    onMessage(given) {
      listener = given;
    },
  };
  return { tchap: { persona: LEILA, client }, client, said, reacted, put };
}

const LEILA: Persona = { id: 'leila', nom: 'Leïla Sorel', email: '', kind: 'enseignant', label: 'Tchap, GS' };

const newMessage = (id: string, seq: number): ClientMessage => ({
  id,
  seq,
  fromBot: true,
  text: '',
  createdAt: new Date(1_790_000_000_000 + seq).toISOString(),
  erased: false,
  reactions: [],
});
