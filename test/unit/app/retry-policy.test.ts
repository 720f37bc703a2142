import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { outcomeOf } from '../../../src/app/delivery/retry-policy.ts';
import { DeliveryError, type DeliveryFailure } from '../../../src/app/ports/channel.ts';
import type { Destination, OutboxContent, OutboxRow } from '../../../src/app/ports/outbox-store.ts';

const ANALYSE: Destination = { to: 'analyse', circonscription: 'c' };
const MEMBRE: Destination = { to: 'membre', circonscription: 'c', membreId: 'm' };
const PERSON: Destination = { to: 'identite', identiteId: 'i' };
const SEND: OutboxContent = { op: 'send', message: { text: '' } };
const UPDATE: OutboxContent = { op: 'update_card', card: { kind: 'analyse', demandeId: 'd' } };

function row(destination: Destination, tries = 0, more: Partial<OutboxRow> = {}): OutboxRow {
  return { id: '1', destination, content: SEND, tries, ambiguous: false, createdAt: '', ...more };
}
const after = (failure: DeliveryFailure, on: OutboxRow, code = '503', retryAfterMs?: number) =>
  outcomeOf(on, new DeliveryError(failure, code, retryAfterMs), () => 0.5);

describe('what becomes of a delivery that failed', () => {
  it('ends at once for a person who cannot be written to, and for a message that is refused', () => {
    assert.deepEqual(after('unreachable', row(MEMBRE), '403 X'), { kind: 'dead', code: '403 X' });
    assert.deepEqual(after('rejected', row(ANALYSE), '413'), { kind: 'dead', code: '413' });
  });

  it('waits as long as the channel asks, without counting a try', () => {
    const outcome = after('throttled', row(PERSON, 9), '429', 7_000);
    assert.deepEqual(outcome, { kind: 'retry', afterMs: 7_000, code: '429', ambiguous: false, countsAsTry: false });
  });

  it('tries a member three times, well within 15 seconds', () => {
    const waits = [0, 1].map((tries) => after('transient', row(MEMBRE, tries)));
    assert.ok(waits.every((one) => one.kind === 'retry'));
    const total = waits.reduce((sum, one) => sum + (one.kind === 'retry' ? one.afterMs : 0), 0);
    assert.ok(total < 10_000, `${total} ms`);
    assert.equal(after('transient', row(MEMBRE, 2)).kind, 'dead');
  });

  it('never gives up on the analysis channel for a passing trouble, and asks it at least every 7 minutes', () => {
    const late = after('transient', row(ANALYSE, 500));
    assert.ok(late.kind === 'retry' && late.afterMs <= 7 * 60_000);
  });

  it('gives up soon on a fault of its own, so that the cards behind it go on', () => {
    assert.equal(after('transient', row(ANALYSE, 2), 'internal').kind, 'retry');
    assert.equal(after('transient', row(ANALYSE, 3), 'internal').kind, 'dead');
  });

  it('posts at most once more after an unclear answer, but updates in place as often as needed', () => {
    const first = after('ambiguous', row(ANALYSE));
    assert.ok(first.kind === 'retry' && first.ambiguous);
    assert.equal(after('ambiguous', row(ANALYSE, 1, { ambiguous: true })).kind, 'dead');
    const update = after('ambiguous', row(ANALYSE, 5, { ambiguous: true, content: UPDATE }));
    assert.equal(update.kind, 'retry');
  });
});
