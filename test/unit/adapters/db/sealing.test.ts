import assert from 'node:assert/strict';
import { createSealer, SealBroken, SealedWithUnknownKey } from '../../../../src/adapters/db/sealing.ts';

const key = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
const place = { column: 'demande.eleve', row: 'd1' };
const text = 'Zoé, née le 12 mars 2016 👍';

describe('sealing', () => {
  const sealer = createSealer([key('a', 1)]);

  it('opens what it sealed, and never writes the same twice', () => {
    const sealed = sealer.seal(place, text);
    assert.match(sealed, /^v1\.a\.[A-Za-z0-9_-]+$/);
    assert.equal(sealer.open(place, sealed), text);
    assert.notEqual(sealer.seal(place, text), sealed);
  });

  it('keeps an empty text', () => {
    assert.equal(sealer.open(place, sealer.seal(place, '')), '');
  });

  for (const [what, elsewhere] of [
    ['another row', { ...place, row: 'd2' }],
    ['another column', { ...place, column: 'demande.dossier' }],
    ['a place with the same spelling', { column: 'demande.eleve d1', row: '' }],
  ] as const) {
    it(`does not open in ${what}`, () => {
      assert.throws(() => sealer.open(elsewhere, sealer.seal(place, text)), SealBroken);
    });
  }

  it('does not open when one byte was altered', () => {
    const sealed = sealer.seal(place, text);
    for (const index of [5, 22, 40, sealed.length - 3]) {
      const altered = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
      assert.throws(() => sealer.open(place, altered), SealBroken, `at ${index}`);
    }
  });

  for (const notSealed of ['', 'Zoé', 'v1.a.', 'v1.a.AAAA', 'v2.a.AAAA', 'v1..AAAA']) {
    it(`does not take « ${notSealed} » for a sealed value`, () => {
      assert.throws(() => sealer.open(place, notSealed), SealBroken);
    });
  }

  it('writes with the first key and reads with all', () => {
    const old = sealer.seal(place, text);
    const rotated = createSealer([key('b', 2), key('a', 1)]);
    assert.equal(rotated.open(place, old), text);
    assert.match(rotated.seal(place, text), /^v1\.b\./);
  });

  it('names the key that is missing', () => {
    const sealed = sealer.seal(place, text);
    assert.throws(
      () => createSealer([key('b', 2)]).open(place, sealed),
      (error) => error instanceof SealedWithUnknownKey && error.keyId === 'a',
    );
  });

  it('does not open with another key of the same name', () => {
    assert.throws(() => createSealer([key('a', 9)]).open(place, sealer.seal(place, text)), SealBroken);
  });
});
