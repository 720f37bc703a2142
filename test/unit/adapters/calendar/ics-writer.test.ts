import assert from 'node:assert/strict';
import { icsWriter } from '../../../../src/adapters/calendar/ics-writer.ts';
import type { Command } from '../../../../src/core/demande/decide.ts';
import { effectsOf } from '../../../../src/core/demande/effects.ts';
import { parisInstant } from '../../../../src/core/form/paris-instant.ts';
import { calendarEntry } from '../../../../src/core/view/calendar-entry.ts';
import { COMMANDS, DemandePlay, LUC, SECRETS } from '../../../support/demande-play.ts';

const NOW = '2026-10-07T08:00:00.000Z';

const accepted = () => new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);

function fixed(): DemandePlay {
  return accepted().do('luc', COMMANDS.proposer_dates).do('claire', COMMANDS.choisir_date);
}

/** As it is made from what its last act sends to the demandeur. */
function written(play: DemandePlay): { lines: string[]; raw: string } {
  const [document] = documents(play);
  const entry = document && calendarEntry(play.demande, document);
  assert.ok(entry !== undefined);
  const raw = icsWriter.write(entry, NOW);
  return { raw, lines: raw.replace(/\r\n[ \t]/g, '').split('\r\n') };
}

function documents({ events, demande }: DemandePlay) {
  return effectsOf(events.slice(-1), demande).flatMap((effect) =>
    effect.kind === 'document' && effect.document.kind === 'rendez_vous' ? [effect.document] : [],
  );
}

const undo: Command = { type: 'annuler_acte', avant: new DemandePlay().demande, annules: [] };
const uidOf = (lines: string[]) => lines.find((line) => line.startsWith('UID:'));
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
    assert.equal(uidOf(after), uidOf(before));
    assert.ok(sequenceOf(after) > sequenceOf(before));
  });

  it('is taken away too when the choice is taken back, and comes back with another choice', () => {
    const play = fixed();
    const [chosen, undone] = [written(play).lines, written(play.do('claire', undo)).lines];
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'DTSTART:20261012T070000Z']) {
      assert.ok(undone.includes(line), line);
    }
    const [retire] = documents(play);
    const again = written(play.do('claire', { ...COMMANDS.choisir_date, creneau: '2026-10-13T14:00' })).lines;
    assert.ok(again.includes('METHOD:PUBLISH') && again.includes('DTSTART:20261013T120000Z'));
    assert.deepEqual([uidOf(undone), uidOf(again)], [uidOf(chosen), uidOf(chosen)]);
    const sequences = [chosen, undone, again].map(sequenceOf);
    assert.deepEqual(
      sequences,
      [...new Set(sequences)].sort((a, b) => a - b),
    );
    const late = calendarEntry(play.demande, retire!);
    assert.equal(late?.sequence, sequences[1], 'one that is delivered late takes nothing away');
    assert.equal(late?.start, '2026-10-12T07:00:00.000Z');
  });

  it('comes back when its cancelling is taken back; of dates that were only proposed, nothing goes out', () => {
    const play = fixed().do('luc', COMMANDS.annuler_rendez_vous);
    const cancelled = written(play).lines;
    const back = written(play.do('luc', undo)).lines;
    assert.ok(back.includes('METHOD:PUBLISH') && back.includes('STATUS:CONFIRMED'));
    assert.ok(sequenceOf(back) > sequenceOf(cancelled));
    const proposed = accepted().do('luc', COMMANDS.proposer_dates).do('luc', COMMANDS.annuler_rendez_vous);
    assert.deepEqual([documents(proposed), documents(proposed.do('luc', undo))], [[], []]);
  });

  it('is none while no date is chosen, or for a rendez-vous that is not there', () => {
    const play = accepted().do('luc', COMMANDS.proposer_dates);
    assert.equal(calendarEntry(play.demande, { rang: 1 }), undefined);
    assert.equal(calendarEntry(play.demande, { rang: 2 }), undefined);
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
