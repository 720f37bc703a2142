import { parisDay, parisInstant } from '../form/format-date.ts';
import { addSchoolDays } from '../pole/school-calendar.ts';
import { type Attente, attentesOf, type Regles } from './attentes.ts';
import type { Demande } from './demande.ts';
import type { RappelEvent } from './events.ts';

/** Whoever is awaited is reminded so many times; then others are told, once. */
const RAPPELS = 2;
/** School days from one to the next. */
const ECART = 3;

/** A reminder that is to be sent, unless what is awaited comes first. */
export interface Rappel {
  attente: Attente;
  /** Of the wait, in `Demande.rappels`. */
  cle: string;
  /** From 1. */
  rang: number;
  /** Who is written to: once reminders were in vain, the équipe restreinte, or the IEN when it is itself awaited. */
  a: RappelEvent['a'];
  /** ISO 8601: when the working hours of a school day begin. */
  due: string;
}

/** The next reminder of each thing that is awaited, of those that are not exhausted. @param today YYYY-MM-DD */
export function nextRappels(d: Demande, regles: Regles, today: string): Rappel[] {
  const rappels = attentesOf(d, regles, today).flatMap((attente) => nextRappel(d, attente, regles) ?? []);
  return [...new Map(rappels.map((rappel) => [rappel.cle, rappel])).values()];
}

function nextRappel(d: Demande, attente: Attente, { calendar }: Regles): Rappel | undefined {
  const cle = cleOf(attente);
  const sent = d.rappels[cle];
  const rang = (sent?.nombre ?? 0) + 1;
  if (rang > RAPPELS + 1) return undefined;
  const day = sent === undefined ? attente.premierRappel : addSchoolDays(calendar, parisDay(sent.dernier), ECART);
  const escalated = attente.qui === 'equipe' ? 'pilote' : 'equipe';
  const a = rang > RAPPELS ? escalated : attente.qui;
  return { attente, cle, rang, a, due: parisInstant(day, calendar.heures.debut) };
}

/** What is awaited of whom since when: one series of reminders. */
function cleOf(attente: Attente): string {
  return [attente.etape, ...(attente.qui === 'membre' ? [attente.membreId] : []), attente.depuis].join(' ');
}

/** That the équipe restreinte was told, instead of the member awaited, that they are away until `au`. */
export function cleAbsence({ cle }: Rappel, au: string): string {
  return `absence ${au} ${cle}`;
}
