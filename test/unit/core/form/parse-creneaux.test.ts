import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../../src/core/form/calendar-day.ts';
import { formatCreneau, formatShortCreneau } from '../../../../src/core/form/format-date.ts';
import { parseCreneaux } from '../../../../src/core/form/parse-creneaux.ts';

/** A Thursday, in the morning. */
const NOW = { today: '2026-03-12', time: '09:00' };

/** What is understood, `MM-DD HH:MM` each; the year too when it is another. */
const read = (text: string, now = NOW) => {
  const parsed = parseCreneaux(text, now);
  return parsed.ok ? parsed.value.map((one) => one.replace('2026-', '').replace('T', ' ')).join(', ') : parsed.error;
};

describe('days and hours proposed for a rendez-vous', () => {
  for (const [text, understood] of [
    ['mardi 14 h, jeudi 9h30', '03-17 14:00, 03-19 09:30'],
    ['le 3 avril à 14h', '04-03 14:00'],
    ['demain 10 h', '03-13 10:00'],
    ['Mardi 17 mars 14h30 ou vendredi 20 mars à 9 h', '03-17 14:30, 03-20 09:00'],
    ['lundi 16 à 14h\nmardi 17 à 9h', '03-16 14:00, 03-17 09:00'],
    ['jeudi 14h', '03-19 14:00'],
    ['aujourd’hui 16h15', '03-12 16:15'],
    ['cet après-midi à 16 h', '03-12 16:00'],
    ['après-demain à midi', '03-14 12:00'],
    ['lundi à midi et demi', '03-16 12:30'],
    ['lundi à 9 heures et demie', '03-16 09:30'],
    ['lundi 10 heures et quart', '03-16 10:15'],
    ['mardi ou jeudi à 14h', '03-17 14:00, 03-19 14:00'],
    ['lundi à 14 h ou 16 h 30', '03-16 14:00, 03-16 16:30'],
    ['lundi après-midi à 2h', '03-16 14:00'],
    ['lundi à 2 h de l’après-midi', '03-16 14:00'],
    ['lundi matin 8h45', '03-16 08:45'],
    ['Lundi prochain, 14:30', '03-16 14:30'],
    ['mardi en huit à 10h', '03-24 10:00'],
    ['vendredi de la semaine prochaine à 10h', '03-20 10:00'],
    ['17/03 14h, 18/03 10h', '03-17 14:00, 03-18 10:00'],
    ['17/03/2026 à 14h00', '03-17 14:00'],
    ['mardi 17/3/26 à 14h', '03-17 14:00'],
    ['17.03 à 14 h', '03-17 14:00'],
    ['2026-03-17T14:00', '03-17 14:00'],
    ['1er avril 9h', '04-01 09:00'],
    ['mardi 14h 18 mars 9h', '03-17 14:00, 03-18 09:00'],
    ['mardi 14 h ; jeudi 9 h 30 ; ou bien le 20 à 10h', '03-17 14:00, 03-19 09:30, 03-20 10:00'],
    ['mar. 17 mars 14h et jeu. 19 mars 10h.', '03-17 14:00, 03-19 10:00'],
    ['5 janvier à 10h', '2027-01-05 10:00'],
    ['jeudi 9h30, mardi 14 h, mardi 14h', '03-17 14:00, 03-19 09:30'],
  ] as const) {
    it(`are understood in « ${text} »`, () => {
      assert.equal(read(text), understood);
    });
  }

  for (const [text, refusal] of [
    ['quand vous voulez', /Je n’ai pas compris ces dates/],
    ['mardi', /À quelle heure, le 17 mars 2026/],
    ['14 h', /Quel jour/],
    ['le 3 mars à 14h', /mardi 3 mars à 14.h est déjà passée/],
    ['aujourd’hui 8h', /jeudi 12 mars à 8.h est déjà passée/],
    ['mardi 18 mars 14h', /Le 18 mars 2026 est un mercredi, et non un mardi/],
    ['31 avril 10h', /Il n’y a pas de 31 avril/],
    ['12/13 à 10h', /Le mois 13 n’existe pas/],
    ['mardi de 14h à 16h', /seulement l’heure du début/],
    ['mardi entre 14h et 16h', /seulement l’heure du début/],
    ['mardi 2h', /entre 7.h et 20.h/],
    ['mardi 25h', /Je n’ai pas compris/],
    ['12/03/2028 10h', /plus de dix mois/],
    ['lundi 8h, 9h, 10h, 11h, 14h, 15h', /6 dates.; 5 au plus/],
  ] as const) {
    it(`are asked for again, in a sentence, after « ${text} »`, () => {
      assert.match(read(text), refusal);
    });
  }

  const day = fc.integer({ min: 1, max: 300 });
  const minutes = fc.integer({ min: 7 * 60, max: 20 * 60 });
  const today = fc.integer({ min: 0, max: 1500 }).map((count) => addDays('2025-01-01', count));
  const clock = (count: number) =>
    [Math.floor(count / 60), count % 60].map((n) => String(n).padStart(2, '0')).join(':');

  it('are read back from the words in which they are shown, whatever they are', () => {
    fc.assert(
      fc.property(today, fc.array(fc.tuple(day, minutes), { minLength: 1, maxLength: 5 }), (from, given) => {
        const creneaux = [...new Set(given.map(([ahead, at]) => `${addDays(from, ahead)}T${clock(at)}`))].sort();
        for (const show of [formatCreneau, formatShortCreneau]) {
          const parsed = parseCreneaux(creneaux.map(show).join(', '), { today: from });
          assert.deepEqual(parsed, { ok: true, value: creneaux });
        }
      }),
    );
  });

  it('never throw, nor propose what is past, whatever is typed', () => {
    const words = fc.constantFrom(
      'mardi',
      'le',
      '3',
      'mars',
      '14h',
      '9',
      ':',
      '30',
      'h',
      ',',
      '/',
      'ou',
      'midi',
      '1er',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join(' ')),
        ),
        today,
        (text, from) => {
          const parsed = parseCreneaux(text, { today: from, time: '12:00' });
          assert(!parsed.ok || parsed.value.every((creneau) => creneau > `${from}T12:00`));
        },
      ),
    );
  });
});
