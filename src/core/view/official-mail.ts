import type { Demande } from '../demande/demande.ts';
import type { DemandeEventType } from '../demande/events.ts';
import { mailTexts } from '../texts.fr.ts';
import { summaryLines } from './demande-lines.ts';
import type { DocumentRef } from './document.ts';
import type { MailText } from './sollicitation-mail.ts';

/** What the circonscription is told of by mail: the official channel, beside the bot. */
export type OfficialEvent = Extract<DemandeEventType, 'demande_envoyee' | 'demande_completee' | 'demande_retiree'>;

const t = mailTexts.officiel;
const WORDS: { [event in OfficialEvent]: { subject: (numero: string) => string; body: string; next: string } } = {
  demande_envoyee: { subject: t.objet, body: t.envoyee, next: t.suite },
  demande_completee: { subject: t.objetModifiee, body: t.modifiee, next: t.suite },
  demande_retiree: { subject: t.objetRetiree, body: t.retiree, next: t.suiteRetiree },
};

/** Of the pupil nothing, outside the document that is joined. */
export function officialMail(event: OfficialEvent, demande: Demande): MailText & { document?: DocumentRef } {
  const { subject, body, next } = WORDS[event];
  const { numero, id: demandeId, annexe } = demande;
  const about = [{ label: t.numero, text: numero }, ...summaryLines({ demande, cas: annexe.cas === 'eleve' ? 1 : 2 })];
  const lines = about.map(({ label, text }) => mailTexts.ligne(label, text));
  return {
    subject: subject(numero),
    text: [t.bonjour, body, lines.join('\n'), next, mailTexts.automatique].join('\n\n'),
    ...(event === 'demande_retiree' ? {} : { document: { kind: 'annexe1', demandeId } }),
  };
}

export function isOfficialEvent(type: DemandeEventType): type is OfficialEvent {
  return Object.hasOwn(WORDS, type);
}
