import assert from 'node:assert/strict';
import type { Ecole } from '../../../../src/core/form/types.ts';
import { createEcoleIndex } from '../../../../src/core/pole/ecole-search.ts';
import { typingErrors } from '../../../../src/core/pole/edit-distance.ts';
import { ECOLES } from '../../../support/form-context.ts';

const index = createEcoleIndex(ECOLES);

function uais(text: string, limit = 6): string[] {
  return index.search(text, limit).matches.map((ecole) => ecole.uai);
}

describe('an école found without asking', () => {
  const sure: [string, string][] = [
    ['0760004D', '0760004D'],
    ['0760004d', '0760004D'],
    ['076 0004 D', '0760004D'],
    ['UAI : 0760004 d', '0760004D'],
    ['élémentaire Jules Ferry', '0760001A'],
    ['EEPU Jules Ferry Bihorel', '0760001A'],
    ['empu jules ferry', '0760002B'],
    ['éc. mat. Jules Ferry', '0760002B'],
    ['la maternelle Ferry de Bihorel', '0760002B'],
    ['Ecole élémentaire publique Jules Ferry', '0760001A'],
    ['larpin', '0760003C'],
    ['LARPIN BIHOREL', '0760003C'],
    ['Jean Jaurès Sotteville', '0760005E'],
    ['Debussy', '0760007G'],
    ["c'est l'école Debussy", '0760007G'],
    ['école primaire d’Isneauville', '0760008H'],
    ['st exupery', '0760009J'],
    ['GS Saint-Exupéry', '0760009J'],
    ['Ste Thérèse', '0760011L'],
    ['les clairieres', '0760010K'],
    ['Pierre et Marie Curie', '0760012M'],
    ['oeuvre du coeur', '0760014P'],
    ['Dr Laurent', '0760017T'],
    ['Berthelot maternelle', '0760015R'],
  ];
  for (const [text, uai] of sure) {
    it(`is ${uai} for « ${text} »`, () => {
      const { matches, sure: isSure } = index.search(text, 6);
      assert.equal(matches[0]?.uai, uai);
      assert.equal(isSure, true);
    });
  }
});

describe('écoles proposed', () => {
  const proposed: [string, string[]][] = [
    ['Jules Ferry', ['0760001A', '0760002B']],
    ['J. Ferry', ['0760001A', '0760002B']],
    ['Jule Fery', ['0760001A', '0760002B']],
    ['julse ferry elementaire', ['0760001A', '0760002B']],
    ['Jean Jaurès', ['0760004D', '0760005E']],
    ['jean jaures rouen', ['0760004D', '0760005E']],
    ['Debusy', ['0760007G']],
    ['Bertelot', ['0760016S', '0760015R']],
    ['Exupery Bois Guilaume', ['0760009J']],
    ['Bihorel', ['0760001A', '0760002B', '0760003C']],
    ['Darnetal', ['0760014P']],
    ['Thereze', ['0760011L']],
  ];
  for (const [text, expected] of proposed) {
    it(`for « ${text} », best first, without deciding`, () => {
      const { matches, sure } = index.search(text, 6);
      assert.deepEqual(new Set(matches.map((ecole) => ecole.uai)), new Set(expected));
      assert.equal(matches[0]?.uai, expected[0]);
      assert.equal(sure, false);
    });
  }

  const nothing = ['', 'école', 'maternelle', 'Marseille', '9999999Z', '👍', 'CE1', 'je ne sais pas', 'de la du'];
  for (const text of nothing) {
    it(`are none for « ${text} »`, () => assert.deepEqual(index.search(text, 6), { matches: [], sure: false }));
  }

  it('are as many as asked at most', () => {
    assert.equal(uais('Bihorel', 2).length, 2);
    assert.equal(uais('0760004D', 0).length, 0);
  });

  it('are found by UAI in any case', () => {
    assert.equal(index.byUai('0760004d')?.commune, 'Rouen');
    assert.equal(index.byUai('constructor'), undefined);
  });
});

describe('the search in a large directory', () => {
  const firsts = ['Jules', 'Jean', 'Pierre', 'Marie', 'Louis', 'Anne', 'Paul', 'Simone', 'Victor', 'Jacques'];
  const lasts = 'Ferry Jaurès Curie Pasteur Hugo Prévert Veil Zola Verne Camus Sand Monet'.split(' ');
  const large = Array.from({ length: 60_000 }, (_, at): Ecole => {
    const nom = `Ecole élémentaire publique ${firsts[at % 10]} ${lasts[Math.floor(at / 10) % 12]}`;
    const commune = `Saint-${'abcdefghijklmnopqrst'[at % 20]}${'aeiou'[Math.floor(at / 20) % 5]}r${at % 997}ville`;
    return {
      uai: `${String(at).padStart(7, '0')}X`,
      nom,
      commune,
      circonscription: 'C',
      codePostal: '76000',
      maternelle: false,
      elementaire: true,
    };
  });

  it('answers within 50 ms for 2,000 schools, and within a second for 60,000', () => {
    for (const [count, most] of [
      [2_000, 50],
      [60_000, 1_000],
    ] as const) {
      const many = createEcoleIndex(large.slice(0, count));
      // The best of five: the machine may be busy with something else.
      const spent = Math.min(
        ...Array.from({ length: 5 }, () => timeOf(() => many.search('ecole Simonne Veil st aar0vile', 6))),
      );
      assert.ok(many.search('ecole Simonne Veil st aar0vile', 6).matches.length > 0);
      assert.ok(spent < most, `${spent} ms for ${count}`);
    }
  });
});

function timeOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

describe('typingErrors', () => {
  const cases: [string, string, number, number][] = [
    ['ferry', 'ferry', 2, 0],
    ['fery', 'ferry', 2, 1],
    ['ferri', 'ferry', 2, 1],
    ['frery', 'ferry', 2, 1],
    ['jaures', 'jores', 2, 2],
    ['abc', 'xyz', 2, 3],
    ['a', 'abcdef', 2, 3],
    ['', 'ab', 2, 2],
  ];
  for (const [one, other, max, expected] of cases) {
    it(`counts ${expected} between « ${one} » and « ${other} »`, () => {
      assert.equal(typingErrors(one, other, max), expected);
      assert.equal(typingErrors(other, one, max), expected);
    });
  }
});
