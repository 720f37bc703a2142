import { randomUUID } from 'node:crypto';
import { type Channel, DeliveryError, type DeliveryFailure } from '../../../app/ports/channel.ts';
import type { FileToSend } from '../../../app/ports/file.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import type { Message } from '../../../core/view/message.ts';
import type { RenderedEvent } from '../render/rendered-event.ts';
import { contentOf, editOf, inThread, partOf, reactionTo } from './event-content.ts';
import type { LastChoicesStore } from './last-choices.ts';
import type { OpenPersonal } from './open-personal.ts';
import type { PostedEvents } from './posted-events.ts';
import type { Poster } from './poster.ts';
import type { RosterMemberOf } from './roster.ts';
import type { UploadFile } from './upload-file.ts';

/** The Matrix messages of a message; the last one has its choices. */
export type RenderMessage = (message: Message, options: { inThread: boolean }) => RenderedEvent[];

export interface SendingParts {
  render: RenderMessage;
  poster: Poster;
  posted: PostedEvents;
  lastChoices: LastChoicesStore;
  store: Pick<MatrixStore, 'get' | 'set'>;
  openPersonal: OpenPersonal;
  uploadFile: UploadFile;
  rosterMember: RosterMemberOf;
  /** Whether somebody besides the bot and one person is in the room, or invited. @throws DeliveryError */
  isShared(roomId: string): Promise<boolean>;
  /** Whom a direct room was opened with. */
  personIn(roomId: string): string | undefined;
}

/** The ids of a message's events, its root first: event ids hold no space. */
const idsOf = (remoteId: string): string[] => remoteId.split(' ');
const remoteIdOf = (eventIds: string[]): string => eventIds.join(' ');

export function createTchapChannel(given: SendingParts): Channel {
  const parts: Sending = { ...given, newest: new Map() };
  return {
    id: 'tchap',
    capabilities: { privateAnswer: false, cardInputs: false, verifiedEmails: false, files: true },
    send: (address, message, key, file) => send(parts, address, message, key, file),
    update: (address, remoteId, message) => update(parts, address, remoteId, message),
    async erase({ conversationId: room }, remoteId) {
      endReactions(parts, idsOf(remoteId));
      // The root last: what is left after a failure is still found by it.
      for (const id of idsOf(remoteId).reverse()) {
        for (const belonging of await parts.posted.belongings(room, id)) await parts.poster.redact(room, belonging);
        await parts.poster.redact(room, id);
      }
    },
    openPersonal: (person, _via, patience = 'wait') => parts.openPersonal(person, patience),
    async stillPrivate(address, patience = 'wait') {
      const { conversationId: room } = address;
      const externalId = (await parts.isShared(room)) ? parts.personIn(room) : undefined;
      return externalId === undefined ? address : parts.openPersonal({ externalId }, patience);
    },
    rosterMember: parts.rosterMember,
  };
}

type Sending = SendingParts & {
  /** The last event posted in each place, a room or a thread of one. */
  newest: Map<string, string>;
};

async function send(
  parts: Sending,
  address: Address,
  message: Message,
  key: string,
  file?: FileToSend,
): Promise<string> {
  const { poster, lastChoices, render } = parts;
  // They came in since the place was looked for: it is looked for again.
  await refuseShared(parts, address, 'transient');
  // First of all: what was to be given with the words must not be missing under them.
  const given = file && (await parts.uploadFile(file));
  const room = address.conversationId;
  const thread = address.kind === 'personal' ? undefined : message.thread;
  const root = thread === undefined ? undefined : await threadRoot(parts, room, thread);
  const events = render(message, { inThread: address.kind !== 'personal' });
  const ids: string[] = [];
  for (const [index, event] of events.entries()) {
    const content = contentOf(event, message.unprompted);
    ids.push(await poster.message(room, root === undefined ? content : inThread(content, root), `${key} ${index}`));
  }
  if (given) ids.push(await poster.message(room, root === undefined ? given : inThread(given, root), `${key} file`));
  const choices = events.at(-1)?.choices ?? [];
  if (thread !== undefined && root === undefined) await parts.store.set(threadName(room, thread), ids[0]!);
  if (address.kind === 'personal') await lastChoices.set(room, remoteIdOf(ids), choices);
  // Not waited for: each is an event of the account's pace, and the next answer must not stand behind them.
  void seedReactions(parts, { room, thread }, ids.at(-1)!, events.at(-1)?.reactions ?? [], key);
  return remoteIdOf(ids);
}

/** What is meant for one person is not said, nor kept up to date, where somebody else reads. */
async function refuseShared(
  { isShared }: SendingParts,
  { kind, conversationId }: Address,
  failure: DeliveryFailure,
): Promise<void> {
  if (kind === 'personal' && (await isShared(conversationId))) throw new DeliveryError(failure, 'no_longer_private');
}

/** A shortcut beside the numbers: left out when it cannot be had, or when more has been said there since. */
async function seedReactions(
  { poster, newest }: Sending,
  place: { room: string; thread: string | undefined },
  eventId: string,
  reactions: string[],
  key: string,
): Promise<void> {
  const where = `${place.room} ${place.thread ?? ''}`;
  newest.set(where, eventId);
  for (const [index, reaction] of reactions.entries()) {
    if (newest.get(where) !== eventId) return;
    try {
      await poster.reaction(place.room, reactionTo(eventId, reaction), `${key} reaction ${index}`);
    } catch {
      return;
    }
  }
}

/** Those that have not been put yet never will be: nothing is added to what is being erased. */
function endReactions({ newest }: Sending, eventIds: string[]): void {
  for (const [where, eventId] of newest) if (eventIds.includes(eventId)) newest.delete(where);
}

const threadName = (room: string, thread: string): string => `fil ${room} ${thread}`;

/** A thread whose root was removed begins anew. */
async function threadRoot({ store, posted }: SendingParts, room: string, thread: string): Promise<string | undefined> {
  const root = await store.get(threadName(room, thread));
  return typeof root === 'string' && (await posted.stands(room, root)) ? root : undefined;
}

async function update(parts: SendingParts, address: Address, remoteId: string, message: Message): Promise<void> {
  const { poster, posted, render, lastChoices } = parts;
  await refuseShared(parts, address, 'unreachable');
  const room = address.conversationId;
  const ids = idsOf(remoteId);
  const root = ids[0]!;
  if (!(await posted.stands(room, root))) throw new DeliveryError('unreachable', '404 redacted');
  const events = render(message, { inThread: address.kind !== 'personal' });
  for (const [index, event] of events.entries()) {
    const id = ids[index];
    const content = contentOf(event, message.unprompted);
    // An edit posted twice looks as if it were posted once: it needs no key of its own.
    await poster.message(room, id === undefined ? partOf(content, root) : editOf(content, id), randomUUID());
  }
  for (const id of ids.slice(events.length)) await poster.redact(room, id);
  if (address.kind === 'personal') await lastChoices.update(room, remoteId, events.at(-1)?.choices ?? []);
}
