import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { DirectoryAdmin } from '../ports/directory-admin.ts';
import type { Circonscription } from '../ports/directory-store.ts';
import { type Outcome, refused } from './outcome.ts';

/** All circonscriptions, or the one of that code; a refusal when there is none. */
export async function chooseCirconscriptions(
  admin: DirectoryAdmin,
  code: string | undefined,
): Promise<{ circonscriptions: Circonscription[] } | { refusal: Outcome }> {
  const all = await admin.circonscriptions();
  if (all.length === 0) return { refusal: refused(poleCommandTexts.noCirconscription) };
  if (code === undefined) return { circonscriptions: all };
  const chosen = all.filter((one) => one.code === code);
  const alike = chosen.length > 0 ? chosen : all.filter((one) => normalise(one.code) === normalise(code));
  if (alike.length === 1) return { circonscriptions: alike };
  const codes = all.map((one) => one.code);
  return { refusal: refused(poleCommandTexts.unknownCirconscription(code, codes)) };
}
