import { join } from 'node:path';
import { readCsvFile } from '../adapters/files/csv-file.ts';
import { readYamlFile } from '../adapters/files/yaml-file.ts';
import { configure } from '../app/directory/configure.ts';
import { importEcoles } from '../app/directory/import-ecoles.ts';
import { importMembres } from '../app/directory/import-membres.ts';
import { importPartenaires } from '../app/directory/import-partenaires.ts';
import { importVacances } from '../app/directory/import-vacances.ts';
import type { Outcome } from '../app/directory/outcome.ts';
import { ECOLE_COLUMNS } from '../app/directory/read-ecoles.ts';
import { MEMBRE_COLUMNS } from '../app/directory/read-membres.ts';
import { PARTENAIRE_COLUMNS } from '../app/directory/read-partenaires.ts';
import { VACANCES_COLUMNS } from '../app/directory/read-vacances.ts';
import { isColumn } from '../app/directory/table.ts';
import type { DirectoryAdmin } from '../app/ports/directory-admin.ts';

/** The circonscription of the sandbox; it does not exist. */
export const demoCirconscription = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  pole: 'Pôle ressources du Val-de-Brume',
};

const file = (name: string) => join(import.meta.dirname, name);

/**
 * Fills an empty directory with the demo circonscription, through the very commands an operator uses.
 * @returns whether it was empty
 */
export async function seedDemo(admin: DirectoryAdmin): Promise<boolean> {
  const known = await admin.circonscriptions();
  const filled = await admin.overview();
  const started = filled.find((one) => one.code === demoCirconscription.code);
  // A start that was cut between two of the imports is taken up again.
  if (known.length > 0 && !(known.length === 1 && started && started.membresActifs + started.membresInactifs === 0)) {
    return false;
  }
  const ecoles = await readCsvFile(file('ecoles.csv'), (column) => isColumn(ECOLE_COLUMNS, column));
  const membres = await readCsvFile(file('membres.csv'), (column) => isColumn(MEMBRE_COLUMNS, column));
  const vacances = await readCsvFile(file('vacances.csv'), (column) => isColumn(VACANCES_COLUMNS, column));
  const partenaires = await readCsvFile(file('partenaires.csv'), (column) => isColumn(PARTENAIRE_COLUMNS, column));
  const options = { dryRun: false, complete: false };
  check(await configure(admin, await readYamlFile(file('circonscription.yaml')), options));
  check(await importEcoles(admin, ecoles, options));
  check(await importVacances(admin, vacances, options));
  check(await importPartenaires(admin, partenaires, options));
  check(await importMembres(admin, membres, options));
  return true;
}

function check(outcome: Outcome): void {
  if (outcome.exitCode !== 0) throw new Error(`the demo data is wrong: ${outcome.problems.join(' ')}`);
}
