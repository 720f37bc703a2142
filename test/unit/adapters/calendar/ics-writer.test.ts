import assert from 'node:assert/strict';
import { icsWriter } from '../../../../src/adapters/calendar/ics-writer.ts';
import { parisInstant } from '../../../../src/core/form/paris-instant.ts';
import { calendarEntry } from '../../../../src/core/view/calendar-entry.ts';
import { COMMANDS, DemandePlay, LUC, SECRETS } from '../../../support/demande-play.ts';

const NOW = '2026-10-07T08:00:00.000Z';

const accepted = () => new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);

function fixed(): DemandePlay {
  return accepted().do('luc', COMMANDS.proposer_dates).do('claire', COMMANDS.choisir_date);
}

function written({ demande }: DemandePlay): { lines: string[]; raw: string } {
  const entry = calendarEntry(demande, 1);
  assert.ok(entry !== undefined);
  const raw = icsWriter.write(entry, NOW);
  return { raw, lines: raw.replace(/\r\n[ \t]/g, '').split('\r\n') };
}

const sequenceOf = (lines: string[]) => Number(lines.find((line) => line.startsWith('SEQUENCE:'))?.slice(9));

describe('a rendez-vous as a calendar file', () => {
  it('is published once its date is chosen, with its time in UTC and nothing of the pupil', () => {
    const { lines, raw } = written(fixed());
    for (const line of [
      'METHOD:PUBLISH',
      'UID:rendez-vous-1.d-1@pole-ressources',
      'DTSTAMP:20261007T080000Z',
      'DTSTART:20261012T070000Z',
      'DTEND:20261012T080000Z',
      'SUMMARY:Rendez-vous du pôle ressources – demande 2026-0042',
      'LOCATION:Salle des maîtres',
      'STATUS:CONFIRMED',
    ]) {
      assert.ok(lines.includes(line), `${line} in ${raw}`);
    }
    assert.deepEqual([lines[0], lines.findLast((line) => line !== '')], ['BEGIN:VCALENDAR', 'END:VCALENDAR']);
    assert.ok(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    for (const secret of SECRETS) assert.ok(!raw.includes(secret), secret);
  });

  it('is taken away by a later file of the same name when it is cancelled', () => {
    const play = fixed();
    const before = written(play).lines;
    const after = written(play.do('luc', COMMANDS.annuler_rendez_vous)).lines;
    assert.ok(after.includes('METHOD:CANCEL') && after.includes('STATUS:CANCELLED'));
    const uid = (lines: string[]) => lines.find((line) => line.startsWith('UID:'));
    assert.equal(uid(after), uid(before));
    assert.ok(sequenceOf(after) > sequenceOf(before));
  });

  it('is none while no date is chosen, or for a rendez-vous that is not there', () => {
    const play = accepted().do('luc', COMMANDS.proposer_dates);
    assert.equal(calendarEntry(play.demande, 1), undefined);
    assert.equal(calendarEntry(play.demande, 2), undefined);
  });
});

describe('an hour in Paris', () => {
  for (const [local, instant] of [
    ['2026-01-12T09:00', '2026-01-12T08:00:00.000Z'],
    ['2026-07-12T09:00', '2026-07-12T07:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ] as const) {
    it(`${local} is ${instant}`, () => assert.equal(parisInstant(local), instant));
  }
});
