import { cardTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import type { Button, CardMessage } from './message.ts';
import { optionalText } from './text-parts.ts';

const STYLES = { info: 'default', good: 'good', warning: 'warning', attention: 'attention' } as const;

export interface MessageCard {
  title?: string;
  /** A person's words are safe here; in `title` they are not. */
  paragraphs: string[];
  buttons?: Button[];
  tone?: keyof typeof STYLES;
  /** For the notification preview, without anything personal; the title otherwise. */
  summary?: string;
}

/** Greetings, help, confirmations, notices. Needs a title or a summary when the paragraphs are personal. */
export function messageCard({ title, paragraphs, buttons = [], tone = 'info', summary }: MessageCard): CardMessage {
  const data = {
    style: STYLES[tone],
    titles: optionalText(title),
    paragraphs: paragraphs.map((text) => ({ label: '', text })),
    rows: buttonRows(buttons),
  };
  return { text: summary ?? title ?? paragraphs[0] ?? '', card: { template: 'message', data } };
}

/** What a question's card becomes once answered. `display` is the answer in words; empty when it was passed. */
export function answeredCard(answered: {
  field: { id: string; label: string };
  display: string;
  saisieId: string;
}): CardMessage {
  const { field, display, saisieId } = answered;
  const correct = action('corriger', { saisieId, field: field.id });
  const data = {
    style: 'default',
    titles: [],
    paragraphs: [{ label: cardTexts.deuxPoints(field.label), text: display || cardTexts.question.nonRenseigne }],
    rows: buttonRows([{ title: cardTexts.question.corriger, action: correct }]),
  };
  return { text: field.label, card: { template: 'message', data } };
}
