import type { ActionName } from '../../core/action.ts';
import { dialogueTexts, listeTexts } from '../../core/texts.fr.ts';
import type { Button, Message } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { say, type Turn } from '../turn.ts';

/** One or two sentences, with buttons where they help. */
export function saySimply(turn: Turn, text: string | string[], buttons: Button[] = []): void {
  say(turn, simple(text, buttons));
}

function simple(text: string | string[], buttons: Button[] = []): Message {
  const paragraphs = typeof text === 'string' ? [text] : text;
  return buttons.length === 0 ? { text: paragraphs.join('\n\n') } : messageCard({ paragraphs, buttons });
}

export function button(title: string, action: ActionName, more: Partial<Button['action']> = {}): Button {
  return { title, action: { v: 1, action, ...more } };
}

const b = dialogueTexts.boutons;

/** What can be done when nothing is under way. */
export function startButtons(isMembre = false): Button[] {
  return [
    { ...button(b.pourEleve, 'nouvelle_demande', { value: 'eleve' }), style: 'positive' },
    button(b.pourEquipe, 'nouvelle_demande', { value: 'equipe' }),
    button(b.mesDemandes, 'mes_demandes'),
    ...(isMembre ? [button(listeTexts.mesDossiers.bouton, 'mes_dossiers')] : []),
    button(b.aide, 'aide'),
  ];
}
