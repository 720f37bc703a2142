import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseCsv, readCsvFile } from '../../../../src/adapters/files/csv-file.ts';
import { importVacances } from '../../../../src/app/directory/import-vacances.ts';
import { readVacances } from '../../../../src/app/directory/read-vacances.ts';
import { showOverview } from '../../../../src/app/directory/show-overview.ts';
import { createMemoryDirectory } from '../../../support/memory-directory.ts';
import { circonscription } from '../../../support/pole.ts';

const HEADER = 'description;population;start_date;end_date;location;zones;annee_scolaire';
const NOEL = 'Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Rennes;Zone B;2026-2027';
const csv = (...rows: string[]) => parseCsv(Buffer.from([HEADER, ...rows].join('\n')), () => true);
const inZone = (zone: string, code = 'A') => ({ ...circonscription(code), zone });
const read = (...rows: string[]) => readVacances(csv(...rows), [inZone('B')]);
const days = (row: string, zone = 'B') =>
  readVacances(csv(row), [inZone(zone)]).records.map(({ debut, reprise }) => `${debut} ${reprise}`);

describe('readVacances', () => {
  it('reads a period once, from midnight in Paris to the day classes begin again', () => {
    const again = NOEL.replace('Rennes', 'Lille').replace(';-;', ';Élèves;');
    assert.deepEqual(read(NOEL, again).records, [
      {
        circonscription: 'A',
        zone: 'B',
        annee: 2026,
        nom: 'Vacances de Noël',
        debut: '2026-12-19',
        reprise: '2027-01-04',
      },
    ]);
  });

  it('leaves out other zones, and what is for teachers alone', () => {
    const { records, elsewhere, notPupils } = read(
      NOEL.replace('Zone B', 'Zone A'),
      NOEL.replace(';-;', ';Enseignants;'),
      NOEL.replace('Zone B', 'Corse'),
    );
    assert.deepEqual([records, elsewhere, notPupils], [[], 2, 1]);
  });

  it('serves each circonscription its zone, Corsica and overseas included', () => {
    const reunion = NOEL.replace('Zone B', 'Réunion').replace('12-18T23', '12-18T20').replace('01-03T23', '01-03T20');
    assert.deepEqual(days(reunion, 'Réunion'), ['2026-12-19 2027-01-04']);
    const guadeloupe = NOEL.replace('Zone B', 'Guadeloupe')
      .replace('12-18T23', '12-19T04')
      .replace('01-03T23', '01-04T04');
    assert.deepEqual(days(guadeloupe, 'Guadeloupe'), ['2026-12-19 2027-01-04']);
    const two = readVacances(csv(NOEL), [inZone('B'), inZone('B', 'C')]);
    assert.deepEqual(
      two.records.map((record) => record.circonscription),
      ['A', 'C'],
    );
  });

  it('takes the beginning of summer holidays whose end is not published', () => {
    const summer = (instant: string) => `Début des Vacances d'Été;-;${instant};${instant};Rennes;Zone B;2026-2027`;
    assert.deepEqual(days(summer('2027-07-02T22:00:00+00:00')), ['2027-07-03 2027-09-01']);
    assert.deepEqual(days(summer('2026-12-18T23:00:00+00:00')), ['2026-12-19 2027-01-30']);
  });

  const bad: [string, string, RegExp][] = [
    ['a date that is none', NOEL.replace('2026-12-18T23:00:00+00:00', '18/12/2026'), /« 18\/12\/2026 ».*start_date/],
    ['a day that does not exist', NOEL.replace('2027-01-03', '2027-13-03'), /end_date/],
    ['an end before its beginning', NOEL.replace('2027-01-03', '2026-12-01'), /avant la date de début/],
    ['a school year of several', NOEL.replace('2026-2027', '2026-2028'), /année scolaire « 2026-2028 »/],
    ['no name', NOEL.replace('Vacances de Noël', ''), /nom/],
    ['a row of other columns', `${NOEL};x`, /nombre de colonnes/],
  ];
  for (const [title, row, sentence] of bad) {
    it(`refuses ${title}, with its line`, () => {
      const { problems } = read(NOEL, row);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.line, 3);
      assert.match(problems[0]!.sentence.replaceAll('\u00a0', ' '), sentence);
    });
  }

  it('asks for the columns that are missing', () => {
    const [problem] = readVacances(
      parseCsv(Buffer.from('description;zones\na;b\n'), () => true),
      [],
    ).problems;
    assert.match(problem!.sentence, /population, start_date, end_date, annee_scolaire/);
  });
});

describe('importer-vacances', () => {
  const said = (lines: string[]) => lines.join('\n').replaceAll('\u00a0', ' ');
  const example = () => readCsvFile(join(import.meta.dirname, '../../../../docs/exemples/vacances.csv'), () => true);

  it('takes the example, tells which years are known, and changes nothing in a dry run', async () => {
    const { admin, vacances } = createMemoryDirectory();
    await admin.configure(inZone('B'), false);
    const rehearsed = await importVacances(admin, await example(), { dryRun: true });
    assert.match(said(rehearsed.lines), /ajoutées : 12 .*\n[\s\S]*autre zone : 24.*\nEssai/);
    assert.equal(vacances.size, 0);
    assert.match(said((await showOverview(admin, '2026-11-23')).problems), /2026-2027.*A ne sont pas importées/);
    await importVacances(admin, await example(), { dryRun: false });
    const overview = await showOverview(admin, '2026-11-23');
    assert.match(said(overview.lines), /vacances scolaires importées : 2025-2026, 2026-2027/);
    assert.deepEqual(overview.problems, []);
  });

  it('warns when the file has nothing for a zone', async () => {
    const { admin } = createMemoryDirectory();
    await admin.configure(inZone('Corse'), false);
    assert.match(
      said((await importVacances(admin, await example(), { dryRun: false })).problems),
      /zone de A \(Corse\)/,
    );
  });
});
