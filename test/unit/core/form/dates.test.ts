import assert from 'node:assert/strict';
import { addDays, calendarDay, isCalendarDay, schoolYear, weekday } from '../../../../src/core/form/calendar-day.ts';
import { formatDate, formatInstant, formatTime, parisDay } from '../../../../src/core/form/format-date.ts';

describe('days and hours', () => {
  it('writes a date in words, the first of a month as « 1er »', () => {
    assert.equal(formatDate('2016-03-12'), '12 mars 2016');
    assert.equal(formatDate('2016-03-01'), '1er mars 2016');
    assert.equal(formatDate('2016-08-21'), '21 août 2016');
  });

  it('writes an instant in Paris, in winter and in summer', () => {
    assert.equal(formatInstant('2026-03-12T09:42:00Z'), 'le 12 mars à 10\u00a0h\u00a042');
    assert.equal(formatInstant('2026-07-01T08:05:00Z'), 'le 1er juillet à 10\u00a0h\u00a005');
    assert.equal(formatInstant('2026-03-29T00:59:00Z'), 'le 29 mars à 1\u00a0h\u00a059');
    assert.equal(formatInstant('2026-03-29T01:00:00Z'), 'le 29 mars à 3\u00a0h\u00a000');
    assert.equal(formatTime('2026-07-01T22:00:00Z'), '0\u00a0h\u00a000');
  });

  it('adds the year to an instant of another year', () => {
    assert.equal(formatInstant('2025-12-31T12:00:00Z', '2026-01-02'), 'le 31 décembre 2025 à 13\u00a0h\u00a000');
    assert.equal(formatInstant('2026-01-01T12:00:00Z', '2026-01-02'), 'le 1er janvier à 13\u00a0h\u00a000');
  });

  it('gives the day in Paris, which begins before the one in UTC', () => {
    assert.equal(parisDay('2026-06-30T22:00:00Z'), '2026-07-01');
    assert.equal(parisDay('2026-01-01T22:59:00Z'), '2026-01-01');
  });

  it('begins the school year on 1 September', () => {
    assert.equal(schoolYear('2026-08-31'), 2025);
    assert.equal(schoolYear('2026-09-01'), 2026);
    assert.equal(schoolYear('2027-01-15'), 2026);
  });

  it('knows the days that exist', () => {
    assert.equal(calendarDay(2024, 2, 29), '2024-02-29');
    assert.equal(calendarDay(2023, 2, 29), undefined);
    assert.equal(calendarDay(2023, 13, 1), undefined);
    assert.equal(isCalendarDay('2016-03-12'), true);
    assert.equal(isCalendarDay('2016-02-31'), false);
    assert.equal(isCalendarDay('12/03/2016'), false);
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(weekday('2026-09-17'), 4);
  });
});
