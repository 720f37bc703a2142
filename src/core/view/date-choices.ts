import type { Demande, RendezVous } from '../demande/demande.ts';
import { dateButtons } from '../demande/premiere-notices.ts';
import { isPast, type Moment } from '../form/parse-creneaux.ts';
import { demandeTexts, dureeInWords, premiereTexts } from '../texts.fr.ts';
import { buttonRows } from './buttons.ts';
import type { CardData } from './message.ts';

const details = ({ duree, lieu }: RendezVous) => [dureeInWords(duree), ...(lieu === '' ? [] : [lieu])].join(', ');

/** The next is shown once it is answered: a card has a size, and each has its own notice. */
const MOST_AT_ONCE = 1;

/** The dates that wait for the demandeur's answer, a button for each that is still to come. */
export function dateChoices(demande: Demande, now: Moment): CardData[] {
  return demande.rendezVous
    .filter(({ etat }) => etat === 'propose')
    .slice(0, MOST_AT_ONCE)
    .map((rdv) => {
      const creneaux = rdv.creneaux.filter((creneau) => !isPast(creneau, now));
      return {
        text: premiereTexts.choisissez(rdv.nom, demandeTexts.objets[rdv.objet], details(rdv)),
        rows: buttonRows(dateButtons(demande, { ...rdv, creneaux })),
      };
    });
}
