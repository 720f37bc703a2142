import pino from 'pino';
import type { Administered } from './adapters/admin/admin-protocol.ts';
import { generateDataKey } from './adapters/admin/data-key.ts';
import { readCsvFile } from './adapters/files/csv-file.ts';
import { readYamlFile } from './adapters/files/yaml-file.ts';
import { createPinoLog } from './adapters/log/pino-log.ts';
import type { PoleCommand } from './app/directory/command-line.ts';
import { configure } from './app/directory/configure.ts';
import { importEcoles } from './app/directory/import-ecoles.ts';
import { importMembres } from './app/directory/import-membres.ts';
import { importPartenaires } from './app/directory/import-partenaires.ts';
import { importVacances } from './app/directory/import-vacances.ts';
import { done, type Outcome } from './app/directory/outcome.ts';
import { ECOLE_COLUMNS } from './app/directory/read-ecoles.ts';
import { MEMBRE_COLUMNS } from './app/directory/read-membres.ts';
import { PARTENAIRE_COLUMNS } from './app/directory/read-partenaires.ts';
import { VACANCES_COLUMNS } from './app/directory/read-vacances.ts';
import { showOverview } from './app/directory/show-overview.ts';
import { showTchap } from './app/directory/show-tchap.ts';
import { isColumn } from './app/directory/table.ts';
import { loadStorageSettings, readEnvFile } from './config.ts';
import { formatDataKey } from './core/data-keys.ts';
import { parisDay } from './core/form/format-date.ts';
import { poleCommandTexts } from './core/texts.fr.ts';
import { openDirectory } from './open-directory.ts';

/** Carries a command out. Files are read before the database is opened. @throws what explainFailure explains */
export async function runPoleCommand(command: PoleCommand): Promise<Outcome> {
  switch (command.name) {
    case 'aide':
      return done([poleCommandTexts.help]);
    case 'cles-generer':
      // The key alone on the standard output, so that it can be redirected; what to do with it beside.
      return done([formatDataKey(generateDataKey(new Date()))], [poleCommandTexts.keyMade]);
    case 'etat':
      return withDirectory((admin) => showOverview(admin, parisDay(new Date().toISOString())));
    case 'tchap-etat':
      return withDirectory(showTchap);
    case 'configurer': {
      const document = await readYamlFile(command.file);
      return withDirectory((admin) => configure(admin, document, command));
    }
    case 'importer-ecoles': {
      const table = await readCsvFile(command.file, (column) => isColumn(ECOLE_COLUMNS, column));
      return withDirectory((admin) => importEcoles(admin, table, command));
    }
    case 'importer-vacances': {
      const table = await readCsvFile(command.file, (column) => isColumn(VACANCES_COLUMNS, column));
      return withDirectory((admin) => importVacances(admin, table, command));
    }
    case 'importer-membres': {
      const table = await readCsvFile(command.file, (column) => isColumn(MEMBRE_COLUMNS, column));
      return withDirectory((admin) => importMembres(admin, table, command));
    }
    case 'importer-partenaires': {
      const table = await readCsvFile(command.file, (column) => isColumn(PARTENAIRE_COLUMNS, column));
      return withDirectory((admin) => importPartenaires(admin, table, command));
    }
  }
}

async function withDirectory(run: (admin: Administered) => Promise<Outcome>): Promise<Outcome> {
  readEnvFile();
  const { databaseUrl, dataDir } = loadStorageSettings();
  const directory = await openDirectory(async () => {
    // Loaded only when it is needed: the help and a new key must not wait for it.
    const { openDatabase } = await import('./adapters/db/database.ts');
    const log = createPinoLog('warn', pino.destination({ dest: 2, sync: true }));
    const database = await openDatabase({ databaseUrl, dataDir, sealer: undefined, log });
    const tchapOverview = () => database.tchapReports.tchapOverview();
    return { admin: { ...database.directoryAdmin, tchapOverview }, close: () => database.close() };
  });
  try {
    return await run(directory.admin);
  } finally {
    await directory.close();
  }
}
