import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readRawEvent } from '../../../../src/adapters/tchap/sync/raw-event.ts';
import { readGap, sinceEntry } from '../../../../src/adapters/tchap/sync/room-gap.ts';
import { createRoomLanes } from '../../../../src/adapters/tchap/sync/room-lanes.ts';
import { openCheckpoint } from '../../../../src/adapters/tchap/sync/sync-store.ts';
import { createSyncTap, type SyncBatch } from '../../../../src/adapters/tchap/sync/sync-tap.ts';
import type { MatrixStore } from '../../../../src/app/ports/matrix-store.ts';
import type { Json } from '../../../../src/core/json.ts';

const event = (id: string, more: object = {}) => ({
  event_id: `$${id}`,
  type: 'm.room.message',
  sender: '@ana:hs.test',
  content: { body: id },
  ...more,
});
const member = (id: string, userId: string, before?: string) =>
  event(id, {
    type: 'm.room.member',
    state_key: userId,
    content: { membership: 'join' },
    ...(before && { unsigned: { prev_content: { membership: before } } }),
  });

describe('the tap of the sync', () => {
  const SYNC = 'https://hs.test/_matrix/client/v3/sync?since=s1&timeout=0';
  const through = async (body: unknown, url = SYNC, status = 200) => {
    const batches: SyncBatch[] = [];
    const tap = createSyncTap(
      (batch) => batches.push(batch),
      async () => new Response(JSON.stringify(body), { status }),
    );
    const response = await tap(url);
    return { batches, left: JSON.parse(await response.text()) };
  };

  it('takes the messages, and leaves the SDK the state of the rooms', async () => {
    const encryption = event('e', { type: 'm.room.encryption', state_key: '' });
    const events = [event('1'), encryption, { broken: true }, event('2', { type: 'm.room.member', state_key: 5 })];
    const timeline = { events, limited: true, prev_batch: 'p' };
    const { batches, left } = await through({ next_batch: 's2', rooms: { join: { '!r': { timeline } } } });
    assert.deepEqual([batches[0]?.since, batches[0]?.next], ['s1', 's2']);
    const [room] = batches[0]!.rooms;
    assert.deepEqual([room?.roomId, room?.membership, room?.gapBefore], ['!r', 'join', 'p']);
    assert.deepEqual(
      room?.events.map(({ id }) => id),
      ['$1', '$e', '$2'],
    );
    const { state, timeline: rest } = left.rooms.join['!r'];
    assert.deepEqual([state.events, rest.events], [[encryption], []]);
  });

  it('tells how many people a room then has, whatever else a homeserver says of it', async () => {
    const counted = async (summary: unknown) => {
      const { batches } = await through({ next_batch: 's2', rooms: { join: { '!r': { summary, timeline: {} } } } });
      const [{ joined, invited }] = batches[0]!.rooms as [SyncBatch['rooms'][number]];
      return [joined, invited];
    };
    assert.deepEqual(await counted({ 'm.joined_member_count': 3, 'm.invited_member_count': 0 }), [3, 0]);
    assert.deepEqual(await counted({ 'm.joined_member_count': '3' }), [undefined, undefined]);
    assert.deepEqual(await counted(5), [undefined, undefined]);
  });

  it('leaves every other answer as it is', async () => {
    const other = { next_batch: 'x', rooms: { join: { '!r': { timeline: { events: [event('1')] } } } } };
    for (const [url, status] of [
      ['https://hs.test/_matrix/client/v3/rooms/sync', 200],
      [SYNC, 400],
    ] as const) {
      const { batches, left } = await through(other, url, status);
      assert.deepEqual([batches, left], [[], other]);
    }
  });

  it('bears an answer of any shape', async () => {
    for (const body of [
      null,
      [],
      { next_batch: 's' },
      { next_batch: 's', rooms: { join: { '!r': null, '!s': { timeline: 4 } } } },
    ]) {
      const { left } = await through(body);
      assert.ok(left === null || typeof left === 'object');
    }
  });
});

