import { absenceTexts, dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { say, type Turn } from '../turn.ts';
import { startButtons } from './say-simply.ts';

const t = dialogueTexts;

export async function sayHelp(turn: Turn): Promise<Answer> {
  const isMembre = (await turn.tx.directory.membresOf(turn.identite)).length > 0;
  say(
    turn,
    messageCard({
      title: t.aideTitre,
      paragraphs: [...t.aide, ...(isMembre ? [t.aidePole, absenceTexts.aide] : [])],
      buttons: turn.saisie === undefined ? startButtons() : [],
    }),
  );
  return { kind: 'none' };
}
