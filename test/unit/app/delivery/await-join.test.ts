import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createAwaitJoin } from '../../../../src/app/delivery/await-join.ts';
import { DeliveryError, NotJoined } from '../../../../src/app/ports/channel.ts';
import type { Address } from '../../../../src/app/ports/inbound.ts';
import type { OutboxRow } from '../../../../src/app/ports/outbox-store.ts';
import type { UnitOfWork } from '../../../../src/app/ports/unit-of-work.ts';

const ROOM: Address = { channel: 'tchap', conversationId: '!dm', kind: 'personal', opaque: {} };
const SINCE = '2026-10-02T08:00:00.000Z';
const ROW: OutboxRow = {
  id: '1',
  destination: { to: 'identite', identiteId: 'i' },
  content: { op: 'send', message: { text: 'avis' } },
  tries: 2,
  ambiguous: false,
  createdAt: SINCE,
};

/** Somebody without a known mailbox, five hours after they were invited. */
function play(inviteAgain: () => Promise<Address>) {
  const invitation = { since: SINCE, reminded: false };
  const invitations = {
    waitedFor: async () => ({ ...invitation }),
    remind: async () => {
      const first = !invitation.reminded;
      invitation.reminded = true;
      return first;
    },
  };
  const tx = { invitations, outbox: { enqueue: async () => {} }, directory: { identiteById: async () => undefined } };
  const unitOfWork = { run: (work: (given: unknown) => unknown) => work(tx) } as unknown as UnitOfWork;
  const clock = { now: () => new Date('2026-10-02T13:00:00.000Z') };
  let asked = 0;
  const resolve = () => {
    asked++;
    return inviteAgain();
  };
  const awaitJoin = createAwaitJoin({ unitOfWork, clock, mail: true, resolve });
  return { invitation, asked: () => asked, look: () => awaitJoin(ROW, new NotJoined(ROOM)) };
}

describe('a row for somebody who has not come in', () => {
  it('invites again somebody without a mailbox, once, and counts no try', async () => {
    const { invitation, asked, look } = play(() => Promise.reject(new NotJoined(ROOM)));
    const outcome = await look();
    assert.ok(outcome.kind === 'retry' && !outcome.countsAsTry);
    assert.equal(invitation.reminded, true);
    await look();
    assert.equal(asked(), 1);
  });

  it('counts them as reminded only once the invitation was renewed, and leaves the homeserver in peace meanwhile', async () => {
    const { invitation, look } = play(() => Promise.reject(new DeliveryError('throttled', '429', 30_000)));
    const outcome = await look();
    assert.ok(outcome.kind === 'retry' && outcome.afterMs >= 60_000 && !outcome.countsAsTry);
    assert.equal(invitation.reminded, false);
  });
});
