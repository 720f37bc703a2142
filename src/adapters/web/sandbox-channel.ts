import { createHash } from 'node:crypto';
import type { CardBinder } from '../../app/ports/card-binder.ts';
import { type Channel, DeliveryError, type RosterMember } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Address } from '../../app/ports/inbound.ts';
import type { BoundCard, SandboxStore } from '../../app/ports/sandbox-store.ts';
import type { Message } from '../../core/view/message.ts';
import { PICTURES_PATH } from '../../core/view/way-picture.ts';
import type { Hub } from './hub.ts';
import { createLanes } from './in-order.ts';
import { ANALYSE, addressOf, mayUse, ownerOf, type Persona, personalOf } from './persona.ts';

const NOT_INSTALLED = '403 BotNotInConversationRoster';

interface Parts {
  personas: Persona[];
  store: SandboxStore;
  binder: CardBinder;
  clock: Clock;
  hub: Hub;
}

/** The page as a messenger: what is sent is kept, then shown to every open page. */
export function createSandboxChannel({ personas, store, binder, clock, hub }: Parts): Channel {
  const inOrder = createLanes();
  const now = () => clock.now().toISOString();

  async function refuseUnreachable(conversationId: string): Promise<void> {
    if (conversationId === ANALYSE) return;
    const owner = ownerOf(conversationId);
    if (!personas.some(({ id }) => id === owner)) throw new DeliveryError('unreachable', '404 ConversationNotFound');
    const { injoignables } = await store.situation();
    if (injoignables.includes(owner!)) throw new DeliveryError('unreachable', NOT_INSTALLED);
  }

  function contentOf(message: Message): { text: string; card?: BoundCard } {
    return { text: message.text, ...(message.card && { card: binder.bind(message.card) }) };
  }

  async function post({ conversationId }: Address, message: Message, key: string): Promise<string> {
    await refuseUnreachable(conversationId);
    const id = messageId(conversationId, key);
    const kept = await store.add({ id, conversationId, author: 'bot', ...contentOf(message), createdAt: now() });
    if (kept.added) hub.broadcast({ type: 'message', message: kept.message });
    return id;
  }

  return {
    id: 'sandbox',
    capabilities: {
      privateAnswer: true,
      cardInputs: true,
      verifiedEmails: true,
      files: false,
      pictures: { base: PICTURES_PATH, type: 'svg' },
    },

    send: (address, message, key) => inOrder(address.conversationId, () => post(address, message, key)),

    update: ({ conversationId }, remoteId, message) =>
      inOrder(conversationId, async () => {
        await refuseUnreachable(conversationId);
        const updated = await store.update(conversationId, remoteId, contentOf(message), now());
        if (!updated) throw new DeliveryError('rejected', '404 ActivityNotFoundInConversation');
        hub.broadcast({ type: 'message', message: updated });
      }),

    erase: ({ conversationId }, remoteId) =>
      inOrder(conversationId, async () => {
        const erased = await store.erase(conversationId, remoteId, now());
        if (erased) hub.broadcast({ type: 'message', message: erased });
      }),

    async openPersonal(person) {
      const email = person.email?.toLowerCase();
      const persona = personas.find((known) =>
        person.externalId ? known.id === person.externalId : known.email.toLowerCase() === email,
      );
      if (!persona) throw new DeliveryError('unreachable', '404 UserNotFound');
      await refuseUnreachable(personalOf(persona.id));
      return addressOf(personalOf(persona.id));
    },

    async rosterMember(address, externalId) {
      const persona = personas.find(({ id }) => id === externalId);
      if (!persona || !mayUse(persona, address.conversationId)) return undefined;
      const absent = address.conversationId === ANALYSE && (await store.situation()).absents.includes(persona.id);
      return absent ? undefined : rosterEntry(persona);
    },
  };
}

/** The same for a retry of the same message, which then posts nothing twice. */
function messageId(conversationId: string, key: string): string {
  return createHash('sha256').update(`${conversationId}\n${key}`).digest('hex').slice(0, 32);
}

function rosterEntry({ id, nom, email }: Persona): RosterMember {
  return { externalId: id, name: nom, emails: [email.toLowerCase()] };
}
