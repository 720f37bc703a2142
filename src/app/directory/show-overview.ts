import { schoolYear } from '../../core/form/calendar-day.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CirconscriptionOverview, DirectoryAdmin } from '../ports/directory-admin.ts';
import { done, type Outcome } from './outcome.ts';

const texts = poleCommandTexts.overview;

/**
 * What each circonscription holds, in counts; a school year whose holidays are missing is told beside.
 * @param today YYYY-MM-DD
 */
export async function showOverview(admin: DirectoryAdmin, today: string): Promise<Outcome> {
  const all = await admin.overview();
  if (all.length === 0) return done([poleCommandTexts.noCirconscription]);
  const missing = all.filter(({ annees }) => !annees.includes(schoolYear(today)));
  return done(
    all.flatMap(overviewLines),
    missing.map(({ code }) => texts.sansCalendrier(code, schoolYear(today))),
  );
}

function overviewLines(one: CirconscriptionOverview): string[] {
  return [
    texts.title(one.nom, one.code),
    texts.problematiques(one.problematiques),
    texts.ecoles(one.ecolesOuvertes, one.ecolesFermees),
    texts.membres(one.membresActifs, one.membresInactifs),
    texts.roles(one.equipeRestreinte, one.pilotes.length),
    texts.calendrier(one.annees),
  ];
}
