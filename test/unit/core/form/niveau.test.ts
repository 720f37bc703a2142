import assert from 'node:assert/strict';
import { birthWarning } from '../../../../src/core/form/niveau.ts';

describe('the plausible birth for a niveau', () => {
  const plausible: [string[], string, string][] = [
    [['CE1'], '2019-05-01', '2026-09-17'],
    [['CE1'], '2018-01-01', '2026-09-17'],
    [['CE1'], '2020-12-31', '2026-09-17'],
    [['CE1'], '2018-06-01', '2026-08-31'],
    [['TPS'], '2024-03-01', '2026-09-17'],
    [['CM2'], '2016-03-12', '2026-09-17'],
    [['CP', 'CE1'], '2020-03-12', '2026-09-17'],
    [['ULIS'], '2014-03-12', '2026-09-17'],
    [['MULTI'], '2021-03-12', '2026-09-17'],
    [['CE1', 'ULIS'], '2015-03-12', '2026-09-17'],
    [[], '2016-03-12', '2026-09-17'],
  ];
  for (const [niveaux, birth, today] of plausible) {
    it(`says nothing of a birth on ${birth} in ${niveaux.join(', ') || 'no niveau yet'} on ${today}`, () =>
      assert.equal(birthWarning(niveaux, birth, today), undefined));
  }

  const surprising: [string[], string, string, RegExp][] = [
    [['CE1'], '2016-03-12', '2026-09-17', /En CE1.*nés en 2019.*né en 2016/],
    [['CP'], '2018-03-12', '2026-09-17', /nés en 2020/],
    [['CP', 'CE1'], '2016-03-12', '2026-09-17', /En CP, CE1/],
    [['CM2'], '2020-03-12', '2026-09-17', /nés en 2016/],
    [['ULIS'], '2012-03-12', '2026-09-17', /école primaire/],
    [['RASED'], '2025-03-12', '2026-09-17', /école primaire/],
    [[], '1985-03-12', '2026-09-17', /école primaire/],
  ];
  for (const [niveaux, birth, today, warning] of surprising) {
    it(`warns of a birth on ${birth} in ${niveaux.join(', ') || 'no niveau yet'}`, () =>
      assert.match(birthWarning(niveaux, birth, today) ?? '', warning));
  }
});
