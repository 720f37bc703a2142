import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { CirconscriptionOverview, DirectoryAdmin, MembreRecord } from '../ports/directory-admin.ts';
import { chooseCirconscriptions } from './choose-circonscription.ts';
import { done, type Outcome, refused, refusedFile } from './outcome.ts';
import { namesCirconscription, readMembres } from './read-membres.ts';
import { reportLines, withDryRun } from './report.ts';

const { report } = poleCommandTexts;

export interface ImportMembresOptions {
  dryRun: boolean;
  complete: boolean;
  circonscription?: string;
}

/** Writes the membres; nothing when any row is wrong. `complete` deactivates those who are not in the file. */
export async function importMembres(
  admin: DirectoryAdmin,
  table: CsvTable,
  options: ImportMembresOptions,
): Promise<Outcome> {
  const choice = await chooseCirconscriptions(admin, options.circonscription);
  if ('refusal' in choice) return choice.refusal;
  const codes = choice.circonscriptions.map((one) => one.code);
  const byDefault = codes.length === 1 ? codes[0] : undefined;
  if (byDefault === undefined && !namesCirconscription(table))
    return refused(poleCommandTexts.chooseCirconscription(codes));
  const { records, problems } = readMembres(table, codes, byDefault);
  if (problems.length > 0) return refusedFile(problems);
  return writeMembres(admin, groupByCirconscription(records, byDefault), options);
}

type Groups = Map<string, MembreRecord[]>;

function groupByCirconscription(records: MembreRecord[], byDefault: string | undefined): Groups {
  const groups: Groups = new Map(byDefault === undefined ? [] : [[byDefault, []]]);
  for (const record of records) {
    const group = groups.get(record.circonscription) ?? [];
    group.push(record);
    groups.set(record.circonscription, group);
  }
  return groups;
}

async function writeMembres(admin: DirectoryAdmin, groups: Groups, options: ImportMembresOptions): Promise<Outcome> {
  const overview = await admin.overview();
  // Each circonscription is a transaction of its own: a rehearsal first shows what would refuse, before any is written.
  if (!options.dryRun && groups.size > 1) {
    for (const [code, records] of groups) await admin.importMembres(code, records, options.complete, true);
  }
  const lines: string[] = [];
  const warnings: string[] = [];
  for (const [code, records] of groups) {
    const changes = await admin.importMembres(code, records, options.complete, options.dryRun);
    lines.push(...reportLines(report.membres(code), changes, 'masculine'));
    if (!pilotRemains(overview, code, records, options.complete)) warnings.push(report.noPilote(code));
  }
  return done(withDryRun(lines, options.dryRun), warnings);
}

/** A pilot of before who is not in the file stays one, unless the file is complete. */
function pilotRemains(
  before: CirconscriptionOverview[],
  code: string,
  records: MembreRecord[],
  complete: boolean,
): boolean {
  if (records.some((record) => record.roles.includes('pilote'))) return true;
  if (complete) return false;
  const inFile = new Set(records.map((record) => record.email));
  const pilots = before.find((one) => one.code === code)?.pilotes ?? [];
  return pilots.some((email) => !inFile.has(email.toLowerCase()));
}
