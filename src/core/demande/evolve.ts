import { evolveBilan } from './bilan.ts';
import { actAfter, evolveCorrection } from './corrections.ts';
import type { Complement, Demande, Etat, Sollicitation } from './demande.ts';
import type {
  BilanEvent,
  CorrectionEvent,
  DemandeEvent,
  EventOf,
  PremiereIntentionEvent,
  RappelEvent,
  SecondeIntentionEvent,
  SollicitationEvent,
} from './events.ts';
import { evolvePremiere } from './premiere-intention.ts';
import { evolveSeconde } from './seconde-intention.ts';

/** Folds one event into the state. The first event of a demande is `demande_envoyee`. */
export function evolve(before: Demande | undefined, event: DemandeEvent): Demande {
  if (event.type === 'demande_envoyee') return created(event);
  if (before === undefined) throw new Error(`history begins with ${event.type}`);
  const { dernierActe: _, ...after } = applied(before, event);
  const act = actAfter(before, event);
  const next: Demande = { ...after, version: before.version + 1, ...(act ? { dernierActe: act } : {}) };
  if (event.type === 'acte_annule' || next.etat === before.etat) return next;
  return { ...next, depuis: event.at };
}

export function fold(events: readonly DemandeEvent[]): Demande | undefined {
  return events.reduce<Demande | undefined>(evolve, undefined);
}

function created(event: Extract<DemandeEvent, { type: 'demande_envoyee' }>): Demande {
  return {
    id: event.id,
    circonscription: event.circonscription,
    numero: event.numero,
    etat: 'envoyee',
    version: 1,
    cycle: 1,
    demandeur: event.by,
    codemandeurs: [],
    ecole: event.ecole,
    annexe: event.annexe,
    formVersion: event.formVersion,
    envoyeeLe: event.at,
    depuis: event.at,
    problematiques: [],
    notes: [],
    complements: [],
    sollicitations: [],
    interventions: [],
    rendezVous: [],
    echanges: [],
    reponses: [],
    bilansPasses: [],
    absorbees: [],
    rappels: {},
  };
}

type LaterEvent = Exclude<DemandeEvent, { type: 'demande_envoyee' }>;

function applied(d: Demande, e: LaterEvent): Demande {
  switch (e.type) {
    case 'demande_completee':
      return { ...d, ecole: e.ecole, annexe: e.annexe, formVersion: e.formVersion };
    case 'demande_retiree':
      return { ...d, etat: 'retiree', retrait: { motif: e.motif, le: e.at } };
    case 'analyse_prise':
      return { ...d, etat: 'en_analyse', analyste: { ...e.by, le: e.at } };
    case 'problematique_nommee':
      return {
        ...d,
        problematiques: e.problematiques,
        notes: e.note === '' ? d.notes : [...d.notes, { texte: e.note, par: e.by, le: e.at }],
      };
    case 'complement_demande':
      return {
        ...d,
        etat: 'complement_demande',
        complements: [...d.complements, { question: e.question, par: e.by, le: e.at }],
      };
    case 'complement_recu':
      return { ...d, etat: 'en_analyse', complements: answered(d.complements, e.reponse, e.at) };
    case 'demande_reorientee':
      return { ...d, etat: 'reorientee', reorientation: { texte: e.texte, par: e.by, le: e.at } };
    case 'rappel_envoye':
      return withRappel(d, e);
    case 'membre_sollicite':
    case 'membre_injoignable':
    case 'intervention_acceptee':
    case 'intervention_declinee':
      return appliedToSollicitations(d, e);
    default:
      return appliedLater(d, e);
  }
}

type FollowedEvent = EventOf<PremiereIntentionEvent | SecondeIntentionEvent | BilanEvent | CorrectionEvent>;

