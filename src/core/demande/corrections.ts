import type { Absorbee, Demande, DernierActe, EcoleRef, Person } from './demande.ts';
import type { CorrectionEvent, DemandeEvent, DemandeEventType, EventOf } from './events.ts';
import { intervenants, withoutMembre } from './membres.ts';
import type { Outcome } from './outcome.ts';
import type { Actor } from './rights.ts';
import { sollicitationOf } from './rights.ts';

/** How long an act may be taken back by who did it. */
const UNDO_MS = 10 * 60_000;

export type CorrectionCommand =
  | { type: 'passer_la_main'; motif: string; collegue?: { membreId?: string; nom: string } }
  | { type: 'changer_referent'; membreId: string }
  | { type: 'signaler_depart'; membreId: string }
  | { type: 'corriger_ecole'; ecole: EcoleRef & { circonscription: string } }
  /** `dans`: the demande about the same pupil that goes on. */
  | { type: 'fusionner'; dans: Pick<Demande, 'id' | 'numero' | 'circonscription' | 'etat'> }
  | { type: 'absorber'; demande: Pick<Demande, 'id' | 'numero' | 'demandeur' | 'absorbees'> }
  /** `demande`: one that went on in this one, and is reopened. */
  | { type: 'detacher'; demande: Pick<Demande, 'id' | 'numero' | 'absorbees'> }
  /** The last act, as `withoutLastAct` takes it out of the history. */
  | { type: 'annuler_acte'; avant: Demande; annules: DemandeEvent[] };

/** What may be taken back: nothing that stands in another demande too, or in words that were read by someone. */
const UNDOABLE: ReadonlySet<DemandeEventType> = new Set<DemandeEventType>([
  'demande_retiree',
  'analyse_prise',
  'problematique_nommee',
  'complement_demande',
  'complement_recu',
  'membre_sollicite',
  'intervention_acceptee',
  'intervention_declinee',
  'demande_reorientee',
  'intervention_notee',
  'dates_proposees',
  'date_choisie',
  'dates_refusees',
  'rendez_vous_annule',
  'reponse_proposee',
  'reponse_organisee',
  'reponse_realisee',
  'reponse_abandonnee',
  'echange_accepte',
  'echange_decline',
  'bilan_fixe',
  'avis_donne',
  'bilan_note',
  'demande_poursuivie',
  'demande_renouvelee',
  'demande_close',
  'demande_rouverte',
  'main_passee',
  'referent_change',
  'ecole_corrigee',
]);

/**
 * The last act, when this person did it and may still take it back.
 * @param now ISO 8601, UTC
 */
export function undoableAct(d: Demande, actor: Actor, now: string): DernierActe | undefined {
  const act = d.dernierActe;
  if (act === undefined || act.par !== actor.person.id) return undefined;
  return Date.parse(now) - Date.parse(act.le) <= UNDO_MS ? act : undefined;
}

/** What the system notes by itself: it is no answer to the act before it, which may still be taken back. */
const NOTED_BY_SYSTEM: ReadonlySet<DemandeEventType> = new Set<DemandeEventType>([
  'rappel_envoye',
  'membre_injoignable',
  'collegue_injoignable',
]);

/** The note of the act that an event belongs to: several events of one command are one act. */
export function actAfter(before: Demande, e: DemandeEvent): DernierActe | undefined {
  if (NOTED_BY_SYSTEM.has(e.type)) return before.dernierActe;
  if (!UNDOABLE.has(e.type) || standsElsewhere(before, e)) return undefined;
  // It changed the demande in which this one went on, too.
  if (e.type === 'demande_rouverte' && before.fusion !== undefined) return undefined;
  const last = before.dernierActe;
  if (last !== undefined && last.le === e.at && last.par === e.by.id) return last;
  return { type: e.type, par: e.by.id, le: e.at, avant: before.version };
}

/** An action de formation is in several demandes. */
function standsElsewhere(before: Demande, e: DemandeEvent): boolean {
  if (e.type === 'reponse_proposee') return e.formation !== undefined;
  if (!ON_REPONSE.includes(e.type)) return false;
  const { rang } = e as Extract<DemandeEvent, { type: 'reponse_organisee' }>;
  return before.reponses.find((reponse) => reponse.rang === rang)?.formation !== undefined;
}

