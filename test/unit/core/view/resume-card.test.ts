import assert from 'node:assert/strict';
import type { CardData } from '../../../../src/core/view/message.ts';
import { type AnswerLine, resumeCard } from '../../../../src/core/view/resume-card.ts';

const form = { id: 'annexe1' };
const line = (index: number, display = 'Oui'): AnswerLine => ({ field: `f${index}`, label: `Champ ${index}`, display });
const linesOf = (data: CardData) => data.lines as { label: string; text: string; buttons: CardData[] }[];
const verbs = (data: CardData) =>
  (data.rows as CardData[]).flatMap(({ buttons }) => (buttons as CardData[]).map((b) => b.verb));

describe('the summary before sending', () => {
  it('has « Modifier » on every answer, over all its pages, each once', () => {
    const lines = Array.from({ length: 30 }, (_, i) => line(i));
    const fields: unknown[] = [];
    for (let page = 1; page <= 3; page++) {
      const { data } = resumeCard({ form, lines, saisieId: 's1', page }).card;
      fields.push(...linesOf(data).map(({ buttons }) => (buttons[0] as { data: CardData }).data.field));
      assert.ok(verbs(data).includes('envoyer'));
      if (!verbs(data).includes('ou_en_suis_je')) break;
    }
    assert.deepEqual(
      [...new Set(fields)],
      lines.map(({ field }) => field),
    );
  });

  it('has no page to turn when all fits', () => {
    const { data } = resumeCard({ form, lines: [line(1)], saisieId: 's1' }).card;
    assert.deepEqual(verbs(data), ['envoyer', 'remplir_carte', 'annuler']);
  });

  it('names what is optional and was left out in one place, with a button each, and the rest line by line', () => {
    const lines = [line(1), line(2, ''), { ...line(3, ''), optional: true }, { ...line(4), optional: true }];
    const { data } = resumeCard({ form, lines, saisieId: 's1' }).card;
    assert.deepEqual(
      linesOf(data).map(({ label }) => label),
      ['Champ 1\u00a0: ', 'Champ 2\u00a0: ', 'Champ 4\u00a0: '],
    );
    const [leftOut] = data.empties as { rows: { buttons: { title: string; data: CardData }[] }[] }[];
    assert.deepEqual(
      leftOut?.rows.flatMap(({ buttons }) => buttons.map((button) => [button.title, button.data.field])),
      [['Champ 3', 'f3']],
    );
  });

  it('says what is missing, and that a long text goes on', () => {
    const { data } = resumeCard({ form, lines: [line(1, ''), line(2, 'mot '.repeat(500))], saisieId: 's1' }).card;
    assert.equal(linesOf(data)[0]?.text, 'non renseigné');
    assert.match(linesOf(data)[1]?.text ?? '', /… \(à lire en entier avec/);
  });

  it('warns without taking « Envoyer » away', () => {
    const { data } = resumeCard({ form, lines: [], saisieId: 's1', warnings: ['Droit commun ?'] }).card;
    assert.equal((data.notices as CardData[])[0]?.text, 'Droit commun ?');
    assert.ok(verbs(data).includes('envoyer'));
  });

  it('tells nothing personal in the notification', () => {
    assert.doesNotMatch(resumeCard({ form, lines: [line(1, 'Léo Martin')], saisieId: 's1' }).text, /Léo/);
  });
});
