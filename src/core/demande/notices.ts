import { formatDate } from '../form/format-date.ts';
import { demandeTexts, echangeTexts } from '../texts.fr.ts';
import { whoAndWhat } from '../view/reponse-sections.ts';
import type { Demande } from './demande.ts';
import type { DemandeEvent, DemandeEventType } from './events.ts';
import { allDeclined } from './evolve.ts';
import { endedAt, intervenants } from './membres.ts';
import { actorName, asReason, collegueName, membreName, membreWithFonction } from './names.ts';
import { type Notice, said, toDemandeur, toMembres, toTeam, toThese, withFirst, withoutButtons } from './notice.ts';
import { PREMIERE_NOTICES } from './premiere-notices.ts';
import { rectifications } from './rectifications.ts';
import { storyForDemandeur } from './story.ts';

/** Who is told what of an event that led to `after`. */
export function noticesOf(event: DemandeEvent, after: Demande): Notice[] {
  // The table has for each type a function of that type: what the compiler cannot see of a union.
  const told = NOTICES[event.type] as (event: DemandeEvent, after: Demande) => Notice[];
  return told(event, after).filter(({ membreIds }) => membreIds?.length !== 0);
}

type NoticesByEvent = {
  [type in DemandeEventType]: (event: Extract<DemandeEvent, { type: type }>, after: Demande) => Notice[];
};

const t = demandeTexts.avis;
const nobody = () => [];

