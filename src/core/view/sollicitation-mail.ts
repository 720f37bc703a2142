import type { Demande } from '../demande/demande.ts';
import { cardTexts, echangeTexts, mailTexts } from '../texts.fr.ts';
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

/** The same for a colleague who is asked to share their experience: nothing of the pupil, nor of the dossier. */
export function echangeMail(
  { numero, ecole }: Pick<Demande, 'numero' | 'ecole'>,
  asked: { nom: string; canaux: (keyof typeof mailTexts.canaux)[] },
): MailText {
  const t = mailTexts.echange;
  const canaux = asked.canaux.map((canal) => mailTexts.canaux[canal]).join(mailTexts.ou);
  const paragraphs = [
    mailTexts.sollicitation.bonjour(asked.nom),
    echangeTexts.question,
    mailTexts.ligne(cardTexts.demande.ecole, `${ecole.nom}, ${ecole.commune}`),
    t.suite(canaux),
    mailTexts.automatique,
  ];
  return { subject: t.objet(numero), text: paragraphs.join('\n\n') };
}
