import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { DirectoryAdmin } from '../ports/directory-admin.ts';
import { chooseCirconscriptions } from './choose-circonscription.ts';
import { done, type Outcome, refusedFile } from './outcome.ts';
import { readVacances } from './read-vacances.ts';
import { reportLines, withDryRun } from './report.ts';

const { report } = poleCommandTexts;

/** Writes the holidays of the circonscriptions' zones; nothing when any of their rows is wrong. */
export async function importVacances(
  admin: DirectoryAdmin,
  table: CsvTable,
  options: { dryRun: boolean; circonscription?: string },
): Promise<Outcome> {
  const choice = await chooseCirconscriptions(admin, options.circonscription);
  if ('refusal' in choice) return choice.refusal;
  const read = readVacances(table, choice.circonscriptions);
  if (read.problems.length > 0) return refusedFile(read.problems);
  const changes = await admin.importVacances(read.records, options.dryRun);
  const lines = [
    ...reportLines(report.vacances, changes, 'removable'),
    report.ignoredVacances(read.elsewhere, read.notPupils),
  ];
  const served = new Set(read.records.map((record) => record.circonscription));
  const without = choice.circonscriptions.filter(({ code }) => !served.has(code));
  const warnings = without.length > 0 ? [report.noVacances(without.map(({ code, zone }) => `${code} (${zone})`))] : [];
  return done(withDryRun(lines, options.dryRun), warnings);
}
