import type { Demande } from '../../core/demande/demande.ts';
import { formatInstant } from '../../core/form/format-date.ts';
import { demandeTexts } from '../../core/texts.fr.ts';
import type { ListedDemande } from '../../core/view/liste-card.ts';
import type { Turn } from '../turn.ts';
import type { Opening } from './reader.ts';

/** A demande as a line of a list, in the words of whoever opens it this way. */
export function listed(turn: Turn, demande: Demande, open: Opening, note?: string): ListedDemande {
  const etats = open === 'voir_suivi' ? demandeTexts.etatsDemandeur : demandeTexts.etats;
  return {
    demandeId: demande.id,
    numero: demande.numero,
    ecole: `${demande.ecole.nom} (${demande.ecole.commune})`,
    etat: etats[demande.etat],
    depuis: formatInstant(demande.depuis, turn.today),
    open,
    ...(note === undefined ? {} : { note }),
  };
}
