import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, weekday } from '../../../../src/core/form/calendar-day.ts';
import { parisDay, parisInstant } from '../../../../src/core/form/format-date.ts';
import { easterSunday, isPublicHoliday } from '../../../../src/core/pole/public-holidays.ts';
import {
  addSchoolDays,
  DEFAULT_JOURS_ECOLE,
  firstSchoolDayOfWeek,
  isCovered,
  isSchoolDay,
  nextWorkingInstant,
  schoolDaysBetween,
} from '../../../../src/core/pole/school-calendar.ts';
import { SCHOOL_YEAR } from '../../../support/school-year.ts';

const day = fc.integer({ min: 0, max: 700 }).map((count) => addDays('2026-08-01', count));

describe('public holidays', () => {
  it('follow Easter', () => {
    const easters = {
      2008: '2008-03-23',
      2011: '2011-04-24',
      2025: '2025-04-20',
      2026: '2026-04-05',
      2038: '2038-04-25',
    };
    for (const [year, easter] of Object.entries(easters)) assert.equal(easterSunday(Number(year)), easter);
  });

  it('are the eleven of France in a year', () => {
    const year = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
    assert.deepEqual(year.filter(isPublicHoliday), [
      ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25'],
      ...['2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
    ]);
  });
});

describe('the school calendar', () => {
  it('knows holidays until the day classes begin again, bridges, public holidays, and days without school', () => {
    const school = ['2026-10-16', '2026-11-02', '2027-05-04', '2027-05-10', '2027-09-02'];
    const none = ['2026-10-17', '2026-10-30', '2026-11-04', '2026-11-11', '2026-11-14', '2027-05-07', '2027-05-17'];
    assert.deepEqual(
      school.filter((one) => isSchoolDay(SCHOOL_YEAR, one)),
      school,
    );
    assert.deepEqual(
      none.filter((one) => isSchoolDay(SCHOOL_YEAR, one)),
      [],
    );
    assert.ok(isSchoolDay({ ...SCHOOL_YEAR, joursEcole: [1, 2, 3, 4, 5] }, '2026-11-04'));
  });

  it('counts school days over holidays', () => {
    assert.equal(addSchoolDays(SCHOOL_YEAR, '2026-10-15', 1), '2026-10-16');
    assert.equal(addSchoolDays(SCHOOL_YEAR, '2026-10-15', 2), '2026-11-02');
    assert.equal(addSchoolDays(SCHOOL_YEAR, '2026-10-18', 0), '2026-11-02');
    assert.equal(schoolDaysBetween(SCHOOL_YEAR, '2026-10-15', '2026-11-03'), 3);
    assert.equal(schoolDaysBetween(SCHOOL_YEAR, '2026-11-03', '2026-10-15'), 0);
  });

  it('counts week days, public holidays excepted, in a year that was not imported', () => {
    assert.ok(!isCovered(SCHOOL_YEAR, '2026-08-31'));
    assert.ok(isCovered(SCHOOL_YEAR, '2027-08-31'));
    assert.ok(isSchoolDay({ ...SCHOOL_YEAR, vacances: [], annees: [] }, '2026-10-20'));
    assert.ok(!isSchoolDay({ ...SCHOOL_YEAR, vacances: [], annees: [] }, '2027-05-06'));
  });

  it('waits for the working hours of the next school day, whatever the clocks of Paris do', () => {
    const next = (instant: string) => nextWorkingInstant(SCHOOL_YEAR, instant);
    assert.equal(next('2026-11-05T10:00:00.000Z'), '2026-11-05T10:00:00.000Z');
    assert.equal(next('2026-11-05T05:00:00.000Z'), '2026-11-05T07:30:00.000Z');
    assert.equal(next('2026-11-05T16:30:00.000Z'), '2026-11-06T07:30:00.000Z');
    assert.equal(next('2026-10-16T15:30:00.000Z'), '2026-11-02T07:30:00.000Z');
    assert.equal(next('2027-03-26T17:00:00.000Z'), '2027-03-30T06:30:00.000Z', 'Easter Monday, summer time since');
  });

  it('finds the first school day of a week, and none in holidays', () => {
    assert.equal(firstSchoolDayOfWeek(SCHOOL_YEAR, '2026-11-09'), '2026-11-09');
    assert.equal(firstSchoolDayOfWeek(SCHOOL_YEAR, '2027-05-17'), '2027-05-18', 'Whit Monday');
    assert.equal(firstSchoolDayOfWeek(SCHOOL_YEAR, '2026-10-26'), undefined);
  });

  it('adds what it counts, on a school day, whatever the day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const reached = addSchoolDays(SCHOOL_YEAR, from, count);
        assert.ok(isSchoolDay(SCHOOL_YEAR, reached));
        assert.equal(schoolDaysBetween(SCHOOL_YEAR, from, reached), count);
      }),
    );
  });

  it('never goes back, never leaves the working hours, and stays where it has come', () => {
    const instant = fc.date({ min: new Date('2026-08-01'), max: new Date('2028-08-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (moment) => {
        const next = nextWorkingInstant(SCHOOL_YEAR, moment.toISOString());
        assert.ok(next >= moment.toISOString());
        assert.equal(nextWorkingInstant(SCHOOL_YEAR, next), next);
        assert.ok(DEFAULT_JOURS_ECOLE.includes(weekday(parisDay(next))));
        const clock = new Date(next).toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' });
        assert.ok(clock >= '08:30:00' && clock < '17:30:00', clock);
      }),
    );
  });
});

describe('an hour in Paris', () => {
  const instants: [day: string, time: string, instant: string][] = [
    ['2027-03-28', '01:30', '2027-03-28T00:30:00.000Z'],
    ['2027-03-28', '03:30', '2027-03-28T01:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-07-01', '00:15', '2026-06-30T22:15:00.000Z'],
    ['2026-12-01', '08:30', '2026-12-01T07:30:00.000Z'],
  ];
  for (const [onDay, time, instant] of instants) {
    it(`${time} on ${onDay} is ${instant}`, () => assert.equal(parisInstant(onDay, time), instant));
  }
  it('that summer time leaves out is read as if it had not come', () =>
    assert.equal(parisInstant('2027-03-28', '02:30'), '2027-03-28T01:30:00.000Z'));
});
