import type { Regles } from '../../src/core/demande/attentes.ts';
import { DEFAULT_HEURES, DEFAULT_JOURS_ECOLE, type SchoolCalendar } from '../../src/core/pole/school-calendar.ts';

/** Zone B, 2026-2027. */
export const SCHOOL_YEAR: SchoolCalendar = {
  joursEcole: DEFAULT_JOURS_ECOLE,
  heures: DEFAULT_HEURES,
  vacances: [
    { debut: '2026-10-17', reprise: '2026-11-02' },
    { debut: '2026-12-19', reprise: '2027-01-04' },
    { debut: '2027-02-20', reprise: '2027-03-08' },
    { debut: '2027-04-17', reprise: '2027-05-03' },
    { debut: '2027-05-06', reprise: '2027-05-10' },
    { debut: '2027-07-03', reprise: '2027-09-01' },
  ],
  annees: [2026],
};

export const REGLES: Regles = {
  calendar: SCHOOL_YEAR,
  delais: { lecture: 2, sollicitation: 3, priseAttache: 4, bilan: 20 },
};
