import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { DirectoryAdmin } from '../ports/directory-admin.ts';
import { chooseCirconscriptions } from './choose-circonscription.ts';
import { done, type Outcome, refusedFile } from './outcome.ts';
import { readEcoles } from './read-ecoles.ts';
import { reportLines, withDryRun } from './report.ts';

const { report } = poleCommandTexts;

/** Writes the écoles of the circonscriptions (or of the one of that code); nothing when any of their rows is wrong. */
export async function importEcoles(
  admin: DirectoryAdmin,
  table: CsvTable,
  options: { dryRun: boolean; circonscription?: string },
): Promise<Outcome> {
  const choice = await chooseCirconscriptions(admin, options.circonscription);
  if ('refusal' in choice) return choice.refusal;
  const read = readEcoles(table, choice.circonscriptions);
  if (read.problems.length > 0) return refusedFile(read.problems);
  const changes = await admin.importEcoles(read.records, options.dryRun);
  const lines = [...reportLines(report.ecoles, changes, 'feminine'), report.ignored(read.elsewhere, read.notEcoles)];
  const wanted = choice.circonscriptions.map((one) => one.nom);
  const warnings = read.records.length === 0 ? [report.noEcole(read.otherNames, wanted)] : [];
  return done(withDryRun(lines, options.dryRun), warnings);
}
