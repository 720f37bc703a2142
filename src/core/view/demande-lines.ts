import type { Demande, Sollicitation } from '../demande/demande.ts';
import { prisesAttache } from '../demande/premiere-intention.ts';
import { formatDate, formatInstant } from '../form/format-date.ts';
import type { Moment } from '../form/parse-creneaux.ts';
import { cardTexts, demandeTexts } from '../texts.fr.ts';
import type { Line } from './text-parts.ts';

/** What may stand in a base card: of the pupil the initials at most. */
export interface DemandeSummary {
  demande: Demande;
  /** When it is shown. */
  now: Moment;
  /** Which case of the Annexe 1. */
  cas: 1 | 2;
  initiales?: string;
  /** The niveau de classe in words. */
  niveau?: string;
}

/** Number, school, case, niveau, initials: nothing of the dossier. */
export function summaryLines({ demande, cas, initiales, niveau }: Omit<DemandeSummary, 'now'>): Line[] {
  const texts = cardTexts.demande;
  return present([
    [texts.ecole, `${demande.ecole.nom}, ${demande.ecole.commune}`],
    [texts.cas, cas === 1 ? texts.cas1 : texts.cas2],
    [texts.niveau, niveau],
    [texts.initiales, initiales],
  ]);
}

export function etatLine(demande: Demande): Line {
  const etat = demandeTexts.etats[demande.etat];
  return { label: cardTexts.demande.etat, text: cardTexts.etatDepuis(etat, formatInstant(demande.depuis)) };
}

/** A member with where their sollicitation is; the référent is named as such. */
export function sollicitationText(demande: Demande, sollicitation: Sollicitation): string {
  const texts = cardTexts.demande;
  const etat = texts.sollicitationEtats[sollicitation.etat];
  const when = formatInstant(sollicitation.reponduLe ?? sollicitation.le);
  const referent = demande.referent === sollicitation.membreId ? texts.referent : '';
  const contacts = contactDays(demande, sollicitation.membreId);
  return `${texts.depuisLe(etat, when)}${referent}${contacts === '' ? '' : texts.prisesAttache(contacts)}`;
}

/** The days on which a member took contact with the demandeur, in words; empty when there is none. */
export function contactDays(demande: Pick<Demande, 'interventions'>, membreId: string): string {
  return prisesAttache(demande)
    .filter((prise) => prise.membreId === membreId)
    .slice(-MOST_CONTACTS)
    .map(({ date }) => cardTexts.demande.leJour(formatDate(date)))
    .join(', ');
}
const MOST_CONTACTS = 3;

/** Lines for what is there. */
export function present(entries: [label: string, text: string | undefined][]): Line[] {
  return entries.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}
