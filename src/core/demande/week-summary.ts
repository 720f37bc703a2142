import { addDays } from '../form/calendar-day.ts';
import { parisDay } from '../form/format-date.ts';
import { type Attente, attentesOf, isLate, type Regles } from './attentes.ts';
import type { Demande, Etat } from './demande.ts';

/** Something awaited for one demande. */
export interface EnAttente {
  demande: Demande;
  attente: Attente;
}

/** How the open demandes of a circonscription stand. */
export interface WeekSummary {
  ouvertes: number;
  /** Sent in the last seven days. */
  recues: Demande[];
  aLire: Demande[];
  /** Members who have not answered yet, in time or not. */
  reponsesAttendues: EnAttente[];
  /** How many in each state that comes after the reading, in the order of the way. */
  enCours: { etat: Etat; nombre: number }[];
  /** Past its delay, the longest first; each demande once. */
  enRetard: EnAttente[];
}

const ETATS_SUIVIS: Etat[] = [
  'en_analyse',
  'complement_demande',
  'membres_sollicites',
  'premiere_intention',
  'seconde_intention',
  'bilan',
];

/** @param open the open demandes of one circonscription; @param today YYYY-MM-DD */
export function weekSummary(open: readonly Demande[], regles: Regles, today: string): WeekSummary {
  const attentes = open.flatMap((demande) =>
    attentesOf(demande, regles, today).map((attente): EnAttente => ({ demande, attente })),
  );
  const since = addDays(today, -7);
  const late = attentes.filter(({ attente }) => isLate(attente, today)).sort(byLimit);
  return {
    ouvertes: open.length,
    recues: open.filter(({ envoyeeLe }) => parisDay(envoyeeLe) >= since),
    aLire: open.filter(({ etat }) => etat === 'envoyee'),
    reponsesAttendues: attentes.filter(({ attente }) => attente.etape === 'reponse' || attente.etape === 'echange'),
    enCours: ETATS_SUIVIS.map((etat) => ({ etat, nombre: open.filter((one) => one.etat === etat).length })).filter(
      ({ nombre }) => nombre > 0,
    ),
    enRetard: late.filter((one, index) => late.findIndex(({ demande }) => demande.id === one.demande.id) === index),
  };
}

/** A demande that a member is asked about or works on, with what is awaited of them, if anything is. */
export interface MonDossier {
  demande: Demande;
  attente?: Attente;
  temps: Temps;
}

/** Of what is awaited: not yet, now, or past its delay. */
export type Temps = 'a_venir' | 'en_cours' | 'en_retard';

/** The dossiers of one member, what is awaited first. @param today YYYY-MM-DD */
export function dossiersOf(open: readonly Demande[], membreId: string, regles: Regles, today: string): MonDossier[] {
  const mine = open.filter(({ sollicitations }) =>
    sollicitations.some((s) => s.membreId === membreId && (s.etat === 'en_attente' || s.etat === 'acceptee')),
  );
  return mine
    .map((demande): MonDossier => {
      const [attente] = attentesOf(demande, regles, today)
        .filter((one) => one.qui === 'membre' && one.membreId === membreId)
        // Silence is what is awaited least: news are not awaited before their time.
        .filter((one) => one.etape !== 'suite' || isLate(one, today))
        .sort((one, other) => compare(one.limite, other.limite));
      return attente === undefined
        ? { demande, temps: 'en_cours' }
        : { demande, attente, temps: tempsOf(attente, today) };
    })
    .sort((one, other) => compare(one.attente?.limite ?? '9', other.attente?.limite ?? '9'));
}

function tempsOf(attente: Attente, today: string): Temps {
  if (parisDay(attente.depuis) > today) return 'a_venir';
  return isLate(attente, today) ? 'en_retard' : 'en_cours';
}

function byLimit(one: EnAttente, other: EnAttente): number {
  return compare(one.attente.limite, other.attente.limite) || compare(one.demande.numero, other.demande.numero);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
