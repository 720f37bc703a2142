import assert from 'node:assert/strict';
import { parseCsv } from '../../../../src/adapters/files/csv-file.ts';
import { parseYaml } from '../../../../src/adapters/files/yaml-file.ts';
import { configure } from '../../../../src/app/directory/configure.ts';
import { importEcoles } from '../../../../src/app/directory/import-ecoles.ts';
import { importMembres } from '../../../../src/app/directory/import-membres.ts';
import { importPartenaires } from '../../../../src/app/directory/import-partenaires.ts';
import type { Outcome } from '../../../../src/app/directory/outcome.ts';
import { ECOLE_COLUMNS } from '../../../../src/app/directory/read-ecoles.ts';
import { showOverview } from '../../../../src/app/directory/show-overview.ts';
import { createMemoryDirectory } from '../../../support/memory-directory.ts';

const setup = (code: string, nom: string) =>
  parseYaml(`circonscription: {code: ${code}, nom: ${nom}, academie: X, zone: A}\nproblematiques: [Lecture]\n`);
const csv = (lines: string[]) => parseCsv(Buffer.from(lines.join('\n')), () => true);
const membres = (...rows: string[]) => csv(['prenom;nom;email;fonctions;secteurs;roles', ...rows]);

const ECOLE_HEADER = Object.values(ECOLE_COLUMNS).map(({ names }) => names[0]);
const ecole = (uai: string, circonscription = 'Nord') =>
  [uai, 'École', 'Ecole', 'Public', '', '', 'X', '', '', '1', '0', '', '', circonscription, 'OUVERT'].join(';');
const ecoles = (...rows: string[]) => csv([ECOLE_HEADER.join(';'), ...rows]);

const said = (outcome: Outcome) => [...outcome.lines, ...outcome.problems].join('\n').replaceAll('\u00a0', ' ');
const write = { dryRun: false, complete: false };