function appliedLater(d: Demande, e: FollowedEvent): Demande {
  switch (e.type) {
    case 'intervention_notee':
    case 'dates_proposees':
    case 'date_choisie':
    case 'dates_refusees':
    case 'rendez_vous_annule':
    case 'message_ecrit':
      return evolvePremiere(d, e);
    case 'reponse_proposee':
    case 'reponse_organisee':
    case 'reponse_realisee':
    case 'reponse_abandonnee':
    case 'echange_accepte':
    case 'echange_decline':
    case 'collegue_injoignable':
      return evolveSeconde(d, e);
    case 'bilan_fixe':
    case 'avis_donne':
    case 'bilan_note':
    case 'demande_poursuivie':
    case 'demande_renouvelee':
    case 'demande_close':
    case 'demande_rouverte':
      return evolveBilan(d, e);
    default:
      return evolveCorrection(d, e);
  }
}

function withRappel(d: Demande, { cle, rang, at }: EventOf<RappelEvent>): Demande {
  return { ...d, rappels: { ...d.rappels, [cle]: { nombre: rang, dernier: at } } };
}

function appliedToSollicitations(d: Demande, e: EventOf<SollicitationEvent>): Demande {
  switch (e.type) {
    case 'membre_sollicite':
      return withSollicitation(d, beforeIntention(d.etat) ? 'membres_sollicites' : d.etat, e.membreId, () => ({
        membreId: e.membreId,
        nom: e.nom,
        fonctions: e.fonctions,
        etat: 'en_attente',
        par: e.by,
        le: e.at,
        ...(e.message === '' ? {} : { message: e.message }),
        ...(e.accordParents ? { accordParents: true } : {}),
      }));
    case 'membre_injoignable':
      return withSollicitation(d, d.etat, e.membreId, (s) => ({ ...s, injoignable: true }));
    case 'intervention_acceptee': {
      const { motif: _motif, collegue: _collegue, injoignable: _injoignable, ...asked } = find(d, e.membreId);
      const next = withSollicitation(d, beforeIntention(d.etat) ? 'premiere_intention' : d.etat, e.membreId, () => ({
        ...asked,
        etat: 'acceptee',
        reponduLe: e.at,
      }));
      return { ...next, referent: d.referent ?? e.membreId };
    }
    case 'intervention_declinee': {
      const next = withSollicitation(d, d.etat, e.membreId, ({ injoignable: _injoignable, ...s }) => ({
        ...s,
        etat: 'declinee',
        reponduLe: e.at,
        motif: e.motif,
        ...(e.collegue === undefined ? {} : { collegue: e.collegue }),
      }));
      return allDeclined(next) && d.etat === 'membres_sollicites' ? { ...next, etat: 'en_analyse' } : next;
    }
  }
}

function beforeIntention(etat: Etat): boolean {
  return etat === 'en_analyse' || etat === 'complement_demande' || etat === 'membres_sollicites';
}

/** Whether everybody who was asked has said no. */
export function allDeclined(demande: Demande): boolean {
  const asked = demande.sollicitations.filter(({ etat }) => etat !== 'terminee');
  return asked.length > 0 && asked.every(({ etat }) => etat === 'declinee');
}

function find(d: Demande, membreId: string): Sollicitation {
  const found = d.sollicitations.find((s) => s.membreId === membreId);
  if (found === undefined) throw new Error('event about a member who was not asked');
  return found;
}

function withSollicitation(
  d: Demande,
  etat: Etat,
  membreId: string,
  change: (before: Sollicitation) => Sollicitation,
): Demande {
  const known = d.sollicitations.some((s) => s.membreId === membreId);
  const sollicitations = known
    ? d.sollicitations.map((s) => (s.membreId === membreId ? change(s) : s))
    : [...d.sollicitations, change({} as Sollicitation)];
  return { ...d, etat, sollicitations };
}

function answered(complements: Complement[], reponse: string, at: string): Complement[] {
  const last = complements.length - 1;
  return complements.map((c, i) => (i === last ? { ...c, reponse, reponduLe: at } : c));
}
