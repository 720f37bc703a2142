import { formatPeriod } from '../../core/absence/period.ts';
import type { Command } from '../../core/demande/decide.ts';
import { addDays } from '../../core/form/calendar-day.ts';
import { rappelTexts } from '../../core/texts.fr.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { Turn } from '../turn.ts';
import { privateDestination } from './refused.ts';

/** Who leaves within these days counts as away for who is about to ask them. */
const SOON_DAYS = 7;

/** By membre id: when those who are away, or soon will be, are so (« du 3 au 7 mars 2027 »). @param today YYYY-MM-DD */
export async function awaySoon(
  { absences }: Transaction,
  circonscription: string,
  today: string,
): Promise<Map<string, string>> {
  const away = await absences.during(circonscription, { du: today, au: addDays(today, SOON_DAYS) });
  return new Map([...away].map(([membreId, period]) => [membreId, formatPeriod(period)]));
}

/** The analyst who has just asked somebody who is away is told so, in private. */
export async function tellWhoIsAway(turn: Turn, circonscription: string, command: Command): Promise<void> {
  if (command.type !== 'solliciter') return;
  const away = await awaySoon(turn.tx, circonscription, turn.today);
  for (const { membreId, nom } of command.membres) {
    const periode = away.get(membreId);
    if (periode === undefined) continue;
    const message = { text: rappelTexts.sollicitationAbsent(nom, periode) };
    turn.out.push({ destination: privateDestination(turn), content: { op: 'send', message } });
  }
}