describe('what a sync left out of a room', () => {
  const ME = '@pole:hs.test';
  const all = Array.from({ length: 250 }, (_, index) => event(String(index)));
  const room = { roomId: '!r', membership: 'join' as const, events: [], inviteState: [], gapBefore: '250' };
  /** Pages backwards from the index that a token names. */
  const pages = (events: object[]) => async (call: { query?: { [name: string]: string } }) => {
    const from = Number(call.query!.from);
    const chunk = events.slice(Math.max(0, from - 100), from).reverse();
    return { chunk, ...(from > 100 && { end: String(from - 100) }) };
  };

  it('is read page by page, oldest first', async () => {
    const found = await readGap(pages(all), room, 's1', ME);
    assert.deepEqual(
      found.map(({ id }) => id),
      all.map((one) => one.event_id),
    );
  });

  it('is not read where nothing is missing, nor where the bot came in since', async () => {
    const never = async () => assert.fail('nothing is to be asked');
    const entered = { ...room, events: [readRawEvent(member('entrée', ME))!] };
    assert.deepEqual(await readGap(never, entered, 's1', ME), []);
    const { gapBefore: _, ...whole } = room;
    assert.deepEqual(await readGap(never, whole, 's1', ME), []);
  });

  it('ends where the bot came in: what was said before is not its business', async () => {
    const entered = [...all.slice(0, 150), member('entrée', ME, 'invite'), ...all.slice(150, 249)];
    const { entry, after } = sinceEntry(await readGap(pages(entered), room, 's1', ME), ME);
    assert.equal(entry?.id, '$entrée');
    assert.equal(after.length, 99);
  });

  it('does not take a change of its own name for an entry', () => {
    const renamed = [event('1'), member('nom', ME, 'join'), event('2')].map((one) => readRawEvent(one)!);
    assert.equal(sinceEntry(renamed, ME).after.length, 3);
  });
});

describe('the lanes of rooms', () => {
  it('keep the order of each room, several rooms at once and no more than allowed', async () => {
    const lanes = createRoomLanes(2);
    const done: string[] = [];
    let most = 0;
    const work = (name: string, ms: number) => async () => {
      most = Math.max(most, lanes.busy());
      await new Promise((resolve) => setTimeout(resolve, ms));
      done.push(name);
    };
    await Promise.all([
      lanes.run('a', work('a1', 30)),
      lanes.run('a', work('a2', 1)),
      lanes.run('b', work('b1', 5)),
      lanes.run('c', work('c1', 1)),
      lanes.run('b', work('b2', 1)),
    ]);
    assert.equal(most, 2);
    assert.ok(done.indexOf('a1') < done.indexOf('a2') && done.indexOf('b1') < done.indexOf('b2'));
    assert.ok(done.indexOf('b1') < done.indexOf('a1'), 'a slow room holds up no other');
    assert.equal(lanes.busy(), 0);
  });

  it('give the place of work that waits to another room, and come back to it in turn', async () => {
    const lanes = createRoomLanes(1);
    const done: string[] = [];
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const slow = lanes.run('a', async () => {
      await lanes.outside(() => arrived);
      done.push('a');
    });
    await lanes.run('b', async () => void done.push('b'));
    assert.equal(lanes.busy(), 0);
    arrive();
    await slow;
    assert.deepEqual(done, ['b', 'a']);
    assert.equal(lanes.busy(), 0);
  });

  it('go on after work that failed', async () => {
    const lanes = createRoomLanes(1);
    await assert.rejects(
      lanes.run('a', async () => {
        throw new Error('x');
      }),
    );
    let ran = false;
    await lanes.run('a', async () => {
      ran = true;
    });
    assert.equal(ran, true);
  });
});

describe('the checkpoint of the sync', () => {
  const kept = new Map<string, Json>();
  const store = {
    get: async (name: string) => structuredClone(kept.get(name)),
    set: async (name: string, value: Json) => void kept.set(name, structuredClone(value)),
  } as unknown as MatrixStore;
  const sync = (next: string, state?: object[]) =>
    ({
      next_batch: next,
      ...(state && { rooms: { join: { '!r': { state: { events: state }, timeline: { events: [] } } } } }),
    }) as never;

  it('is written at first, then from time to time, and when it is asked for', async () => {
    let now = 0;
    const checkpoint = await openCheckpoint(store, () => now);
    assert.equal(checkpoint.token(), undefined);
    await checkpoint.taken(sync('s1', [event('n', { type: 'm.room.create', state_key: '' })]));
    assert.equal(checkpoint.token(), 's1');
    await checkpoint.taken(sync('s2', []));
    assert.equal((await openCheckpoint(store)).token(), 's1');
    now = 60_000;
    await checkpoint.taken(sync('s3'));
    assert.equal((await openCheckpoint(store)).token(), 's3');
    await checkpoint.taken(sync('s4', []));
    await checkpoint.save();
    const again = await openCheckpoint(store);
    const saved = again.takeSaved();
    assert.equal(saved?.nextBatch, 's4');
    assert.equal(JSON.stringify(saved).includes('m.room.create'), true, 'the rooms are still known');
    assert.equal(again.takeSaved(), undefined, 'given once');
  });
});
