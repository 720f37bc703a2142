import { mailTexts } from '../texts.fr.ts';
import type { CardData, Message } from './message.ts';
import type { MailText } from './sollicitation-mail.ts';

interface About {
  numero: string;
  /** The messengers in which the person may answer. */
  canaux: (keyof typeof mailTexts.canaux)[];
}

/**
 * A notice as a mail to the very person it is for: its words may hold what this person may read, and nobody else.
 * The subject is the demande's number alone.
 */
export function noticeMail(message: Message, { numero, canaux }: About): MailText {
  const t = mailTexts.avis;
  const words = message.card === undefined ? [message.text] : wordsOf(message.card.data);
  const where = canaux.map((canal) => mailTexts.canaux[canal]).join(mailTexts.ou);
  return {
    subject: t.objet(numero),
    text: [t.bonjour, ...words, t.suite(where), mailTexts.automatique].join('\n\n'),
  };
}

/** Title and paragraphs of a `message` card. */
function wordsOf(data: CardData): string[] {
  return [data.titles, data.paragraphs]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap(({ text }) => (typeof text === 'string' && text !== '' ? [text] : []));
}

/** A document that somebody asked for where no file can be given. */
export function documentMail(text: string, numero: string): MailText {
  const t = mailTexts.document;
  return { subject: t.objet(numero), text: [t.corps(text), mailTexts.automatique].join('\n\n') };
}
