import assert from 'node:assert/strict';
import { parseYaml } from '../../../../src/adapters/files/yaml-file.ts';
import { readSetup } from '../../../../src/app/directory/read-setup.ts';

const WHO = `circonscription:
  code: 0761
  nom: Rouen Nord
  academie: Normandie
  zone: B
`;
const MINIMAL = `${WHO}problematiques:
  - Lecture
  - Comportement
`;
const read = (text: string) => readSetup(parseYaml(text));

describe('readSetup', () => {
  it('reads the least there can be, with delays by default and the code as its text', () => {
    assert.deepEqual(read(MINIMAL).setup, {
      code: '0761',
      nom: 'Rouen Nord',
      academie: 'Normandie',
      zone: 'B',
      delais: { lecture: 3, sollicitation: 5, priseAttache: 5, bilan: 30 },
      convergence: { jours: 90, ecoles: 3 },
      adresses: {},
      joursEcole: [1, 2, 4, 5],
      heures: { debut: '08:30', fin: '17:30' },
      problematiques: ['Lecture', 'Comportement'],
    });
  });

  it('reads everything', () => {
    const text = `${MINIMAL}fonctions: [CPC, psyEN]
delais: {lecture: 1, sollicitation: 2, prise_attache: 4, bilan: 60}
adresses:
  circonscription: IEN@test.example
  cpc: cpc@test.example
`.replace('zone: B', 'zone: zone c\n  teams_tenant: AAAA-BBBB');
    const { setup, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(setup?.delais, { lecture: 1, sollicitation: 2, priseAttache: 4, bilan: 60 });
    assert.deepEqual(setup?.adresses, { circonscription: 'ien@test.example', cpc: 'cpc@test.example' });
    assert.deepEqual([setup?.zone, setup?.teamsTenant, setup?.fonctions], ['C', 'aaaa-bbbb', ['CPC', 'psyEN']]);
  });

  it('takes the zones overseas as the school calendar names them', () => {
    assert.equal(read(MINIMAL.replace('zone: B', 'zone: la reunion')).setup?.zone, 'Réunion');
  });

  it('takes one delay alone, and the others by default', () => {
    assert.equal(read(`${MINIMAL}delais:\n  bilan: 45\n`).setup?.delais.bilan, 45);
    assert.equal(read(`${MINIMAL}delais:\n  bilan: 45\n`).setup?.delais.lecture, 3);
  });

  it('takes the days and hours of school as people write them', () => {
    const { setup } = read(
      `${MINIMAL}jours_ecole: [Vendredi, mercredi, lundi, mardi, jeudi]\nheures: {debut: 8h, fin: 17 h 15}\n`,
    );
    assert.deepEqual(setup?.joursEcole, [1, 2, 3, 4, 5]);
    assert.deepEqual(setup?.heures, { debut: '08:00', fin: '17:15' });
  });

  const bad: [string, string, number, RegExp][] = [
    ['a document that is a list', '- a\n', 1, /circonscription/],
    ['no circonscription', 'problematiques: [a]\n', 1, /Il manque « circonscription »/],
    ['no code', MINIMAL.replace('  code: 0761\n', ''), 2, /circonscription\.code/],
    ['an empty name', MINIMAL.replace('Rouen Nord', ''), 3, /circonscription\.nom/],
    ['an unknown zone', MINIMAL.replace('zone: B', 'zone: D'), 5, /zone « D ».*A, B, C/],
    ['an unknown name at the top', `${MINIMAL}delai: 3\n`, 9, /« delai ».*delais/],
    ['an unknown name below', `${MINIMAL}delais:\n  attente: 3\n`, 10, /« attente »/],
    ['no problématique', WHO, 1, /Il manque « problematiques »/],
    ['an empty list', `${WHO}problematiques: []\n`, 6, /au moins une/],
    ['a text for a list', `${WHO}problematiques: Lecture\n`, 6, /liste/],
    ['a map for a text', MINIMAL.replace('- Lecture', '- a: b'), 7, /texte/],
    ['a problématique twice', `${MINIMAL}  - LECTURE\n`, 9, /LECTURE.*ligne 7/],
    ['a problématique of 61 characters', `${MINIMAL}  - ${'x'.repeat(61)}\n`, 9, /60 caractères/],
    ['a delay of no day', `${MINIMAL}delais:\n  lecture: 0\n`, 10, /delais\.lecture.*entier/],
    ['half a day', `${MINIMAL}delais:\n  lecture: 1.5\n`, 10, /entier/],
    ['a day without school', `${MINIMAL}jours_ecole:\n  - lundi\n  - dimanche\n`, 11, /« dimanche ».*lundi, mardi/],
    ['an hour at night', `${MINIMAL}heures: {debut: 5:30}\n`, 9, /heures\.debut/],
    ['a beginning after the end by default', `${MINIMAL}heures: {debut: 18:00}\n`, 9, /Il manque « heures\.fin »/],
    ['an end before the beginning', `${MINIMAL}heures: {debut: 9:00, fin: 8:30}\n`, 9, /heures\.fin.*suivre/],
    ['an address that is none', `${MINIMAL}adresses:\n  cpc: ici\n`, 10, /adresses\.cpc.*e-mail/],
    ['a text for the addresses', `${MINIMAL}adresses: a@b.fr\n`, 9, /retrait/],
  ];
  for (const [what, text, line, sentence] of bad) {
    it(`refuses ${what}, with its line`, () => {
      const { setup, problems } = read(text);
      assert.equal(setup, undefined);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.equal(problems[0]!.line, line);
      assert.match(problems[0]!.sentence.replaceAll('\u00a0', ' '), sentence);
    });
  }

  it('tells all faults in the order of the file', () => {
    const { problems } = read(`${WHO.replace('zone: B', 'zone: Z')}inconnu: 1\nproblematiques: []\n`);
    assert.deepEqual(
      problems.map((problem) => problem.line),
      [5, 6, 7],
    );
  });
});