describe('the directory commands', () => {
  const prepared = async (...codes: string[]) => {
    const directory = createMemoryDirectory();
    for (const code of codes) await configure(directory.admin, setup(code, code), write);
    return directory;
  };

  it('say to begin with configurer when there is no circonscription', async () => {
    const { admin } = createMemoryDirectory();
    for (const outcome of [await importEcoles(admin, ecoles(), write), await importMembres(admin, membres(), write)]) {
      assert.equal(outcome.exitCode, 1);
      assert.match(said(outcome), /configurer FICHIER\.yaml/);
    }
    assert.match(said(await showOverview(admin, '2026-11-23')), /configurer/);
  });

  it('write nothing when one row is wrong, and name each', async () => {
    const { admin, calls } = await prepared('Nord');
    const outcome = await importEcoles(admin, ecoles(ecole('0760001A'), ecole('076'), ecole('0760001A')), write);
    assert.equal(outcome.exitCode, 1);
    assert.deepEqual(outcome.lines, []);
    assert.match(said(outcome), /^Rien n’a été importé : 2 erreurs.*\n {2}Ligne 3 :.*\n {2}Ligne 4 :/);
    assert.deepEqual(calls, []);
  });

  it('report what changed, with at most twenty keys, and what was left out', async () => {
    const { admin } = await prepared('Nord');
    const rows = Array.from({ length: 32 }, (_, index) => ecole(`07600${10 + index}A`));
    const outcome = await importEcoles(admin, ecoles(...rows, ecole('0761111B', 'Sud')), write);
    assert.equal(outcome.exitCode, 0);
    assert.match(said(outcome), /ajoutées : 32 \(0760010A, .*0760029A … et 12 autres\)/);
    assert.match(said(outcome), /lignes ignorées : 1 \(autre circonscription : 1/);
  });

  it('change nothing the second time', async () => {
    const { admin } = await prepared('Nord');
    await importEcoles(admin, ecoles(ecole('0760001A')), write);
    assert.match(
      said(await importEcoles(admin, ecoles(ecole('0760001A')), write)),
      /ajoutées : 0\n.*0\n.*inchangées : 1/,
    );
  });

  it('say in a dry run that nothing was written', async () => {
    const { admin, ecoles: kept } = await prepared('Nord');
    const outcome = await importEcoles(admin, ecoles(ecole('0760001A')), { dryRun: true });
    assert.match(said(outcome), /ajoutées : 1 [\s\S]*Essai : rien n’a été écrit\.$/);
    assert.equal(kept.size, 0);
  });

  it('tell which circonscriptions a file speaks of when none is ours', async () => {
    const { admin } = await prepared('Nord');
    const outcome = await importEcoles(admin, ecoles(ecole('0760001A', 'Sud')), write);
    assert.match(said(outcome), /aucune école du fichier n’est dans Nord\. Le fichier parle de : Sud\./);
  });

  it('import the écoles of the one circonscription that is named', async () => {
    const { admin, ecoles: kept } = await prepared('Nord', 'Sud');
    const file = ecoles(ecole('0760001A'), ecole('0760002B', 'Sud'));
    await importEcoles(admin, file, { dryRun: false, circonscription: 'sud' });
    assert.deepEqual([...kept.keys()], ['0760002B']);
    assert.match(
      said(await importEcoles(admin, file, { dryRun: false, circonscription: 'Est' })),
      /« Est ».*Nord, Sud/,
    );
  });

  it('ask for the circonscription of the members when there are several', async () => {
    const { admin, calls } = await prepared('Nord', 'Sud');
    const file = membres('A;B;a@b.fr;;;pilote');
    const outcome = await importMembres(admin, file, write);
    assert.equal(outcome.exitCode, 1);
    assert.match(said(outcome), /--circonscription.*Nord, Sud/);
    assert.deepEqual(calls, []);
    await importMembres(admin, file, { ...write, circonscription: 'Sud' });
    assert.deepEqual(calls, ['importMembres Sud 1 false']);
  });

  it('rehearse every circonscription of a file before the first is written', async () => {
    const { admin, calls } = await prepared('Nord', 'Sud');
    const file = csv([
      'prenom;nom;email;fonctions;secteurs;roles;circonscription',
      'A;B;a@b.fr;;;pilote;Nord',
      'C;D;c@d.fr;;;pilote;Sud',
    ]);
    await importMembres(admin, file, write);
    assert.deepEqual(calls, [
      'importMembres Nord 1 true',
      'importMembres Sud 1 true',
      'importMembres Nord 1 false',
      'importMembres Sud 1 false',
    ]);
  });

  describe('and the pilot', () => {
    const pilot = 'A;B;pilote@b.fr;;;pilote';
    const other = 'C;D;autre@b.fr;;;membre';
    const warning = /n’a plus de pilote/;

    it('is asked for when the circonscription has none', async () => {
      const { admin } = await prepared('Nord');
      const outcome = await importMembres(admin, membres(other), write);
      assert.equal(outcome.exitCode, 0);
      assert.match(said(outcome), warning);
    });

    it('stays when a later file does not name them', async () => {
      const { admin } = await prepared('Nord');
      await importMembres(admin, membres(pilot), write);
      assert.doesNotMatch(said(await importMembres(admin, membres(other), write)), warning);
    });

    it('is missed when a complete file leaves them out, already in a dry run', async () => {
      const { admin } = await prepared('Nord');
      await importMembres(admin, membres(pilot), write);
      const outcome = await importMembres(admin, membres(other), { dryRun: true, complete: true });
      assert.match(said(outcome), warning);
      assert.match(said(outcome), /désactivés : 1 \(pilote@b\.fr\)/);
    });

    it('is missed when the file takes their role away', async () => {
      const { admin } = await prepared('Nord');
      await importMembres(admin, membres(pilot), write);
      assert.match(said(await importMembres(admin, membres('A;B;PILOTE@b.fr;;;membre'), write)), warning);
    });
  });

  it('count what each circonscription holds', async () => {
    const { admin } = await prepared('Nord');
    await importEcoles(admin, ecoles(ecole('0760001A'), ecole('0760002B').replace('OUVERT', 'FERME')), write);
    await importMembres(admin, membres('A;B;a@b.fr;;;pilote'), write);
    assert.match(
      said(await showOverview(admin, '2026-11-23')),
      /Nord \(Nord\)\n.*: 1\n.*ouvertes : 1, fermées : 1\n.*actifs : 1\n.*pilotes : 1/,
    );
  });

  it('take partner structures of any genre of the list, the circonscription’s own included, and name each fault', async () => {
    const { admin, calls } = await prepared('Nord');
    const reponses = 'reponses: {partenaires: {equipe_mobile: Équipe mobile}}';
    const own = `circonscription: {code: Nord, nom: Nord, academie: X, zone: A}\nproblematiques: [Lecture]\n${reponses}\n`;
    assert.equal((await configure(admin, parseYaml(own), write)).exitCode, 0);
    const partenaires = (...rows: string[]) => csv(['nom;genre;commune;courriel', ...rows]);
    const wrong = await importPartenaires(
      admin,
      partenaires('CMPP du Parc;CMPP;Rouen;', ';cmp;Rouen;', 'X;piscine;Rouen;a@b', 'cmpp du parc;cmpp;ROUEN;'),
      write,
    );
    assert.match(
      said(wrong),
      /^Rien n’a été importé : 4 erreurs.*Ligne 3 : il manque le nom.*Ligne 4 : l’adresse.*Ligne 4 : le genre « piscine ».*Ligne 5 : la structure cmpp du parc/su,
    );
    assert.deepEqual(calls, []);
    const rows = ['CMPP du Parc;CMPP;Rouen;', 'Mobile;équipe mobile;Rouen;Mobile@Ac.example'];
    const done = await importPartenaires(admin, partenaires(...rows), write);
    assert.match(
      said(done),
      /Structures partenaires de la circonscription Nord.*ajoutées : 2 \(CMPP du Parc, Mobile\)/s,
    );
    assert.match(said(await importPartenaires(admin, partenaires(...rows), write)), /inchangées : 2/);
  });
});