const NOTICES: NoticesByEvent = {
  demande_envoyee: (_, d) => [toDemandeur(d, t.envoyee(d.numero), t.envoyeeDetail)],
  demande_completee: (_, d) => [toDemandeur(d, t.modifiee(d.numero), t.modifieeDetail)],
  demande_retiree: (_, d) => [toDemandeur(d, t.retiree(d.numero), t.retireeDetail)],
  analyse_prise: (_, d) => [toDemandeur(d, t.lue(d.numero), t.lueDetail)],
  problematique_nommee: nobody,
  complement_demande: (e, d) => [
    withFirst(toDemandeur(d, t.complement(d.numero), e.question), t.repondre, 'repondre_complement', d),
  ],
  complement_recu: (_, d) => [
    toDemandeur(d, t.complementRecu(d.numero), t.complementRecuDetail),
    toTeam(d, t.equipeComplementRecu),
  ],
  demande_reorientee: (e, d) => [toDemandeur(d, t.reorientee(d.numero), e.texte)],
  membre_sollicite: (_, d) => [toDemandeur(d, t.sollicites(d.numero), t.sollicitesDetail)],
  membre_injoignable: (e, d) => [
    toTeam(d, (e.courriel ? t.equipeInjoignableCourriel : t.equipeInjoignable)(membreName(d, e.membreId))),
  ],
  intervention_acceptee: (e, d) => [
    toDemandeur(d, t.acceptee(d.numero), t.accepteeDetail(membreWithFonction(d, e.membreId))),
  ],
  intervention_declinee: (_, d) => (allDeclined(d) ? [toTeam(d, t.equipeTousDeclinent)] : []),
  ...PREMIERE_NOTICES,
  reponse_proposee: (e, d) => [toDemandeur(d, t.reponseProposee(d.numero), story(e, d), ...whoAndWhat(e))],
  reponse_organisee: (e, d) => [toDemandeur(d, t.reponseOrganisee(d.numero), story(e, d))],
  reponse_realisee: (e, d) => [
    toDemandeur(d, t.reponseRealisee(d.numero), story(e, d), ...(e.partagee ? said(e.note) : [])),
  ],
  reponse_abandonnee: (e, d) => [toDemandeur(d, t.reponseAbandonnee(d.numero), story(e, d))],
  echange_accepte: (e, d) => {
    const nom = collegueName(d, e.membreId) || e.by.nom;
    return [
      toDemandeur(d, echangeTexts.pourDemandeur(d.numero), echangeTexts.pourDemandeurDetail(nom)),
      toCollegue(d, e.membreId),
      toMembres(d, t.echangeAccepte(nom)),
      toTeam(d, t.echangeAccepte(nom)),
    ];
  },
  echange_decline: (e, d) => {
    const nom = collegueName(d, e.membreId) || e.by.nom;
    return [toMembres(d, t.echangeDecline(nom)), toTeam(d, t.echangeDecline(nom))];
  },
  collegue_injoignable: (e, d) => [
    toTeam(d, (e.courriel ? echangeTexts.injoignableCourriel : echangeTexts.injoignable)(collegueName(d, e.membreId))),
  ],
  bilan_fixe: (e, d) => [
    toDemandeur(d, t.bilanFixe(d.numero), t.bilanFixeDetail(formatDate(e.date))),
    toMembres(d, t.bilanFixeMembre(formatDate(e.date))),
  ],
  avis_donne: (e, d) => [
    { ...toDemandeur(d, t.avisRecu(d.numero), t.avisRecuDetail), sauf: [e.by.id] },
    toMembres(d, t.avisDemandeur(e.by.nom)),
  ],
  bilan_note: (e, d) => [toDemandeur(d, t.bilanNote(d.numero), story(e, d), ...(e.partagee ? said(e.texte) : []))],
  demande_poursuivie: (e, d) => [
    toDemandeur(d, t.poursuivie(d.numero), t.poursuivieDetail, ...said(e.note)),
    toMembres(d, t.poursuivieMembre),
  ],
  demande_renouvelee: (e, d) => [
    toDemandeur(d, t.renouvelee(d.numero), t.renouveleeDetail, ...said(e.note)),
    toTeam(d, t.equipeRenouvelee),
    withoutButtons(toThese(d, endedAt(d, e.at), t.renouveleeMembre)),
  ],
  demande_close: (e, d) => [toDemandeur(d, t.close(d.numero), ...said(e.texte)), toMembres(d, t.closeMembre(e.by.nom))],
  demande_rouverte: (_, d) => [toDemandeur(d, t.rouverte(d.numero), t.rouverteDetail)],
  main_passee: (e, d) => [
    toDemandeur(d, t.mainPassee(d.numero), t.mainPasseeDetail(actorName(d, e))),
    toTeam(d, t.equipeMainPassee(actorName(d, e), asReason(e.motif))),
    ...alone(d),
  ],
  membre_parti: (e, d) => [toTeam(d, t.equipeMembreParti(membreName(d, e.membreId))), ...alone(d)],
  referent_change: (e, d) => [
    toDemandeur(d, t.referentChange(d.numero), story(e, d)),
    toMembres(d, t.referentChange(d.numero)),
  ],
  ecole_corrigee: (e, d) => [toDemandeur(d, t.ecoleCorrigee(d.numero), story(e, d))],
  demande_fusionnee: (e, d) => [toDemandeur(d, t.fusionnee(d.numero, e.numero), t.fusionneeDetail)],
  // Those whose demande was joined are told by it.
  demande_absorbee: (e, d) => [
    {
      ...toDemandeur(d, t.absorbee(d.numero), story(e, d)),
      sauf: e.absorbees.map(({ demandeur }) => demandeur.id).filter((id) => id !== d.demandeur.id),
    },
  ],
  demande_detachee: (_, d) => [toDemandeur(d, t.detachee(d.numero))],
  acte_annule: (e, d) => rectifications(e, d, noticesOf),
  rappel_envoye: nobody,
};

/** Who asked, and where: what the colleague did not know before they accepted. */
function toCollegue(d: Demande, membreId: string): Notice {
  const { miseEnRelation, pourCollegue } = echangeTexts;
  const detail = pourCollegue(d.demandeur.nom, `${d.ecole.nom}, ${d.ecole.commune}`);
  const notice: Notice = { to: 'membres', title: miseEnRelation, paragraphs: [detail], buttons: [] };
  return { ...notice, membreIds: [membreId], pourAuteur: true };
}

const story = (event: DemandeEvent, after: Demande) => storyForDemandeur(event, after) ?? '';

function alone(d: Demande): Notice[] {
  return d.etat === 'en_analyse' && intervenants(d).length === 0 ? [toTeam(d, t.equipePlusPersonne)] : [];
}
