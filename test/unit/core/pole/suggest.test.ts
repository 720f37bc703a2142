import assert from 'node:assert/strict';
import { type MembreProfile, type SuggestInput, suggestMembres } from '../../../../src/core/pole/suggest.ts';
import { ECOLES } from '../../../support/form-context.ts';

const ecole = ECOLES[0];
assert.ok(ecole);

const INPUT: SuggestInput = {
  cas: 'eleve',
  niveaux: ['CE1'],
  problematiques: [],
  avs: false,
  handicap: false,
  nature: 'aide',
  ecole,
  excluded: [],
};

function membre(id: string, fonctions: string[], changes: Partial<MembreProfile> = {}): MembreProfile {
  return { id, nom: `Nom ${id}`, fonctions, secteurs: [], load: 0, refusalsRecent: 0, unreachable: false, ...changes };
}

const PSY = membre('psy', ['psychologue scolaire']);
const CPC = membre('cpc', ['conseillère pédagogique']);
const RASED = membre('rased', ['enseignant spécialisé (RASED)']);
const UPE2A = membre('upe2a', ['enseignante UPE2A']);
const PIAL = membre('pial', ['coordonnatrice PIAL']);
const PAS = membre('pas', ['coordonnateur PAS']);
const ERUN = membre('erun', ['ERUN']);
const INF = membre('inf', ['infirmière scolaire']);
const AS = membre('as', ['assistante sociale']);
const REF = membre('ref', ['enseignant référent pour la scolarisation des élèves handicapés']);
const ULIS = membre('ulis', ['coordonnateur ULIS']);
const PHARE = membre('phare', ['équipe pHARe']);
const MAT = membre('mat', ['MAT']);
const DIR = membre('dir', ['directeur maternelle']);
const ALL = [DIR, MAT, PHARE, ULIS, REF, AS, INF, ERUN, PAS, PIAL, UPE2A, RASED, CPC, PSY];

function first(changes: Partial<SuggestInput>): string | undefined {
  return suggestMembres({ ...INPUT, ...changes }, ALL, 50)[0]?.membre.id;
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('suggestMembres', () => {
  const bests: [Partial<SuggestInput>, string[]][] = [
    [{ problematiques: ['Comportement'] }, ['psy', 'rased']],
    [{ problematiques: ['Harcèlement'] }, ['psy', 'phare']],
    [{ problematiques: ['Élève allophone'] }, ['upe2a']],
    [{ niveaux: ['UPE2A'] }, ['upe2a']],
    [{ niveaux: ['ULIS'] }, ['ulis']],
    [{ problematiques: ['Usages du numérique'] }, ['erun']],
    [{ problematiques: ['Santé, hygiène'] }, ['inf']],
    [{ problematiques: ['Absentéisme'] }, ['as']],
    [{ problematiques: ['Difficultés en lecture'] }, ['rased']],
    [{ avs: true, cas: 'equipe' }, ['pas', 'pial']],
    [{ handicap: true, cas: 'equipe' }, ['ref', 'ulis']],
    [{ cas: 'equipe', nature: 'accompagnement' }, ['cpc', 'erun', 'mat']],
    [{ problematiques: ['Gestion de classe'], nature: 'accompagnement', cas: 'equipe' }, ['cpc', 'erun', 'mat']],
  ];
  for (const [changes, expected] of bests) {
    it(`puts ${expected.join(' or ')} first for ${JSON.stringify(changes)}`, () =>
      assert.ok(expected.includes(first(changes) ?? '')));
  }

  it('does not take the conjunction « pas » or the word « maternelle » for a fonction', () => {
    const names = suggestMembres({ ...INPUT, avs: true, cas: 'equipe' }, ALL, 50).filter((one) => one.suggested);
    assert.deepEqual(
      names.map((one) => one.membre.id),
      ['pas', 'pial'],
    );
  });

  it('says why in words', () => {
    const [one] = suggestMembres(
      { ...INPUT, problematiques: ['Comportement'] },
      [{ ...PSY, secteurs: ['Bihorel'], load: 3, refusalsRecent: 1, unreachable: true }],
      5,
    );
    assert.deepEqual(one?.reasons.map(plain), [
      'la problématique « Comportement » est de son domaine',
      'une aide est demandée pour un ou des élèves',
      'intervient sur ce secteur (Bihorel)',
      '3 dossiers en cours',
      'a décliné une sollicitation récemment',
      'un message ne lui est pas parvenu récemment',
    ]);
    const [both] = suggestMembres({ ...INPUT, nature: 'aide' }, [{ ...PSY, fonctions: [...PSY.fonctions, 'ERUN'] }], 5);
    assert.equal(
      plain(both?.reasons[0] ?? ''),
      'psychologue scolaire : une aide est demandée pour un ou des élèves',
      'of several fonctions, which one serves',
    );
    const [free] = suggestMembres({ ...INPUT, nature: 'accompagnement' }, [PSY], 5);
    assert.deepEqual(free?.reasons, ['intervient sur toute la circonscription', 'aucun dossier en cours']);
  });

  it('meets a problématique and a fonction which share their words, without any table', () => {
    const own = membre('x', ['référente éco-délégués']);
    const [one] = suggestMembres({ ...INPUT, problematiques: ['Délégués de classe'] }, [PSY, own], 5);
    assert.equal(one?.membre.id, 'x');
  });

  const secteurs: [string, boolean][] = [
    ['Bihorel', true],
    ['BIHOREL', true],
    ['76420', true],
    ['0760001a', true],
    ['Jules Ferry', true],
    ['École Jules Ferry', true],
    ['Rouen', false],
    ['76000', false],
    ['0760004D', false],
    ['École', false],
  ];
  for (const [secteur, covered] of secteurs) {
    it(`takes the secteur « ${secteur} » as ${covered ? 'covering' : 'not covering'} the école`, () => {
      const near = membre('near', ['psychologue scolaire'], { secteurs: ['Ailleurs', secteur] });
      const [one] = suggestMembres({ ...INPUT, problematiques: ['Comportement'] }, [PSY, near], 5);
      assert.equal(one?.membre.id, covered ? 'near' : 'psy');
    });
  }

  it('prefers, of two who fit, the one with fewer dossiers, fewer refusals, and who can be reached', () => {
    for (const worse of [{ load: 4 }, { refusalsRecent: 2 }, { unreachable: true }]) {
      const list = suggestMembres(
        { ...INPUT, problematiques: ['Comportement'] },
        [
          { ...PSY, id: 'a', ...worse },
          { ...PSY, id: 'b' },
        ],
        5,
      );
      assert.deepEqual(
        list.map((one) => one.membre.id),
        ['b', 'a'],
      );
    }
  });

  it('still lists everyone after the suggested ones, but those already solicited, up to the limit', () => {
    const list = suggestMembres({ ...INPUT, problematiques: ['Comportement'], excluded: ['psy'] }, ALL, 50);
    assert.equal(list.length, ALL.length - 1);
    assert.ok(!list.some((one) => one.membre.id === 'psy'));
    const lastSuggested = list.findLastIndex((one) => one.suggested);
    assert.ok(list.slice(0, lastSuggested + 1).every((one) => one.suggested));
    assert.equal(suggestMembres(INPUT, ALL, 3).length, 3);
    assert.equal(suggestMembres(INPUT, ALL, -1).length, 0);
  });

  it('gives the same order whatever the order of the directory', () => {
    const ids = (list: MembreProfile[]) =>
      suggestMembres({ ...INPUT, problematiques: ['Comportement'] }, list, 50).map((one) => one.membre.id);
    assert.deepEqual(ids(ALL), ids([...ALL].reverse()));
  });
});
