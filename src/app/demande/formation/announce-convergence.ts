import { OPEN_FORM } from '../../../core/action.ts';
import type { Demande } from '../../../core/demande/demande.ts';
import { toTeam } from '../../../core/demande/notice.ts';
import { type Convergence, windowStart } from '../../../core/pole/convergence.ts';
import { formationTexts } from '../../../core/texts.fr.ts';
import { action } from '../../../core/view/buttons.ts';
import { messageCard } from '../../../core/view/message-card.ts';
import type { NewOutboxRow } from '../../ports/outbox-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { convergencesOn } from './convergence-around.ts';

/**
 * Tells the équipe restreinte, in the transaction that names a problématique, that enough écoles now share it: once in a
 * window for each problématique.
 * @param now ISO 8601, UTC
 */
export async function announceConvergences(
  tx: Transaction,
  before: Demande,
  after: Demande,
  now: string,
): Promise<NewOutboxRow[]> {
  const named = after.problematiques.filter((one) => !before.problematiques.includes(one));
  if (named.length === 0) return [];
  const { circonscription } = after;
  await tx.formations.holdConvergences(circonscription);
  const seuil = (await tx.directory.circonscription(circonscription))?.convergence;
  const rows: NewOutboxRow[] = [];
  for (const convergence of await convergencesOn(tx, circonscription, named, now)) {
    const since = seuil === undefined ? now : windowStart(now, seuil);
    const isNew = await tx.formations.announce(circonscription, convergence.problematique, now, since);
    if (isNew) rows.push(announced(after, convergence));
  }
  return rows;
}

function announced(demande: Demande, { problematique, ecoles, demandes }: Convergence): NewOutboxRow {
  const { id: demandeId, version, circonscription } = demande;
  const t = formationTexts.convergence;
  const numeros = demandes.map(({ numero }) => numero);
  const open = action('ouvrir_formation', { demandeId, version, field: OPEN_FORM });
  const message = messageCard({
    title: t.titre(ecoles),
    paragraphs: [t.texte(problematique, ecoles, numeros)],
    buttons: [{ title: t.ouvrir, action: open, style: 'positive' }, ...toTeam(demande, '').buttons],
  });
  return {
    circonscription,
    destination: { to: 'analyse', circonscription },
    content: { op: 'send', message: { ...message, thread: demandeId, unprompted: true } },
  };
}
