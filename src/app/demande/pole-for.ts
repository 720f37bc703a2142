import type { Demande } from '../../core/demande/demande.ts';
import type { Actor } from '../../core/demande/rights.ts';
import { transitionFor } from '../../core/demande/transitions.ts';
import type { Cause } from '../ports/demande-store.ts';
import { formContext, type Turn } from '../turn.ts';
import { withFormations } from './formation/formation-options.ts';
import { type PoleContext, poleContext } from './options.ts';
import { withOtherDemandes } from './other-demandes.ts';
import type { Work } from './work.ts';

/**
 * What the forms of a demande are judged against for the one who acts: an analyst also sees to which demandes this one
 * may be joined, and with which it converges.
 */
export async function poleFor(turn: Turn, demande: Demande, actor: Actor): Promise<PoleContext> {
  const pole = await poleContext(turn.tx, demande, await formContext(turn));
  if (!actor.analyste) return pole;
  const mayMerge = transitionFor(demande.etat, 'fusionner') !== undefined;
  const joined = mayMerge ? await withOtherDemandes(turn.tx, demande, pole) : pole;
  return withFormations(turn.tx, demande, joined, turn.now);
}

/** An act to carry out in this turn. */
export function workOf(turn: Turn, demande: Demande, actor: Actor, cause: Cause): Work {
  const { tx, out, now, tools } = turn;
  return { tx, demande, by: { actor, cause, now, mail: tools.mail }, out, newId: () => tools.ids.uuid() };
}
