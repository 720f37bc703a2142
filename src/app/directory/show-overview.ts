import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CirconscriptionOverview, DirectoryAdmin } from '../ports/directory-admin.ts';
import { done, type Outcome } from './outcome.ts';

const texts = poleCommandTexts.overview;

/** What each circonscription holds, in counts. */
export async function showOverview(admin: DirectoryAdmin): Promise<Outcome> {
  const all = await admin.overview();
  if (all.length === 0) return done([poleCommandTexts.noCirconscription]);
  return done(all.flatMap(overviewLines));
}

function overviewLines(one: CirconscriptionOverview): string[] {
  return [
    texts.title(one.nom, one.code),
    texts.problematiques(one.problematiques),
    texts.ecoles(one.ecolesOuvertes, one.ecolesFermees),
    texts.membres(one.membresActifs, one.membresInactifs),
    texts.roles(one.equipeRestreinte, one.pilotes.length),
  ];
}
