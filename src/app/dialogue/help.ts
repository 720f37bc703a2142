import { absenceTexts, dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { isAnalyste } from '../demande/rights-of.ts';
import { say, type Turn } from '../turn.ts';
import { startButtons } from './say-simply.ts';

const t = dialogueTexts;

/** What this very person can do, in words; and as choices where no form is under way. */
export async function sayHelp(turn: Turn): Promise<Answer> {
  const membres = await turn.tx.directory.membresOf(turn.identite);
  const isMembre = membres.length > 0;
  say(
    turn,
    messageCard({
      title: t.aideTitre,
      paragraphs: [
        ...(isMembre ? [t.aidePole, ...t.aideMembre, absenceTexts.aide] : []),
        ...(membres.some(isAnalyste) ? t.aideAnalyste : []),
        ...(membres.some(({ roles }) => roles.includes('pilote')) ? [t.aidePilote] : []),
        ...(isMembre ? [t.aideDemander] : []),
        ...t.aide,
      ],
      buttons: turn.saisie === undefined ? startButtons(isMembre) : [],
    }),
  );
  return { kind: 'none' };
}
