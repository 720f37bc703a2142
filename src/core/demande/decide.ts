import type { Answers } from '../form/types.ts';
import type { Refusal } from '../refusal.ts';
import { type BilanCommand, decideBilan } from './bilan.ts';
import { type CorrectionCommand, decideCorrection } from './corrections.ts';
import type { Demande, EcoleRef } from './demande.ts';
import type { DemandeEvent, DemandeFact, RappelEvent } from './events.ts';
import type { Outcome } from './outcome.ts';
import { decidePremiere, type PremiereIntentionCommand } from './premiere-intention.ts';
import { type Actor, isAnyParty, sollicitationOf } from './rights.ts';
import { askedOf, decideSeconde, type SecondeIntentionCommand } from './seconde-intention.ts';
import { partiesOf, transitionFor } from './transitions.ts';

/** A member as the directory knows them when they are asked. */
export interface MembreRef {
  membreId: string;
  nom: string;
  fonctions: string[];
  /** Their function needs the parents' agreement (psychologue scolaire). */
  accordParentsRequis: boolean;
}

type AnalyseCommand =
  | { type: 'completer'; ecole: EcoleRef; annexe: Answers; formVersion: number }
  | { type: 'retirer'; motif: string }
  | { type: 'prendre_en_analyse' }
  | { type: 'qualifier'; problematiques: string[]; note: string }
  | { type: 'demander_complement'; question: string }
  | { type: 'repondre_complement'; reponse: string }
  | { type: 'solliciter'; membres: MembreRef[]; message: string; accordParents: boolean }
  | { type: 'reorienter'; texte: string }
  | { type: 'accepter' }
  | { type: 'decliner'; motif: string; collegue?: { membreId?: string; nom: string } }
  /** `echange`: it is for an échange that they are asked. */
  | { type: 'signaler_injoignable'; membreId: string; courriel?: boolean; echange?: boolean };

export type Command =
  | AnalyseCommand
  | PremiereIntentionCommand
  | SecondeIntentionCommand
  | BilanCommand
  | CorrectionCommand
  | ({ type: 'rappeler' } & Omit<RappelEvent, 'type'>);

export type Decision = { ok: true; events: DemandeEvent[] } | { ok: false; refusal: Refusal };

/** @param now ISO 8601, UTC */
export function decide(demande: Demande, command: Command, actor: Actor, now: string): Decision {
  const outcome = outcomeOf(demande, command, actor, now);
  if (!Array.isArray(outcome)) return { ok: false, refusal: outcome };
  return { ok: true, events: outcome.map((fact) => ({ ...fact, at: now, by: actor.person })) };
}

function outcomeOf(demande: Demande, command: Command, actor: Actor, now: string): Outcome {
  if (!isAnyParty(demande, actor, partiesOf(command.type))) return notTheirs(demande, command, actor);
  const told = refusalInWords(demande, command, actor);
  if (told !== undefined) return told;
  const transition = transitionFor(demande.etat, command.type);
  if (transition === undefined) return { code: 'etat', etat: demande.etat, depuis: demande.depuis };
  if (!isAnyParty(demande, actor, transition.by)) return { code: 'non_autorise' };
  return factsOf(demande, command, actor, now);
}

/** Someone who has just done something and is too late to take it back is told so, rather than that it is not theirs. */
function notTheirs(demande: Demande, command: Command, actor: Actor): Refusal {
  const wasTheirs = command.type === 'annuler_acte' && isAnyParty(demande, actor, SIDES);
  return wasTheirs ? { code: 'annulation_trop_tard' } : { code: 'non_autorise' };
}
const SIDES = ['demandeur', 'analyste', 'sollicite'] as const;

/** The refusals that can say what happened, better than « the state does not allow it ». */
function refusalInWords(d: Demande, command: Command, actor: Actor): Refusal | undefined {
  switch (command.type) {
    case 'prendre_en_analyse':
      return d.analyste && d.etat !== 'envoyee'
        ? { code: 'deja_prise', par: d.analyste, le: d.analyste.le }
        : undefined;
    case 'demander_complement': {
      const asked = d.complements.at(-1);
      return d.etat === 'complement_demande' && asked
        ? { code: 'complement_deja_demande', par: asked.par, le: asked.le }
        : undefined;
    }
    case 'repondre_complement':
      return d.etat !== 'complement_demande' && d.complements.at(-1)?.reponse !== undefined
        ? { code: 'complement_deja_recu' }
        : undefined;
    case 'solliciter':
      return refusedMembre(d, command);
    case 'accepter':
    case 'decliner':
      return alreadyAnswered(d, command.type, actor);
    default:
      return undefined;
  }
}

/** A member who declined, or whose part is over, may be asked again. */
const AWAITED = ['en_attente', 'acceptee'];

