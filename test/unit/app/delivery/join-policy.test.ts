import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { JOIN_DELAYS, type JoinStep, nextJoinStep } from '../../../../src/app/delivery/join-policy.ts';

const SINCE = '2026-10-02T08:00:00.000Z';
const HOUR = 3_600_000;
const at = (age: number, reminded = false): JoinStep =>
  nextJoinStep({ since: SINCE, reminded }, Date.parse(SINCE) + age);

/** Looks in as told until something else is due. @returns the ages at which it looked */
function looksUntil(kind: JoinStep['kind'], reminded: boolean, from: number): number[] {
  const looks: number[] = [];
  for (let age = from; ; ) {
    const step = at(age, reminded);
    if (step.kind === kind) return [...looks, age];
    assert.ok(step.kind === 'look_in' && step.ms > 0);
    looks.push(age);
    age += step.ms;
  }
}

describe('waiting for somebody who was invited', () => {
  it('looks in at once, then ever more slowly, and never less than every ten minutes', () => {
    const looks = looksUntil('remind', false, 0);
    const gaps = looks.slice(1).map((age, index) => age - looks[index]!);
    assert.equal(gaps[0], 1_000);
    assert.ok(Math.max(...gaps) <= JOIN_DELAYS.longestLook);
    assert.ok(looks.length < 60, `${looks.length} looks in four hours`);
  });

  it('reminds them at four hours exactly, once', () => {
    assert.equal(looksUntil('remind', false, 0).at(-1), 4 * HOUR);
    assert.equal(at(4 * HOUR, true).kind, 'look_in');
  });

  it('gives them up at a day exactly', () => {
    assert.equal(looksUntil('give_up', true, 4 * HOUR).at(-1), 24 * HOUR);
  });

  it('gives up without a reminder that would come too late, after a long stop', () => {
    assert.equal(at(30 * HOUR).kind, 'give_up');
  });

  it('takes a clock that went back for no time at all', () => {
    assert.deepEqual(at(-HOUR), { kind: 'look_in', ms: 1_000 });
  });
});
