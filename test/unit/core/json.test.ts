import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Json, sameJson } from '../../../src/core/json.ts';

describe('two JSON values', () => {
  it('are the same whatever the order of their members', () => {
    assert.equal(sameJson({ serviceUrl: 'u', botId: 'b' }, { botId: 'b', serviceUrl: 'u' }), true);
    assert.equal(sameJson([{ a: 1, b: [null] }], [{ b: [null], a: 1 }]), true);
  });

  for (const [one, other] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{}, []],
    [{}, null],
    [
      [1, 2],
      [2, 1],
    ],
    [['a'], { 0: 'a' }],
    ['1', 1],
  ] as [Json, Json][]) {
    it(`differ: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => {
      assert.equal(sameJson(one, other), false);
      assert.equal(sameJson(other, one), false);
    });
  }

  it('are the same when one is the other with its members turned round', () => {
    const turned = (value: Json): Json => {
      if (Array.isArray(value)) return value.map(turned);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, held]): [string, Json] => [key, turned(held)])
          .reverse(),
      );
    };
    fc.assert(fc.property(fc.jsonValue(), (value) => sameJson(value as Json, turned(value as Json))));
  });
});
