import assert from 'node:assert/strict';
import { ECOLE_COLUMNS, readEcoles } from '../../../../src/app/directory/read-ecoles.ts';
import type { CsvTable } from '../../../../src/app/ports/data-file.ts';
import type { Circonscription } from '../../../../src/app/ports/directory-store.ts';

const circonscription = (code: string, nom: string): Circonscription => ({
  code,
  nom,
  academie: 'Fictive',
  zone: 'B',
  joursEcole: [1, 2, 4, 5],
  heures: { debut: '08:30', fin: '17:30' },
  delais: { lecture: 3, sollicitation: 5, priseAttache: 5, bilan: 30 },
  convergence: { jours: 90, ecoles: 3 },
  adresses: {},
});
const ROUEN_NORD = circonscription('0761234A', 'Rouen Nord');

const GOOD: { [column: string]: string } = {
  identifiant_de_l_etablissement: '0760001A',
  nom_etablissement: 'École des Tests',
  type_etablissement: 'Ecole',
  statut_public_prive: 'Public',
  adresse_1: '1 rue X',
  code_postal: '76000',
  nom_commune: 'Rouen',
  telephone: '',
  mail: 'CE.0760001A@ac-test.example',
  ecole_maternelle: '1',
  ecole_elementaire: '0',
  ulis: '',
  appartenance_education_prioritaire: '',
  nom_circonscription: 'Rouen Nord',
  etat: 'OUVERT',
};

function table(...changes: { [column: string]: string }[]): CsvTable {
  const header = Object.keys(GOOD);
  const rows = changes.map((change, index) => ({
    line: index + 2,
    cells: header.map((column) => change[column] ?? GOOD[column]!),
    whole: true,
  }));
  return { width: header.length, header, rows };
}