const ON_REPONSE: DemandeEventType[] = ['reponse_organisee', 'reponse_realisee', 'reponse_abandonnee'];

/** @param now ISO 8601, UTC */
export function decideCorrection(d: Demande, c: CorrectionCommand, actor: Actor, now: string): Outcome {
  switch (c.type) {
    case 'passer_la_main':
      return [
        {
          type: 'main_passee',
          membreId: actor.membreId ?? '',
          motif: c.motif,
          ...(c.collegue ? { collegue: c.collegue } : {}),
        },
      ];
    case 'changer_referent':
      if (!intervenants(d).includes(c.membreId)) return { code: 'referent_inconnu' };
      return d.referent === c.membreId ? [] : [{ type: 'referent_change', membreId: c.membreId }];
    case 'signaler_depart': {
      const part = sollicitationOf(d, c.membreId)?.etat;
      return part === 'acceptee' || part === 'en_attente' ? [{ type: 'membre_parti', membreId: c.membreId }] : [];
    }
    case 'corriger_ecole':
      return decideEcole(d, c.ecole);
    case 'fusionner':
      return decideFusion(d, c.dans);
    case 'absorber': {
      const { id, numero, demandeur, absorbees } = c.demande;
      const all = [{ demandeId: id, numero, demandeur }, ...absorbees];
      return [{ type: 'demande_absorbee', demandeId: id, numero, absorbees: all }];
    }
    case 'detacher': {
      const { id, numero, absorbees } = c.demande;
      const demandeIds = [id, ...absorbees.map(({ demandeId }) => demandeId)];
      const here = d.absorbees.some(({ demandeId }) => demandeIds.includes(demandeId));
      return here ? [{ type: 'demande_detachee', numero, demandeIds }] : [];
    }
    case 'annuler_acte': {
      const act = undoableAct(d, actor, now);
      if (act === undefined) return { code: 'annulation_trop_tard' };
      return [{ type: 'acte_annule', acte: act.type, avant: c.avant, annules: c.annules }];
    }
  }
}

function decideEcole(d: Demande, { circonscription, ...ecole }: EcoleRef & { circonscription: string }): Outcome {
  if (circonscription !== d.circonscription) return { code: 'ecole_hors_circonscription', ecole: ecole.nom };
  return ecole.uai === d.ecole.uai ? [] : [{ type: 'ecole_corrigee', ecole, avant: d.ecole }];
}

const ENDS = ['close', 'retiree', 'reorientee', 'envoyee', 'brouillon'];

function decideFusion(d: Demande, dans: Extract<CorrectionCommand, { type: 'fusionner' }>['dans']): Outcome {
  const fits = dans.id !== d.id && dans.circonscription === d.circonscription && !ENDS.includes(dans.etat);
  return fits
    ? [{ type: 'demande_fusionnee', demandeId: dans.id, numero: dans.numero }]
    : { code: 'fusion_impossible', numero: dans.numero };
}

function withAbsorbees(d: Demande, absorbees: Absorbee[]): Demande {
  const others = new Map<string, Person>(absorbees.map(({ demandeur }) => [demandeur.id, demandeur]));
  others.delete(d.demandeur.id);
  return { ...d, absorbees, codemandeurs: [...others.values()] };
}

export function evolveCorrection(d: Demande, e: EventOf<CorrectionEvent>): Demande {
  switch (e.type) {
    case 'main_passee':
      return withoutMembre(d, e.membreId, {
        le: e.at,
        motif: e.motif,
        ...(e.collegue ? { collegue: e.collegue } : {}),
      });
    case 'membre_parti':
      return withoutMembre(d, e.membreId, { le: e.at, motif: '' });
    case 'referent_change':
      return { ...d, referent: e.membreId };
    case 'ecole_corrigee':
      return { ...d, ecole: e.ecole, annexe: { ...d.annexe, ecole: e.ecole.uai } };
    case 'demande_fusionnee':
      return { ...d, etat: 'close', fusion: { demandeId: e.demandeId, numero: e.numero } };
    case 'demande_absorbee':
      return withAbsorbees(d, [...d.absorbees, ...e.absorbees]);
    case 'demande_detachee':
      return withAbsorbees(
        d,
        d.absorbees.filter(({ demandeId }) => !e.demandeIds.includes(demandeId)),
      );
    case 'acte_annule':
      return { ...e.avant, version: d.version };
  }
}
