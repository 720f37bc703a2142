import type { FormContext } from '../../core/form/types.ts';
import { refusalText } from '../../core/refusal.ts';
import type { Answer } from '../../core/view/message.ts';
import { applyCommand } from '../demande/apply-command.ts';
import { causeOf } from '../demande/cause.ts';
import type { Saisie } from '../ports/turn-store.ts';
import type { Turn } from '../turn.ts';
import { saySimply } from './say-simply.ts';

/** The last answer of a short form filled turn by turn: what it was for is done. */
export async function finishForm(turn: Turn, saisie: Saisie, _context: FormContext): Promise<Answer> {
  const demande = saisie.demandeId === undefined ? undefined : await turn.tx.demandes.lock(saisie.demandeId);
  if (demande === undefined || saisie.state.form !== 'complement-reponse') {
    throw new Error(`nothing follows the form ${saisie.state.form}`);
  }
  await turn.tx.turns.save({ ...saisie, status: 'terminee' });
  await turn.tx.turns.saveActive(turn.key, undefined);
  const applied = await applyCommand(
    turn.tx,
    demande,
    { type: 'repondre_complement', reponse: String(saisie.state.answers.reponse) },
    {
      actor: { person: { id: turn.identite.id, nom: turn.identite.nom }, analyste: false },
      cause: causeOf(turn, 'repondre_complement', saisie.id),
      now: turn.now,
    },
    turn.out,
  );
  if (!applied.ok) saySimply(turn, refusalText(applied.refusal));
  return { kind: 'none' };
}
