import type { Action } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Answer } from '../../core/view/message.ts';
import { refusalWords } from '../link-hint.ts';
import { answersInPlace, type Turn } from '../turn.ts';
import type { DemandeTurn } from './demande-turn.ts';

/**
 * A kind « no », with one row in the journal. What it says goes to the one who clicked alone.
 * @param shownByCaller the sentence is shown in a card that the caller answers with
 */
export async function refused(
  turn: Turn,
  demande: Demande | undefined,
  action: Action,
  refusal: Refusal,
  shownByCaller = false,
): Promise<Answer> {
  await turn.tx.journal.write({
    ...(demande === undefined ? {} : { circonscription: demande.circonscription, demandeId: demande.id }),
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: action.action,
    outcome: 'refuse',
    detail: refusal.code,
  });
  if (shownByCaller) return { kind: 'none' };
  const text = await refusalWords(turn, refusal);
  if (answersInPlace(turn)) return { kind: 'notice', text };
  sayPrivately(turn, text);
  return { kind: 'none' };
}

/** In the private conversation of the one who acted, wherever they clicked. */
function sayPrivately(turn: Turn, text: string): void {
  turn.out.push({
    destination: privateDestination(turn),
    content: { op: 'send', message: { text } },
  });
}

export function privateDestination(turn: Turn) {
  const { address } = turn.inbound;
  return address.kind === 'personal'
    ? ({ to: 'conversation', address } as const)
    : ({ to: 'identite', identiteId: turn.identite.id } as const);
}

/** Not, or no longer, theirs to do or see; or the channel could not say whether it is. */
export function notEntitled(d: DemandeTurn, action: Action): Promise<Answer> {
  return refused(d.turn, d.demande, action, { code: notEntitledCode(d.turn) });
}

export function notEntitledCode({ roster }: Turn): 'verification_impossible' | 'non_autorise' {
  return roster === 'no answer' ? 'verification_impossible' : 'non_autorise';
}
