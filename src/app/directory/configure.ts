import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { DocumentNode } from '../ports/data-file.ts';
import type { DirectoryAdmin } from '../ports/directory-admin.ts';
import { done, type Outcome, refusedFile } from './outcome.ts';
import { readSetup } from './read-setup.ts';
import { reportLines, withDryRun } from './report.ts';

/** Writes one circonscription, new or known by its code; nothing when anything in the file is wrong. */
export async function configure(
  admin: DirectoryAdmin,
  document: DocumentNode,
  options: { dryRun: boolean },
): Promise<Outcome> {
  const { setup, problems } = readSetup(document);
  if (setup === undefined) return refusedFile(problems);
  const changes = await admin.configure(setup, options.dryRun);
  const title = poleCommandTexts.report.circonscription(setup.code);
  return done(withDryRun(reportLines(title, changes, 'feminine'), options.dryRun));
}
