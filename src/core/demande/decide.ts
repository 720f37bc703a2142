import type { Answers } from '../form/types.ts';
import type { Refusal } from '../refusal.ts';
import type { Demande, DemandeEvent, EcoleRef } from './demande.ts';
import { type Actor, isParty, sollicitationOf } from './rights.ts';
import { type TransitionAction, transitionFor } from './transitions.ts';

/** A member as the directory knows them when they are asked. */
export interface MembreRef {
  membreId: string;
  nom: string;
  fonctions: string[];
  /** Their function needs the parents' agreement (psychologue scolaire). */
  accordParentsRequis: boolean;
}

export type Command =
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
  | { type: 'noter_prise_attache'; date: string; note: string }
  | { type: 'signaler_injoignable'; membreId: string; courriel?: boolean };

export type Decision = { ok: true; events: DemandeEvent[] } | { ok: false; refusal: Refusal };

const refuse = (refusal: Refusal): Decision => ({ ok: false, refusal });

/** @param now ISO 8601, UTC */
export function decide(demande: Demande, command: Command, actor: Actor, now: string): Decision {
  const parties = PARTY[command.type];
  if (!isParty(demande, actor, parties)) return refuse({ code: 'non_autorise' });
  const told = refusalInWords(demande, command, actor);
  if (told !== undefined) return refuse(told);
  if (transitionFor(demande.etat, command.type) === undefined) {
    return refuse({ code: 'etat', etat: demande.etat, depuis: demande.depuis });
  }
  return { ok: true, events: eventsOf(demande, command, actor, { at: now, by: actor.person }) };
}

/** Who may give each command; the table's `by`, which holds whatever the state. */
export const PARTY = {
  completer: 'demandeur',
  retirer: 'demandeur',
  prendre_en_analyse: 'analyste',
  qualifier: 'analyste',
  demander_complement: 'analyste',
  repondre_complement: 'demandeur',
  solliciter: 'analyste',
  reorienter: 'analyste',
  accepter: 'sollicite',
  decliner: 'sollicite',
  noter_prise_attache: 'intervenant',
  signaler_injoignable: 'systeme',
} as const satisfies Partial<Record<TransitionAction, string>>;

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

function refusedMembre(d: Demande, command: Extract<Command, { type: 'solliciter' }>): Refusal | undefined {
  for (const membre of command.membres) {
    const before = sollicitationOf(d, membre.membreId);
    if (before !== undefined && before.etat !== 'declinee' && before.injoignable !== true) {
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

function eventsOf(d: Demande, c: Command, actor: Actor, stamp: Pick<DemandeEvent, 'at' | 'by'>): DemandeEvent[] {
  const membreId = actor.membreId ?? '';
  switch (c.type) {
    case 'completer':
      return [{ ...stamp, type: 'demande_completee', ecole: c.ecole, annexe: c.annexe, formVersion: c.formVersion }];
    case 'retirer':
      return [{ ...stamp, type: 'demande_retiree', motif: c.motif }];
    case 'prendre_en_analyse':
      return [{ ...stamp, type: 'analyse_prise' }];
    case 'qualifier':
      return [{ ...stamp, type: 'problematique_nommee', problematiques: c.problematiques, note: c.note }];
    case 'demander_complement':
      return [{ ...stamp, type: 'complement_demande', question: c.question }];
    case 'repondre_complement':
      return [{ ...stamp, type: 'complement_recu', reponse: c.reponse }];
    case 'reorienter':
      return [{ ...stamp, type: 'demande_reorientee', texte: c.texte }];
    case 'solliciter':
      return c.membres.map((m) => ({
        ...stamp,
        type: 'membre_sollicite',
        membreId: m.membreId,
        nom: m.nom,
        fonctions: m.fonctions,
        message: c.message,
        accordParents: m.accordParentsRequis && c.accordParents,
      }));
    case 'accepter':
      return [{ ...stamp, type: 'intervention_acceptee', membreId }];
    case 'decliner':
      return [
        {
          ...stamp,
          type: 'intervention_declinee',
          membreId,
          motif: c.motif,
          ...(c.collegue === undefined ? {} : { collegue: c.collegue }),
        },
      ];
    case 'noter_prise_attache':
      return [{ ...stamp, type: 'prise_attache_notee', membreId, date: c.date, note: c.note }];
    case 'signaler_injoignable':
      return sollicitationOf(d, c.membreId)?.etat === 'en_attente' &&
        sollicitationOf(d, c.membreId)?.injoignable !== true
        ? [{ ...stamp, type: 'membre_injoignable', membreId: c.membreId, ...(c.courriel ? { courriel: true } : {}) }]
        : [];
  }
}
