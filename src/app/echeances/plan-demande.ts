import type { Regles } from '../../core/demande/attentes.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { nextRappels, type Rappel } from '../../core/demande/echeances.ts';
import { parisDay } from '../../core/form/format-date.ts';
import type { NewEcheance } from '../ports/echeance-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

/** Plans the reminders of a demande as it now is, in the transaction that changed it. @param now ISO 8601 */
export async function planDemande(tx: Transaction, demande: Demande, now: string): Promise<void> {
  const { circonscription, id } = demande;
  const rappels = nextRappels(demande, await reglesOf(tx, circonscription), parisDay(now));
  await tx.echeances.replan(
    circonscription,
    id,
    rappels.map((rappel) => echeanceOf(rappel, demande)),
  );
}

/** @throws when the circonscription is not in the directory */
export async function reglesOf({ directory }: Transaction, code: string): Promise<Regles> {
  const circonscription = await directory.circonscription(code);
  if (circonscription === undefined) throw new Error('a demande of a circonscription that is not in the directory');
  return { calendar: await directory.calendar(circonscription), delais: circonscription.delais };
}

function echeanceOf(rappel: Rappel, { circonscription, id }: Demande): NewEcheance {
  return {
    cle: echeanceCle(rappel, id),
    circonscription,
    demandeId: id,
    genre: 'rappel',
    due: rappel.due,
    payload: {},
  };
}

export function echeanceCle({ cle, rang }: Rappel, demandeId: string): string {
  return `rappel ${demandeId} ${cle} ${rang}`;
}
