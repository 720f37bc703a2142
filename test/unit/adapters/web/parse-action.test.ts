import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseAction } from '../../../../src/adapters/web/parse-action.ts';

describe('parseAction', () => {
  it('reads the strings of a bound card, an empty one being nothing', () => {
    assert.deepEqual(
      parseAction({ v: '1', action: 'accepter', demandeId: 'd1', version: '12', field: '', value: '' }),
      {
        v: 1,
        action: 'accepter',
        demandeId: 'd1',
        version: 12,
      },
    );
  });

  it('drops what a card may not carry', () => {
    assert.deepEqual(parseAction({ v: 1, action: 'aide', role: 'pilote' }), { v: 1, action: 'aide' });
  });

  it('knows no other version, name or kind of data', () => {
    const refused = [{ v: 2, action: 'aide' }, { v: 1, action: '__proto__' }, { v: 1 }, null, 'aide', [], undefined];
    for (const data of refused) assert.equal(parseAction(data), undefined);
    assert.equal(parseAction({ v: 1, action: 'aide', version: 'douze' }), undefined);
    assert.equal(parseAction({ v: 1, action: 'aide', version: '-1' }), undefined);
  });
});
