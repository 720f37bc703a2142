import type { MatrixClient } from 'matrix-js-sdk';
import type { HandleInbound } from '../../../app/ports/inbound.ts';
import type { Log } from '../../../app/ports/log.ts';
import type { DirectRooms } from '../direct-rooms.ts';
import type { CallHomeserver } from '../homeserver-call.ts';
import type { PacedQueue } from '../paced-queue.ts';
import type { Gate, TchapPeople } from '../people.ts';
import type { LastChoicesStore } from '../sending/last-choices.ts';
import type { PostedEvents } from '../sending/posted-events.ts';
import type { Poster } from '../sending/poster.ts';
import type { RoomLanes } from '../sync/room-lanes.ts';
import type { Decrypting } from './decrypting.ts';
import type { SayOnce } from './say-once.ts';

/** What the handling of a room's events needs. */
export interface RoomParts {
  client: MatrixClient;
  call: CallHomeserver;
  queue: PacedQueue;
  poster: Poster;
  posted: PostedEvents;
  lastChoices: LastChoicesStore;
  direct: DirectRooms;
  people: TchapPeople;
  gate: Gate;
  decrypting: Decrypting;
  sayOnce: SayOnce;
  lanes: RoomLanes;
  log: Log;
  handle: HandleInbound;
  /** Does something until it succeeds or nothing will make it succeed; ends with the client. */
  insist<T>(work: () => Promise<T>): Promise<T>;
}
