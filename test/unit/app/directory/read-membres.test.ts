import assert from 'node:assert/strict';
import { readMembres } from '../../../../src/app/directory/read-membres.ts';
import type { CsvTable } from '../../../../src/app/ports/data-file.ts';

const HEADER = ['prenom', 'nom', 'email', 'fonctions', 'secteurs', 'roles'];

function table(rows: string[][], header = HEADER): CsvTable {
  return { width: header.length, header, rows: rows.map((cells, index) => ({ line: index + 2, cells, whole: true })) };
}
const read = (rows: string[][], header = HEADER, codes = ['c1']) =>
  readMembres(table(rows, header), codes, codes.length === 1 ? codes[0] : undefined);

describe('readMembres', () => {
  it('reads a member, each fonction and secteur once', () => {
    assert.deepEqual(
      read([['Zoé', 'L’Hôte', 'Zoe.Lhote@Test.example', 'CPC, psyEN,cpc', ' Rouen ,', 'membre,Pilote']]),
      {
        records: [
          {
            circonscription: 'c1',
            prenom: 'Zoé',
            nom: 'L’Hôte',
            email: 'zoe.lhote@test.example',
            fonctions: ['CPC', 'psyEN'],
            secteurs: ['Rouen'],
            roles: ['membre', 'pilote'],
          },
        ],
        problems: [],
      },
    );
  });

  it('takes the columns in any order, with accents and « (s) »', () => {
    const header = ['Rôle(s)', 'E-mail', 'Nom', 'Prénom', 'Secteur(s)', 'Fonction(s)', 'remarque'];
    const { records } = read([['équipe restreinte', 'a@b.fr', 'B', 'A', '', 'ERUN', 'x']], header);
    assert.deepEqual(records[0]?.roles, ['equipe_restreinte']);
    assert.deepEqual([records[0]?.prenom, records[0]?.nom, records[0]?.fonctions], ['A', 'B', ['ERUN']]);
  });

  it('takes someone without role as a membre', () => {
    assert.deepEqual(read([['A', 'B', 'a@b.fr', '', '', '']]).records[0]?.roles, ['membre']);
  });

  const bad: [string, string[], RegExp][] = [
    ['an unknown role', ['A', 'B', 'a@b.fr', '', '', 'membre,IEN'], /« IEN ».*pilote, equipe_restreinte ou membre/],
    ['a bad address', ['A', 'B', 'a.b.fr', '', '', ''], /« a\.b\.fr »/],
    ['an address of two people', ['A', 'B', 'a@b.fr,c@d.fr', '', '', ''], /adresse e-mail/],
    ['a missing address', ['A', 'B', '', '', '', ''], /manque l’adresse/],
    ['a missing first name', ['', 'B', 'a@b.fr', '', '', ''], /manque le prénom/],
    ['a name with a digit', ['A', 'B2', 'a@b.fr', '', '', ''], /le nom/],
    ['an endless fonction', ['A', 'B', 'a@b.fr', 'x'.repeat(101), '', ''], /100 caractères/],
  ];
  for (const [what, row, sentence] of bad) {
    it(`refuses ${what}, with its line`, () => {
      const { problems } = read([['C', 'D', 'c@d.fr', '', '', ''], row]);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.equal(problems[0]!.line, 3);
      assert.match(problems[0]!.sentence.replaceAll('\u00a0', ' '), sentence);
    });
  }

  it('refuses an address twice in the file, in any case', () => {
    const { problems } = read([
      ['A', 'B', 'a@b.fr', '', '', ''],
      ['C', 'D', 'A@B.FR', '', '', ''],
    ]);
    assert.match(problems[0]!.sentence, /a@b\.fr.*ligne 2/);
  });

  it('tells every fault of a row', () => {
    assert.equal(read([['', '', 'x', '', '', 'chef,sous-chef']]).problems.length, 5);
  });

  describe('with a column of Tchap accounts', () => {
    const header = [...HEADER, 'Compte Tchap'];
    const row = (email: string, tchap: string) => ['A', 'B', email, '', '', '', tchap];
    const ID = '@a.b-ac-rouen.fr:agent.education.tchap.gouv.fr';

    it('reads an account, in any case, and an empty cell as none', () => {
      const { records, problems } = read([row('a@b.fr', ID.toUpperCase()), row('c@b.fr', '')], header);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        records.map((record) => record.matrixId),
        [ID, ''],
      );
    });

    it('says nothing of accounts when the column is not there', () => {
      assert.equal('matrixId' in read([['A', 'B', 'a@b.fr', '', '', '']]).records[0]!, false);
    });

    for (const bad of ['a.b@ac-rouen.fr', '@a.b', '@:serveur', '@a b:serveur', '@a:', `@${'x'.repeat(255)}:s.fr`]) {
      it(`refuses « ${bad.slice(0, 30)} »`, () => {
        const { problems } = read([row('a@b.fr', bad)], header);
        assert.equal(problems.length, 1);
        assert.match(problems[0]!.sentence, /Tchap/);
      });
    }

    it('refuses one account for two members, and allows it in two circonscriptions', () => {
      const { problems } = read([row('a@b.fr', ID), row('c@b.fr', ID)], header);
      assert.match(problems[0]!.sentence, /tchap.*ligne 2/);
      const both = [...header, 'circonscription'];
      const rows = ['c1', 'c2'].map((code) => [...row('a@b.fr', ID), code]);
      assert.deepEqual(read(rows, both, ['c1', 'c2']).problems, []);
    });
  });

  describe('with several circonscriptions', () => {
    const header = [...HEADER, 'Circonscription'];

    it('places each member by its column, and allows one person in two', () => {
      const { records, problems } = read(
        [
          ['A', 'B', 'a@b.fr', '', '', '', 'c1'],
          ['A', 'B', 'a@b.fr', '', '', '', 'C2'],
        ],
        header,
        ['c1', 'c2'],
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(
        records.map((record) => record.circonscription),
        ['c1', 'c2'],
      );
    });

    it('refuses an unknown code, and an empty one', () => {
      const { problems } = read(
        [
          ['A', 'B', 'a@b.fr', '', '', '', 'c9'],
          ['A', 'B', 'c@b.fr', '', '', '', ''],
        ],
        header,
        ['c1', 'c2'],
      );
      assert.match(problems[0]!.sentence, /c9.*c1, c2/);
      assert.match(problems[1]!.sentence, /manque le code/);
    });
  });
});
