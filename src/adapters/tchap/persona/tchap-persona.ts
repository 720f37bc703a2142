import { setTimeout as delay } from 'node:timers/promises';
import type { MatrixClient, Room } from 'matrix-js-sdk';
import { AllDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js';
import { DeliveryError } from '../../../app/ports/channel.ts';
import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import type { MessengerPersona } from '../../../app/ports/messenger-persona.ts';
import { type CallHomeserver, createCaller } from '../homeserver-call.ts';
import { createPacedQueue } from '../paced-queue.ts';
import { createRoomCrypto } from '../room-crypto.ts';
import { createRoomKnown } from '../room-known.ts';
import { reactionTo } from '../sending/event-content.ts';
import { createPoster, type Poster } from '../sending/poster.ts';
import { createAnnouncer } from './announcer.ts';
import { clientMessages } from './client-messages.ts';
import { openPersonaClient } from './persona-client.ts';
import { conversationWith, loadWhole, openConversation } from './persona-room.ts';

export interface PersonaSettings {
  homeserverUrl: string;
  userId: string;
  password: string;
  /** What others see of them. */
  nom: string;
  botId: string;
}

export interface TchapPersona extends MessengerPersona {
  /** Once the bot runs in this process. @throws TchapStartRefused */
  start(): Promise<void>;
  stop(): void;
}

interface Open {
  client: MatrixClient;
  call: CallHomeserver;
  poster: Poster;
}

/** On a server of one's own, where nobody counts. */
const RATE = 50;
const LOOK_EVERY_MS = 30;
const SHOWN_MS = 10_000;

export function createTchapPersona(settings: PersonaSettings, store: MatrixStore): TchapPersona {
  const { botId } = settings;
  let open: Open | undefined;
  let opening: Promise<Room> | undefined;

  // One at a time: two would open two rooms.
  const conversation = ({ client, call }: Open): Promise<Room> => {
    opening ??= openConversation(client, call, botId).finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const messages = () => {
    const room = open && conversationWith(open.client, botId);
    return room ? clientMessages(room, botId) : [];
  };
  const announcer = createAnnouncer(messages);
  const post = async (send: (parts: Open, room: Room) => Promise<string>) => {
    if (open === undefined) throw new DeliveryError('transient', 'not_running');
    const room = await conversation(open);
    const id = await send(open, room);
    await untilShown(room, id);
    announcer.tell();
  };

  return {
    async start() {
      const client = await openPersonaClient(personaAccount(settings), store, botId, announcer.tellSoon);
      open = openParts(client);
      await client.setDisplayName(settings.nom);
      const room = conversationWith(client, botId);
      if (room) await loadWhole(client, room);
      announcer.tell();
      // The bot comes in its own time; whatever fails here is tried again by the first message.
      conversation(open).catch(() => undefined);
    },
    stop() {
      announcer.stop();
      open?.client.stopClient();
      open?.client.removeAllListeners();
      open = undefined;
    },
    messages,
    say: (id, body) =>
      post(({ poster }, { roomId }) => poster.message(roomId, { msgtype: 'm.text', body, 'm.mentions': {} }, id)),
    react: (messageId, key) =>
      post(({ poster }, { roomId }) => poster.reaction(roomId, reactionTo(messageId, key), `${messageId} ${key}`)),
    onMessage: announcer.listen,
  };
}

const personaAccount = ({ homeserverUrl, userId, password }: PersonaSettings) => ({
  homeserverUrl,
  userId,
  password,
  allowedHomeservers: [],
});

/** Like somebody who never verified their device: it trusts the devices that their homeserver lists. */
function openParts(client: MatrixClient): Open {
  const call = createCaller(client);
  const crypto = createRoomCrypto(client, { modeFor: async () => new AllDevicesIsolationMode(false) });
  const poster = createPoster(call, createPacedQueue(RATE), crypto, createRoomKnown(client, call));
  return { client, call, poster };
}

async function untilShown(room: Room, eventId: string): Promise<void> {
  for (let waited = 0; waited < SHOWN_MS; waited += LOOK_EVERY_MS) {
    const event = room.findEventById(eventId);
    if (event !== undefined && !event.isBeingDecrypted()) return;
    await delay(LOOK_EVERY_MS);
  }
}
