import { parisDay } from '../form/format-date.ts';
import { addSchoolDays, type SchoolCalendar, schoolDayFrom } from '../pole/school-calendar.ts';
import type { Demande } from './demande.ts';
import { awaitsCollegue } from './seconde-intention.ts';

interface Temps {
  /** Since when, ISO 8601. */
  depuis: string;
  /** The last day on which it is in time, YYYY-MM-DD. */
  limite: string;
  /** The school day on which whoever is awaited is reminded first. */
  premierRappel: string;
}

/** Something that somebody has to do for a demande. */
export type Attente = Temps &
  (
    | { etape: 'lecture' | 'analyse'; qui: 'equipe' }
    | { etape: 'complement' | 'rendez_vous' | 'avis'; qui: 'demandeur' }
    | { etape: 'reponse' | 'prise_attache' | 'echange' | 'suite' | 'bilan'; qui: 'membre'; membreId: string }
  );

/** When people are at school, and the delays that the circonscription has set, in school days. */
export interface Regles {
  calendar: SchoolCalendar;
  delais: { lecture: number; sollicitation: number; priseAttache: number; bilan: number };
}

/**
 * All that is awaited for a demande, and of whom. An answer that the demandeur is asked for (a complément, a date) has
 * the delay of a sollicitation; members of whom nothing is heard, that of a bilan.
 * @param today YYYY-MM-DD: dates proposed for days that are past await nobody any more
 */
export function attentesOf(d: Demande, regles: Regles, today: string): Attente[] {
  const { lecture, sollicitation } = regles.delais;
  switch (d.etat) {
    case 'envoyee':
      return [{ etape: 'lecture', qui: 'equipe', ...within(regles, d.depuis, lecture) }];
    case 'en_analyse':
      return [analyse(d, regles)];
    case 'complement_demande':
      return [{ etape: 'complement', qui: 'demandeur', ...within(regles, d.depuis, sollicitation) }];
    case 'membres_sollicites': {
      const answers = reponses(d, regles);
      // Nobody whom the bot could reach is left to answer: only the équipe restreinte can go on.
      return answers.length > 0 ? answers : [analyse(d, regles)];
    }
    case 'premiere_intention':
      return [...reponses(d, regles), ...contacts(d, regles), ...dates(d, regles, today), ...suite(d, regles)];
    case 'seconde_intention':
      return seconde(d, regles, today);
    case 'bilan':
      return [...seconde(d, regles, today), ...bilan(d, regles)];
    default:
      return [];
  }
}

/** Whether what is awaited is past its delay. @param today YYYY-MM-DD */
export function isLate({ limite }: Attente, today: string): boolean {
  return today > limite;
}

function within({ calendar }: Regles, depuis: string, days: number): Temps {
  const limite = addSchoolDays(calendar, parisDay(depuis), days);
  return { depuis, limite, premierRappel: addSchoolDays(calendar, limite, 1) };
}

function analyse(d: Demande, regles: Regles): Attente {
  return { etape: 'analyse', qui: 'equipe', ...within(regles, d.depuis, regles.delais.sollicitation) };
}

function reponses(d: Demande, regles: Regles): Attente[] {
  return d.sollicitations
    .filter(({ etat, injoignable }) => etat === 'en_attente' && injoignable !== true)
    .map(({ membreId, le }) => ({
      ...{ etape: 'reponse', qui: 'membre', membreId },
      ...within(regles, latest(le, d.depuis), regles.delais.sollicitation),
    }));
}

function seconde(d: Demande, regles: Regles, today: string): Attente[] {
  return [...reponses(d, regles), ...echanges(d, regles), ...dates(d, regles, today), ...suite(d, regles)];
}

/** The answer of each colleague who is asked to share their experience: one series, though a bilan is fixed meanwhile. */
function echanges(d: Demande, regles: Regles): Attente[] {
  return d.reponses.filter(awaitsCollegue).flatMap(({ collegue, le }): Attente[] => {
    if (collegue === undefined || collegue.injoignable) return [];
    const times = within(regles, le, regles.delais.sollicitation);
    return [{ etape: 'echange', qui: 'membre', membreId: collegue.membreId, ...times }];
  });
}

/** Each member who has accepted and has noted nothing since. */
function contacts(d: Demande, regles: Regles): Attente[] {
  return d.sollicitations.flatMap(({ membreId, etat, reponduLe }): Attente[] => {
    if (etat !== 'acceptee' || reponduLe === undefined) return [];
    const acted = [...d.interventions, ...d.rendezVous].some((one) => one.membreId === membreId && one.le >= reponduLe);
    const times = within(regles, reponduLe, regles.delais.priseAttache);
    return acted ? [] : [{ etape: 'prise_attache', qui: 'membre', membreId, ...times }];
  });
}

function dates(d: Demande, regles: Regles, today: string): Attente[] {
  return d.rendezVous
    .filter(({ etat, creneaux }) => etat === 'propose' && creneaux.some((creneau) => creneau.slice(0, 10) >= today))
    .map(({ le }) => ({
      ...{ etape: 'rendez_vous', qui: 'demandeur' },
      ...within(regles, le, regles.delais.sollicitation),
    }));
}

/** The référent, when nothing has happened for a long time. What is planned ahead is no silence before its day. */
function suite(d: Demande, regles: Regles): Attente[] {
  if (d.referent === undefined) return [];
  const acts = [...d.interventions, ...d.rendezVous, ...d.echanges, ...d.reponses, ...(d.bilan?.avisMembres ?? [])];
  const planned = [
    d.bilan?.date,
    ...d.reponses.map(({ etat, debut, fin }) => (etat === 'organisee' ? (fin ?? debut) : undefined)),
    ...d.rendezVous.map(({ etat, choisi }) => (etat === 'fixe' ? choisi?.slice(0, 10) : undefined)),
  ];
  const depuis = [...acts.map(({ le }) => le), ...planned.flatMap((day) => day ?? []).map(noonOf)].reduce(
    latest,
    d.depuis,
  );
  return [{ etape: 'suite', qui: 'membre', membreId: d.referent, ...within(regles, depuis, regles.delais.bilan) }];
}

/** On the day of the bilan: the référent's, and what the demandeur thinks of it. */
function bilan(d: Demande, { calendar }: Regles): Attente[] {
  const { bilan: fixed, referent } = d;
  if (fixed === undefined) return [];
  const day = schoolDayFrom(calendar, fixed.date);
  const times = { depuis: noonOf(fixed.date), limite: day, premierRappel: day };
  const noted = fixed.avisMembres.some(({ membreId }) => membreId === referent);
  const ofReferent: Attente[] =
    referent === undefined || noted ? [] : [{ etape: 'bilan', qui: 'membre', membreId: referent, ...times }];
  return fixed.avisDemandeur ? ofReferent : [...ofReferent, { etape: 'avis', qui: 'demandeur', ...times }];
}

/** A day as an instant that is on that day in Paris, whatever the season. */
function noonOf(day: string): string {
  return `${day}T12:00:00.000Z`;
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}