function refusedMembre(d: Demande, command: Extract<Command, { type: 'solliciter' }>): Refusal | undefined {
  for (const membre of command.membres) {
    const before = sollicitationOf(d, membre.membreId);
    if (before !== undefined && AWAITED.includes(before.etat) && before.injoignable !== true) {
      return { code: 'deja_sollicite', nom: before.nom, par: before.par, le: before.le };
    }
    if (membre.accordParentsRequis && !command.accordParents) {
      return { code: 'accord_parents', nom: membre.nom };
    }
  }
  return undefined;
}

function alreadyAnswered(d: Demande, type: 'accepter' | 'decliner', actor: Actor): Refusal | undefined {
  const mine = sollicitationOf(d, actor.membreId);
  const le = mine?.reponduLe;
  if (mine === undefined || le === undefined) return undefined;
  if (mine.etat === 'acceptee') return { code: 'deja_acceptee', le };
  // Someone who said no may change their mind while the demande is open to them.
  return mine.etat === 'declinee' && type === 'decliner' ? { code: 'deja_declinee', le } : undefined;
}

function factsOf(d: Demande, c: Command, actor: Actor, now: string): Outcome {
  switch (c.type) {
    case 'noter_intervention':
    case 'proposer_dates':
    case 'choisir_date':
    case 'refuser_dates':
    case 'annuler_rendez_vous':
    case 'ecrire_demandeur':
    case 'ecrire_pole':
      return decidePremiere(d, c, actor, now);
    case 'proposer_reponse':
    case 'organiser_reponse':
    case 'realiser_reponse':
    case 'abandonner_reponse':
    case 'accepter_echange':
    case 'decliner_echange':
      return decideSeconde(d, c, actor);
    case 'fixer_bilan':
    case 'donner_avis':
    case 'noter_bilan':
    case 'poursuivre':
    case 'renouveler':
    case 'clore':
    case 'rouvrir':
      return decideBilan(c, actor);
    case 'passer_la_main':
    case 'changer_referent':
    case 'signaler_depart':
    case 'corriger_ecole':
    case 'fusionner':
    case 'absorber':
    case 'detacher':
    case 'annuler_acte':
      return decideCorrection(d, c, actor, now);
    case 'rappeler':
      return [{ ...c, type: 'rappel_envoye' }];
    default:
      return analyseFacts(d, c, actor);
  }
}

function analyseFacts(d: Demande, c: AnalyseCommand, actor: Actor): DemandeFact[] {
  const membreId = actor.membreId ?? '';
  switch (c.type) {
    case 'completer':
      return [{ type: 'demande_completee', ecole: c.ecole, annexe: c.annexe, formVersion: c.formVersion }];
    case 'retirer':
      return [{ type: 'demande_retiree', motif: c.motif }];
    case 'prendre_en_analyse':
      return [{ type: 'analyse_prise' }];
    case 'qualifier':
      return [{ type: 'problematique_nommee', problematiques: c.problematiques, note: c.note }];
    case 'demander_complement':
      return [{ type: 'complement_demande', question: c.question }];
    case 'repondre_complement':
      return [{ type: 'complement_recu', reponse: c.reponse }];
    case 'reorienter':
      return [{ type: 'demande_reorientee', texte: c.texte }];
    case 'solliciter':
      return c.membres.map((membre) => asked(membre, c));
    case 'accepter':
      return [{ type: 'intervention_acceptee', membreId }];
    case 'decliner':
      return [
        {
          type: 'intervention_declinee',
          membreId,
          motif: c.motif,
          ...(c.collegue === undefined ? {} : { collegue: c.collegue }),
        },
      ];
    case 'signaler_injoignable':
      return unreachable(d, c);
  }
}

function asked(m: MembreRef, c: Extract<AnalyseCommand, { type: 'solliciter' }>): DemandeFact {
  return {
    type: 'membre_sollicite',
    membreId: m.membreId,
    nom: m.nom,
    fonctions: m.fonctions,
    message: c.message,
    accordParents: m.accordParentsRequis && c.accordParents,
  };
}

function unreachable(d: Demande, c: Extract<AnalyseCommand, { type: 'signaler_injoignable' }>): DemandeFact[] {
  const about = { membreId: c.membreId, ...(c.courriel ? { courriel: true as const } : {}) };
  if (c.echange) {
    const asked = askedOf(d, c.membreId);
    if (asked === undefined || asked.collegue?.injoignable) return [];
    return [{ type: 'collegue_injoignable', rang: asked.rang, ...about }];
  }
  const part = sollicitationOf(d, c.membreId);
  const awaited = part?.etat === 'en_attente' && part.injoignable !== true;
  return awaited ? [{ type: 'membre_injoignable', ...about }] : [];
}
