import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json.ts';
import { binder, nodesOf } from '../../support/bound-cards.ts';
import { cardCases } from '../../support/card-cases.ts';
import { HOSTILE, MARKER } from '../../support/card-words.ts';

type Node = { [key: string]: Json };

const cards = Object.entries(cardCases(HOSTILE)).map(([name, { card }]) => [name, binder.bind(card)] as const);
const ofType = (card: Json, type: string) => nodesOf(card).filter((node) => node.type === type);
const shownIn = (node: Node) =>
  ['text', 'title', 'label', 'placeholder', 'tooltip'].flatMap((key) =>
    typeof node[key] === 'string' ? [node[key]] : [],
  );

describe('what a person writes, in every card', () => {
  for (const [name, card] of cards) {
    it(`never stands in a Markdown block of ${name}`, () => {
      for (const block of ofType(card, 'TextBlock')) assert.doesNotMatch(String(block.text), /gras|DATE|titre #|http/);
    });

    it(`is never run as a date, a time or another direction by ${name}`, () => {
      for (const text of nodesOf(card).flatMap(shownIn)) assert.doesNotMatch(text, /\{\{|[\u202a-\u202e\u2066-\u2069]/);
    });
  }

  it('keeps its `${…}`, its Markdown and its HTML as text', () => {
    const texts = cards.flatMap(([, card]) => ofType(card, 'TextRun').map(({ text }) => String(text)));
    assert.ok(texts.filter((text) => text.includes(MARKER)).length > 10);
  });

  it('has no Markdown or HTML left to run in the title of a choice', () => {
    const titles = cards.flatMap(([, card]) =>
      ofType(card, 'Input.ChoiceSet').flatMap(({ choices }) => (choices as Node[]).map(({ title }) => String(title))),
    );
    assert.ok(titles.some((title) => title.includes('gras')));
    for (const title of titles) assert.doesNotMatch(title, /[*_](?=\S)|\]\(|<[a-z/]|`/i);
  });

  it('comes back unchanged in an input’s value', () => {
    const values = cards.flatMap(([, card]) => ofType(card, 'Input.Text').map(({ value }) => value));
    assert.ok(values.includes(HOSTILE.ligne));
    assert.ok(values.includes(HOSTILE.nom));
  });

  it('comes back unchanged in a button’s data', () => {
    const data = { titles: [], paragraphs: [], style: 'default' };
    const value = HOSTILE.texte;
    const button = { title: value, style: 'default', verb: 'repondre', data: { v: 1, action: 'repondre', value } };
    const bound = binder.bind({ template: 'message', data: { ...data, rows: [{ buttons: [button] }] } });
    const [execute] = ofType(bound, 'Action.Execute');
    assert.equal((execute?.data as Node | undefined)?.value, value);
    assert.doesNotMatch(String(execute?.title), /\{\{/);
  });
});
