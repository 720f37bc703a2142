import { parisMoment } from '../form/format-date.ts';
import { isPast } from '../form/parse-creneaux.ts';
import type { Refusal } from '../refusal.ts';
import type { Acte, Demande, Intervention, RendezVous } from './demande.ts';
import type { EventOf, PremiereIntentionEvent } from './events.ts';
import { actorName } from './names.ts';
import type { Outcome } from './outcome.ts';
import type { Actor } from './rights.ts';

export type PremiereIntentionCommand =
  | { type: 'noter_intervention'; acte: Acte; date: string; avec: string; note: string; partagee: boolean }
  | { type: 'proposer_dates'; objet: RendezVous['objet']; creneaux: string[]; lieu: string; duree: number }
  | { type: 'choisir_date'; rang: number; creneau: string }
  | { type: 'refuser_dates'; rang: number; motif: string }
  | { type: 'annuler_rendez_vous'; rang: number; motif: string }
  | { type: 'ecrire_demandeur'; texte: string }
  | { type: 'ecrire_pole'; texte: string };

/** @param now ISO 8601, UTC */
export function decidePremiere(d: Demande, c: PremiereIntentionCommand, actor: Actor, now: string): Outcome {
  const membreId = actor.membreId ?? '';
  switch (c.type) {
    case 'noter_intervention': {
      const { type: _, ...noted } = c;
      return [{ type: 'intervention_notee', membreId, ...noted }];
    }
    case 'proposer_dates': {
      const { type: _, ...proposed } = c;
      return [{ type: 'dates_proposees', rang: d.rendezVous.length + 1, membreId, ...proposed }];
    }
    case 'ecrire_demandeur':
      return [{ type: 'message_ecrit', de: 'membre', membreId, texte: c.texte }];
    case 'ecrire_pole':
      return [{ type: 'message_ecrit', de: 'demandeur', texte: c.texte }];
    default:
      return decideRendezVous(d, c, now);
  }
}

type OnRendezVous = Extract<PremiereIntentionCommand, { rang: number }>;

function decideRendezVous(d: Demande, c: OnRendezVous, now: string): Outcome {
  const rdv = d.rendezVous.find(({ rang }) => rang === c.rang);
  const refusal = rendezVousRefusal(rdv, c, now);
  if (refusal !== undefined) return refusal;
  switch (c.type) {
    case 'choisir_date':
      return [{ type: 'date_choisie', rang: c.rang, creneau: c.creneau }];
    case 'refuser_dates':
      return [{ type: 'dates_refusees', rang: c.rang, motif: c.motif }];
    case 'annuler_rendez_vous':
      return [{ type: 'rendez_vous_annule', rang: c.rang, motif: c.motif }];
  }
}

function rendezVousRefusal(rdv: RendezVous | undefined, c: OnRendezVous, now: string): Refusal | undefined {
  if (rdv === undefined) return { code: 'element_inconnu' };
  if (rdv.etat === 'fixe' && c.type !== 'annuler_rendez_vous') {
    return { code: 'rendez_vous_fixe', creneau: rdv.choisi ?? '' };
  }
  if (rdv.etat === 'refuse' || rdv.etat === 'annule') return { code: 'rendez_vous_clos' };
  if (c.type !== 'choisir_date') return undefined;
  if (!rdv.creneaux.includes(c.creneau)) return { code: 'element_inconnu' };
  return isPast(c.creneau, parisMoment(now)) ? { code: 'creneau_passe' } : undefined;
}

export function evolvePremiere(d: Demande, e: EventOf<PremiereIntentionEvent>): Demande {
  switch (e.type) {
    case 'intervention_notee': {
      const { type: _, at, by: _by, ...noted } = e;
      const intervention = { ...noted, nom: actorName(d, e), le: at };
      return { ...d, interventions: [...d.interventions, intervention] };
    }
    case 'dates_proposees': {
      const { type: _, at, by: _by, ...proposed } = e;
      const rdv: RendezVous = { ...proposed, nom: actorName(d, e), etat: 'propose', le: at };
      return { ...d, rendezVous: [...d.rendezVous, rdv] };
    }
    case 'date_choisie':
      return withRendezVous(d, e.rang, (rdv) => ({ ...rdv, etat: 'fixe', choisi: e.creneau }));
    case 'dates_refusees':
      return withRendezVous(d, e.rang, (rdv) => ({ ...rdv, etat: 'refuse', motif: e.motif }));
    case 'rendez_vous_annule':
      return withRendezVous(d, e.rang, (rdv) => ({ ...rdv, etat: 'annule', motif: e.motif }));
    case 'message_ecrit':
      return { ...d, echanges: [...d.echanges, { de: e.de, nom: actorName(d, e), texte: e.texte, le: e.at }] };
  }
}

function withRendezVous(d: Demande, rang: number, change: (rdv: RendezVous) => RendezVous): Demande {
  return { ...d, rendezVous: d.rendezVous.map((rdv) => (rdv.rang === rang ? change(rdv) : rdv)) };
}

/** The contacts taken with the demandeur. */
export function prisesAttache({ interventions }: Pick<Demande, 'interventions'>): Intervention[] {
  return interventions.filter(({ acte }) => acte === 'prise_attache');
}
