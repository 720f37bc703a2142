import type { ISyncResponse } from 'matrix-js-sdk';
import { ClientStopped } from './inbound/insist.ts';
import type { RoomParts } from './inbound/room-parts.ts';
import { takeRoom } from './inbound/take-room.ts';
import type { Checkpoint } from './sync/sync-store.ts';
import type { SyncBatch } from './sync/sync-tap.ts';

/** Each sync's rooms, in their order; the checkpoint follows what was durably taken, and never passes it. */
export function createIntake(parts: RoomParts, checkpoint: Checkpoint, isStopped: () => boolean) {
  const { lanes } = parts;
  let last: Promise<void> = Promise.resolve();
  let whole = true;

  const finish = async (rooms: Promise<unknown>, response: ISyncResponse) => {
    try {
      await rooms;
      if (whole) await checkpoint.taken(response);
    } catch (error) {
      // From here on nothing counts as taken: a restart is told all of it again.
      whole = false;
      if (!(error instanceof ClientStopped)) parts.log.error({}, 'tchap_batch_not_taken', error);
    }
  };

  return {
    take({ rooms, since }: SyncBatch, response: ISyncResponse) {
      if (isStopped()) return;
      const taking = Promise.all(rooms.map((room) => lanes.run(room.roomId, () => takeRoom(parts, room, since))));
      taking.catch(() => undefined);
      last = last.then(() => finish(taking, response));
    },
    done: () => last,
    busy: lanes.busy,
  };
}
