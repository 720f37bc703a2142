import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import type { Json } from '../../../core/json.ts';
import type { RenderedChoice } from '../render/rendered-event.ts';
import { packChoices, unpackChoices } from '../replies/pack-choices.ts';
import { isObject, textIn } from '../sync/raw-event.ts';

export interface LastChoices {
  /** The message that they stand on. */
  remoteId: string;
  choices: RenderedChoice[];
}

/** What a number typed in a private conversation means: the choices of the last message there. */
export interface LastChoicesStore {
  get(roomId: string): Promise<LastChoices | undefined>;
  /** After each message there: a message without choices ends those of the one before. */
  set(roomId: string, remoteId: string, choices: RenderedChoice[]): Promise<void>;
  /** After a message was changed in place: its choices, when they are still the last ones. */
  update(roomId: string, remoteId: string, choices: RenderedChoice[]): Promise<void>;
  /** The room itself shows this message of the bot's, with which the next answers are to be read. */
  saw(roomId: string, eventId: string): void;
  /**
   * The last message that was seen, where another one's choices are kept: it was sent by a process that died before it
   * noted them, or a newer one is on its way.
   */
  unkept(roomId: string): string | undefined;
}

const MOST_ROOMS = 10_000;

export function createLastChoices(store: MatrixStore): LastChoicesStore {
  const nameOf = (roomId: string) => `choix ${roomId}`;
  const get = async (roomId: string): Promise<LastChoices | undefined> => {
    const kept = await store.get(nameOf(roomId));
    if (!isObject(kept)) return undefined;
    const choices = unpackChoices(kept.choix);
    const remoteId = textIn(kept, 'message');
    return choices && remoteId !== undefined ? { remoteId, choices } : undefined;
  };
  const write = async (roomId: string, remoteId: string, choices: RenderedChoice[]) => {
    const packed = packChoices(choices);
    const value: Json | undefined = packed && { message: remoteId, choix: packed };
    const before = await store.get(nameOf(roomId));
    if (JSON.stringify(before) !== JSON.stringify(value)) await store.set(nameOf(roomId), value);
  };
  const seen = new Map<string, string>();
  const kept = new Map<string, string>();
  const note = (map: Map<string, string>, roomId: string, eventId: string) => {
    if (map.size >= MOST_ROOMS) map.clear();
    map.set(roomId, eventId);
  };
  return {
    get,
    async set(roomId, remoteId, choices) {
      await write(roomId, remoteId, choices);
      note(kept, roomId, remoteId.split(' ').at(-1)!);
    },
    saw: (roomId, eventId) => note(seen, roomId, eventId),
    unkept(roomId) {
      const eventId = seen.get(roomId);
      return eventId === kept.get(roomId) ? undefined : eventId;
    },
    async update(roomId, remoteId, choices) {
      if ((await get(roomId))?.remoteId === remoteId) await write(roomId, remoteId, choices);
    },
  };
}
