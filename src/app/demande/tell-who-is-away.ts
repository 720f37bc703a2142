import { rappelTexts } from '../../core/texts.fr.ts';
import type { Turn } from '../turn.ts';
import type { GivenCommand } from './acts/act.ts';
import { awaySoon } from './away-soon.ts';
import { privateDestination } from './refused.ts';

/** The analyst who has just asked somebody who is away is told so, in private. */
export async function tellWhoIsAway(turn: Turn, circonscription: string, command: GivenCommand): Promise<void> {
  if (command.type !== 'solliciter') return;
  const away = await awaySoon(turn.tx, circonscription, turn.today);
  for (const { membreId, nom } of command.membres) {
    const periode = away.get(membreId);
    if (periode === undefined) continue;
    const message = { text: rappelTexts.sollicitationAbsent(nom, periode) };
    turn.out.push({ destination: privateDestination(turn), content: { op: 'send', message } });
  }
}
