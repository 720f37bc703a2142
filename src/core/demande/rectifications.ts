import { demandeTexts } from '../texts.fr.ts';
import type { Demande } from './demande.ts';
import type { CorrectionEvent, DemandeEvent, EventOf } from './events.ts';
import { evolve } from './evolve.ts';
import { type Notice, toDemandeur, toTeam, toThese, withoutButtons } from './notice.ts';
import { sollicitationOf } from './rights.ts';

const t = demandeTexts.avis;

type Undone = EventOf<Extract<CorrectionEvent, { type: 'acte_annule' }>>;

/** Whoever was told of the act that is taken back is told that it is, and so is whoever it asked for something. */
export function rectifications(
  e: Undone,
  d: Demande,
  noticesOf: (event: DemandeEvent, after: Demande) => Notice[],
): Notice[] {
  const done = e.annules.reduce<Demande>(evolve, e.avant);
  const told = e.annules.flatMap((event) => noticesOf(event, done));
  const notAsked = e.annules.flatMap((event) => noLongerAsked(event, d));
  const others = told.flatMap(({ membreIds = [] }) => membreIds).filter((id) => !notAsked.includes(id));
  return [
    ...(told.some(({ to }) => to === 'demandeur')
      ? [{ ...toDemandeur(d, t.rectification(d.numero), inWords(d)), sauf: [e.by.id] }]
      : []),
    ...(told.some(({ to }) => to === 'equipe') ? [toTeam(d, t.rectificationMembre)] : []),
    toThese(d, [...new Set(others)], t.rectificationMembre),
    withoutButtons(toThese(d, [...new Set(notAsked)], t.sollicitationAnnulee)),
  ];
}

function inWords({ etat }: Demande): string {
  return t.rectificationDetail(demandeTexts.etatsDemandeur[etat]);
}

/** The members whom an event asked for something by a card of their own, and who are asked it no more. */
function noLongerAsked(event: DemandeEvent, d: Demande): string[] {
  if (event.type === 'membre_sollicite') {
    const etat = sollicitationOf(d, event.membreId)?.etat;
    return etat === 'en_attente' || etat === 'acceptee' ? [] : [event.membreId];
  }
  if (event.type !== 'reponse_proposee' || event.collegue === undefined) return [];
  const { membreId } = event.collegue;
  return d.reponses.some(({ collegue }) => collegue?.membreId === membreId) ? [] : [membreId];
}
