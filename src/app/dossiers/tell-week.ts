import { refusalText } from '../../core/refusal.ts';
import { listeTexts } from '../../core/texts.fr.ts';
import type { Answer, CardMessage } from '../../core/view/message.ts';
import { dossiersCard, weekCard } from '../../core/view/week-card.ts';
import { saySimply } from '../dialogue/say-simply.ts';
import { withLinkHint } from '../link-hint.ts';
import { say, type Turn } from '../turn.ts';
import { loadWeek } from '../week/load-week.ts';
import { readerOf } from './reader.ts';

const t = listeTexts.semaine;

/**
 * « résumé de la semaine », when it is asked for: the team's for a verified analyst, and each member's own.
 * @throws RosterStale
 */
export async function tellWeek(turn: Turn): Promise<Answer> {
  const { places, unverified } = await readerOf(turn);
  const cards: CardMessage[] = [];
  for (const [circonscription, { analyste, membreId = '' }] of places) {
    const { week, dossiers } = await loadWeek(turn.tx, circonscription, turn.now);
    if (analyste) cards.push(weekCard(week));
    const own = dossiersCard(dossiers(membreId));
    if (own !== undefined) cards.push(own);
  }
  for (const card of cards) say(turn, card);
  if (unverified !== undefined) saySimply(turn, refusalText(unverified));
  else if (cards.length === 0) saySimply(turn, places.size > 0 ? t.rien : await withLinkHint(turn, t.pasMembre));
  return { kind: 'none' };
}
