import assert from 'node:assert/strict';
import { type PoleCommand, parseCommandLine } from '../../../../src/app/directory/command-line.ts';

describe('parseCommandLine', () => {
  const understood: [string, PoleCommand][] = [
    ['', { name: 'aide' }],
    ['aide', { name: 'aide' }],
    ['--help', { name: 'aide' }],
    ['importer-ecoles -h', { name: 'aide' }],
    ['etat', { name: 'etat' }],
    ['État', { name: 'etat' }],
    ['clés générer', { name: 'cles-generer' }],
    ['configurer a.yaml', { name: 'configurer', file: 'a.yaml', dryRun: false }],
    ['--essai configurer a.yaml', { name: 'configurer', file: 'a.yaml', dryRun: true }],
    ['importer-écoles -- --a.csv', { name: 'importer-ecoles', file: '--a.csv', dryRun: false }],
    ['IMPORTER_ECOLES a.csv', { name: 'importer-ecoles', file: 'a.csv', dryRun: false }],
    [
      'importer-ecoles a.csv --circonscription=0761',
      { name: 'importer-ecoles', file: 'a.csv', dryRun: false, circonscription: '0761' },
    ],
    ['importer-vacances v.csv --essai', { name: 'importer-vacances', file: 'v.csv', dryRun: true }],
    [
      'importer-membres --circonscription 0761 a.csv --complet --essai',
      { name: 'importer-membres', file: 'a.csv', dryRun: true, complete: true, circonscription: '0761' },
    ],
  ];
  for (const [line, command] of understood) {
    it(`understands « ${line} »`, () => {
      assert.deepEqual(parseCommandLine(line.split(' ').filter(Boolean)), { ok: true, command });
    });
  }

  const refused: [string, RegExp][] = [
    ['importer', /« importer »/],
    ['constructor', /« constructor »/],
    ['configurer', /nom du fichier/],
    ['configurer a b', /« b » est de trop/],
    ['configurer a.yaml --complet', /« --complet »/],
    ['importer-ecoles a.csv --circonscription', /code/],
    ['cles', /cles generer/],
    ['etat maintenant', /maintenant/],
  ];
  for (const [line, sentence] of refused) {
    it(`refuses « ${line} » with a sentence`, () => {
      const parsed = parseCommandLine(line.split(' '));
      assert(!parsed.ok);
      assert.match(parsed.sentence.replaceAll('\u00a0', ' '), sentence);
    });
  }
});
