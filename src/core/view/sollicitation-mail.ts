import { mailTexts } from '../texts.fr.ts';
import { type DemandeSummary, summaryLines } from './demande-lines.ts';

/** A mail before it is addressed. */
export interface MailText {
  subject: string;
  text: string;
}

/** What a member whom no messenger reaches is asked, by mail: of the pupil the initials at most, and not in the subject. */
export function sollicitationMail(
  asked: DemandeSummary & { nom: string; canaux: (keyof typeof mailTexts.canaux)[] },
): MailText {
  const t = mailTexts.sollicitation;
  const { numero } = asked.demande;
  const canaux = asked.canaux.map((canal) => mailTexts.canaux[canal]).join(mailTexts.ou);
  const lines = summaryLines(asked).map(({ label, text }) => mailTexts.ligne(label, text));
  const paragraphs = [t.bonjour(asked.nom), t.corps(numero), lines.join('\n'), t.suite(canaux), mailTexts.automatique];
  return { subject: t.objet(numero), text: paragraphs.join('\n\n') };
}
