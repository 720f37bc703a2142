import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readAction } from '../../../src/core/read-action.ts';

const ID = '0b7c2f5e-5a5f-4a53-9f0e-0d9c7d1c2a11';

describe('readAction', () => {
  it('reads the strings of a bound card, an empty one being nothing', () => {
    assert.deepEqual(readAction({ v: '1', action: 'accepter', demandeId: ID, version: '12', field: '', value: '' }), {
      v: 1,
      action: 'accepter',
      demandeId: ID,
      version: 12,
    });
  });

  it('drops what a card may not carry', () => {
    assert.deepEqual(readAction({ v: 1, action: 'aide', role: 'pilote' }), { v: 1, action: 'aide' });
  });

  it('knows no other version, name or kind of data', () => {
    const refused = [{ v: 2, action: 'aide' }, { v: 1, action: '__proto__' }, { v: 1 }, null, 'aide', [], undefined];
    for (const data of refused) assert.equal(readAction(data), undefined);
    assert.equal(readAction({ v: 1, action: 'aide', version: 'douze' }), undefined);
    assert.equal(readAction({ v: 1, action: 'aide', version: '-1' }), undefined);
    assert.equal(readAction({ v: 1, action: 'accepter', demandeId: "d1' OR 1=1" }), undefined);
  });
});
