import { undoableAct } from '../../core/demande/corrections.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { correctionTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { carryOut } from '../demande/carry-out.ts';
import { causeOf } from '../demande/cause.ts';
import { doneCard } from '../demande/done-card.ts';
import { workOf } from '../demande/pole-for.ts';
import { actorIn } from '../demande/rights-of.ts';
import { undoButton } from '../demande/undo.ts';
import { refusalWords } from '../link-hint.ts';
import { say, type Turn } from '../turn.ts';
import { saySimply, startButtons } from './say-simply.ts';

const LOOK_BACK_MS = 15 * 60_000;

/** « annuler ma dernière action »: it is taken back at once, and said which demande it was about. */
export async function undoLastAct(turn: Turn): Promise<Answer> {
  const found = await lastUndoable(turn);
  const demande = found && (await turn.tx.demandes.lock(found.id));
  if (demande === undefined) return simply(turn, correctionTexts.rienAAnnuler);
  const actor = await actorIn(turn, demande.circonscription);
  const cause = causeOf(turn, 'annuler_acte', demande.id);
  const applied = await carryOut(workOf(turn, demande, actor, cause), { type: 'annuler_acte' });
  await turn.tx.journal.write({
    circonscription: demande.circonscription,
    actorId: actor.person.id,
    channel: turn.inbound.channel,
    action: 'annuler_acte',
    demandeId: demande.id,
    outcome: applied.ok ? 'fait' : 'refuse',
    ...(applied.ok ? {} : { detail: applied.refusal.code }),
  });
  if (!applied.ok) return simply(turn, await refusalWords(turn, applied.refusal));
  say(turn, doneCard('annuler_acte', applied.demande, actor, []));
  return { kind: 'none' };
}

/** « annuler » with no draft under way: what can still be taken back is offered. @returns whether there is anything */
export async function offerUndo(turn: Turn): Promise<boolean> {
  const demande = await lastUndoable(turn);
  if (demande === undefined) return false;
  saySimply(turn, correctionTexts.annulable(demande.numero), [undoButton(demande), ...startButtons().slice(2, 3)]);
  return true;
}

async function lastUndoable(turn: Turn): Promise<Demande | undefined> {
  const since = new Date(Date.parse(turn.now) - LOOK_BACK_MS).toISOString();
  const person = { id: turn.identite.id, nom: turn.identite.nom };
  for (const id of await turn.tx.demandes.actedOnBy(turn.identite.id, since)) {
    const demande = await turn.tx.demandes.get(id);
    if (demande && undoableAct(demande, { person, analyste: false }, turn.now) !== undefined) return demande;
  }
  return undefined;
}

function simply(turn: Turn, text: string): Answer {
  saySimply(turn, text);
  return { kind: 'none' };
}
