import type { Demande, DernierActe } from './demande.ts';
import type { DemandeEvent } from './events.ts';
import { evolve, fold } from './evolve.ts';
import { sollicitationOf } from './rights.ts';
import { awaitsCollegue } from './seconde-intention.ts';

/** What an act that is taken back leaves behind. */
export interface TakenBack {
  /** The state without the act. */
  avant: Demande;
  /** The act's own events. */
  annules: DemandeEvent[];
}

/**
 * The last act of a demande, taken out of its history. What the system has noted since stays noted: somebody who was
 * reminded is not reminded again.
 */
export function withoutLastAct(history: readonly DemandeEvent[], demande: Demande): TakenBack {
  const act = demande.dernierActe;
  const before = act && fold(history.slice(0, act.avant));
  if (act === undefined || before === undefined) return { avant: demande, annules: [] };
  const since = history.slice(act.avant);
  const noted = since.filter((e) => !isOf(act, e) && concerns(e, before));
  return { avant: noted.reduce<Demande>(evolve, before), annules: since.filter((e) => isOf(act, e)) };
}

function isOf(act: DernierActe, { at, by }: DemandeEvent): boolean {
  return act.le === at && act.par === by.id;
}

/** Somebody whom the act itself had asked is asked nothing any more: nor are they out of reach. */
function concerns(e: DemandeEvent, before: Demande): boolean {
  if (e.type === 'collegue_injoignable') return before.reponses.some((r) => r.rang === e.rang && awaitsCollegue(r));
  return e.type !== 'membre_injoignable' || sollicitationOf(before, e.membreId)?.etat === 'en_attente';
}
