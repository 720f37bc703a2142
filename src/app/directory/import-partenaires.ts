import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { DirectoryAdmin } from '../ports/directory-admin.ts';
import { chooseCirconscriptions } from './choose-circonscription.ts';
import type { ImportMembresOptions } from './import-membres.ts';
import { done, type Outcome, refused, refusedFile } from './outcome.ts';
import { type KnownReponses, namesPartenaireCirconscription, readPartenaires } from './read-partenaires.ts';
import { reportLines, withDryRun } from './report.ts';

/** Writes the partner structures; nothing when any row is wrong. `complete` puts aside those not in the file. */
export async function importPartenaires(
  admin: DirectoryAdmin,
  table: CsvTable,
  options: ImportMembresOptions,
): Promise<Outcome> {
  const choice = await chooseCirconscriptions(admin, options.circonscription);
  if ('refusal' in choice) return choice.refusal;
  const codes = choice.circonscriptions.map(({ code }) => code);
  const byDefault = codes.length === 1 ? codes[0] : undefined;
  if (byDefault === undefined && !namesPartenaireCirconscription(table)) {
    return refused(poleCommandTexts.chooseCirconscription(codes));
  }
  const known: KnownReponses = new Map();
  for (const code of codes) known.set(code, await admin.reponses(code));
  const { records, problems } = readPartenaires(table, known, byDefault);
  if (problems.length > 0) return refusedFile(problems);
  const lines: string[] = [];
  for (const code of codes) {
    const own = records.filter((record) => record.circonscription === code);
    if (own.length === 0 && code !== byDefault) continue;
    const changes = await admin.importPartenaires(code, own, options.complete, options.dryRun);
    lines.push(...reportLines(poleCommandTexts.partenaires.report(code), changes, 'feminine'));
  }
  return done(withDryRun(lines, options.dryRun));
}