describe('readEcoles', () => {
  it('reads a row of the national directory', () => {
    assert.deepEqual(readEcoles(table({}), [ROUEN_NORD]).records, [
      {
        uai: '0760001A',
        circonscription: '0761234A',
        nom: 'École des Tests',
        type: 'Ecole',
        statut: 'Public',
        adresse: '1 rue X',
        codePostal: '76000',
        commune: 'Rouen',
        telephone: '',
        mail: 'ce.0760001a@ac-test.example',
        maternelle: true,
        elementaire: false,
        ulis: false,
        educationPrioritaire: '',
        ouverte: true,
      },
    ]);
  });

  it('reads every column that the domain names', () => {
    assert.deepEqual(
      Object.values(ECOLE_COLUMNS).map(({ names }) => names[0]),
      Object.keys(GOOD),
    );
  });

  const SAME = [
    'Rouen Nord',
    'ROUEN-NORD',
    'Circonscription d’inspection du 1er degré de Rouen Nord',
    "Circonscription d'inspection du 1er degré de Rouen  nord",
    'IEN Rouen Nord',
    '0761234A',
  ];
  for (const name of SAME) {
    it(`takes « ${name} » for Rouen Nord`, () => {
      assert.equal(readEcoles(table({ nom_circonscription: name }), [ROUEN_NORD]).records.length, 1);
    });
  }

  for (const name of ['Rouen', 'Rouen Nord 2', 'Circonscription', '', 'Nord']) {
    it(`does not take « ${name} » for Rouen Nord`, () => {
      const read = readEcoles(table({ nom_circonscription: name }), [ROUEN_NORD]);
      assert.deepEqual([read.records.length, read.elsewhere, read.problems.length], [0, 1, 0]);
    });
  }

  it('compares names without their article', () => {
    const havre = circonscription('h', 'Le Havre Est');
    const named = table({ nom_circonscription: 'Circonscription d’inspection du 1er degré du Havre Est' });
    assert.equal(readEcoles(named, [havre]).records[0]?.circonscription, 'h');
  });

  it('refuses a name that two circonscriptions share', () => {
    const read = readEcoles(table({}), [ROUEN_NORD, circonscription('b', 'De Rouen-Nord')]);
    assert.match(read.problems[0]!.sentence, /plusieurs circonscriptions.*0761234A, b/);
  });

  it('counts what it leaves out, and does not judge it', () => {
    const read = readEcoles(
      table(
        { nom_circonscription: 'Dieppe', identifiant_de_l_etablissement: 'faux' },
        { type_etablissement: 'Collège', nom_etablissement: '' },
        { type_etablissement: 'École', identifiant_de_l_etablissement: '0760002B' },
      ),
      [ROUEN_NORD],
    );
    assert.deepEqual([read.records.length, read.elsewhere, read.notEcoles], [1, 1, 1]);
    assert.deepEqual(read.otherNames, ['Dieppe']);
    assert.deepEqual(read.problems, []);
  });

  const open: [string, boolean][] = [
    ['OUVERT', true],
    ['A FERMER', true],
    ['à fermer', true],
    ['A OUVRIR', false],
    ['FERME', false],
    ['Fermé', false],
  ];
  for (const [etat, ouverte] of open) {
    it(`reads « ${etat} » as ${ouverte ? 'open' : 'not open'}`, () => {
      assert.equal(readEcoles(table({ etat }), [ROUEN_NORD]).records[0]?.ouverte, ouverte);
    });
  }

  const bad: [string, { [column: string]: string }, RegExp][] = [
    ['a UAI without its letter', { identifiant_de_l_etablissement: '0760001' }, /0760001 .*UAI/],
    ['a missing UAI', { identifiant_de_l_etablissement: '' }, /UAI/],
    ['a missing name', { nom_etablissement: ' ' }, /pas de nom/],
    ['a flag that is none', { ecole_maternelle: 'oui' }, /oui.*ecole_maternelle/],
    ['an unknown state', { etat: 'EN TRAVAUX' }, /EN TRAVAUX.*OUVERT/],
    ['a cell that is far too long', { adresse_1: 'x'.repeat(201) }, /adresse_1.*200/],
  ];
  for (const [what, change, sentence] of bad) {
    it(`refuses ${what}, with its line`, () => {
      const { problems } = readEcoles(table({ identifiant_de_l_etablissement: '0760009Z' }, change), [ROUEN_NORD]);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]!.line, 3);
      assert.match(problems[0]!.sentence.replaceAll('\u00a0', ' '), sentence);
    });
  }

  it('refuses the same UAI twice, in any case, and names the first line', () => {
    const { problems } = readEcoles(table({}, { identifiant_de_l_etablissement: '0760001a' }), [ROUEN_NORD]);
    assert.deepEqual(
      problems.map((problem) => problem.line),
      [3],
    );
    assert.match(problems[0]!.sentence, /0760001A.*ligne 2/);
  });

  it('refuses a row that is cut, since its cells may have slipped', () => {
    const cut = table({});
    cut.rows[0]!.whole = false;
    assert.match(readEcoles(cut, [ROUEN_NORD]).problems[0]!.sentence, /nombre de colonnes/);
  });

  it('names all missing columns in one sentence, and the separator when there is one column', () => {
    const header = Object.keys(GOOD).filter((column) => !['mail', 'etat'].includes(column));
    const [problem, ...others] = readEcoles({ width: 13, header, rows: [] }, [ROUEN_NORD]).problems;
    assert.deepEqual(others, []);
    assert.match(problem!.sentence, /colonnes mail, etat\.$/);
    assert.equal(problem!.line, undefined);
    assert.match(readEcoles({ width: 1, header: [], rows: [] }, [ROUEN_NORD]).problems[0]!.sentence, /séparées par/);
    assert.match(readEcoles({ width: 0, header: [], rows: [] }, [ROUEN_NORD]).problems[0]!.sentence, /vide/);
  });

  it('does not mind the case of the header', () => {
    const upper = { ...table({}), header: Object.keys(GOOD).map((column) => column.toUpperCase()) };
    assert.equal(readEcoles(upper, [ROUEN_NORD]).records.length, 1);
  });
});
