import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderMessage } from '../../../../src/adapters/tchap/render/render-message.ts';
import type { RenderedEvent } from '../../../../src/adapters/tchap/render/rendered-event.ts';
import { binder } from '../../../support/bound-cards.ts';
import { cardCases } from '../../../support/card-cases.ts';
import { type CardWords, ESCAPED, HOSTILE, LARGEST, USUAL } from '../../../support/card-words.ts';
import { htmlFaults, htmlText } from '../../../support/tchap/html-faults.ts';
import { visibleWords, wordsIn } from '../../../support/tchap/visible-words.ts';

const LARGEST_BYTES = 10_000;

const ATTACKS = {
  html: '<p><a href="https://exemple.fr" onclick=x>clic</a></p><img src=x onerror=alert(1)>&lt;b&gt;</li></ol>',
  markdown: '**gras** [lien](https://exemple.fr) ![i](mxc://a/b)\n# titre\n```\n1. Accepter\n---',
  mentions: '@room @prenom.nom-ac-rouen.fr:agent.tchap.gouv.fr #salon:agent.fr !abc:agent.fr prenom.nom@ac-rouen.fr',
  permalinks: 'https://matrix.to/#/@a:b.fr matrix:u/a:b.fr <a href="https://matrix.to/#/@a:b.fr">Alice</a>',
  urls: 'http://exemple.fr HTTPS://EXEMPLE.FR/x?y=1 www.exemple.fr exemple.fr ftp://10.0.0.1/ tel:+33123456789',
  commands: '/quit\n/me danse\n!pole canal d’analyse\n/html <b>x</b>',
  direction: '\u202eavant\u202c \u2067après\u2069 \u200fa\u061c',
  invisible: 'a\u200bb\u2060c\ufeffd\u0000e\u001b[31mf\ud800g\u2028h\u{e0041}',
  long: 'é&"<'.repeat(2_500),
};

const wordsOf = (attack: string): CardWords => ({
  nom: attack.slice(0, 100),
  ligne: attack.slice(0, 120),
  texte: attack.slice(0, 4_000),
  many: 2,
});

/** What clients make a link or a mention of. */
const LINKS = [/\p{L}:\S/u, /\S\.[\p{L}\p{N}]/u, /[@#!][^\s\u200b]/u];
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u2069\u200e\u200f\u061c\u2028\ufeff]/;

function assertSafe({ body, formattedBody }: RenderedEvent, name: string): void {
  assert.deepEqual(htmlFaults(formattedBody), [], name);
  for (const shown of [body, htmlText(formattedBody)]) {
    for (const link of LINKS) assert.doesNotMatch(shown.replace(/\S\u200b/g, ' '), link, name);
    assert.doesNotMatch(shown, HIDDEN, name);
    assert.doesNotMatch(shown, /\p{Surrogate}/u, name);
  }
  for (const text of [body, formattedBody]) assert.ok(Buffer.byteLength(JSON.stringify(text)) <= LARGEST_BYTES, name);
}

function assertComplete(events: RenderedEvent[], words: string[], name: string): void {
  for (const shown of [events.map(({ body }) => body), events.map(({ formattedBody }) => htmlText(formattedBody))]) {
    const there = new Set(wordsIn(shown.join('\n')));
    assert.deepEqual(
      words.filter((word) => !there.has(word)),
      [],
      name,
    );
  }
}

function assertSound(words: CardWords): void {
  for (const [name, message] of Object.entries(cardCases(words))) {
    const events = renderMessage(message, binder.bind);
    for (const event of events) assertSafe(event, name);
    const visible = visibleWords(binder.bind(message.card), message.card.template === 'question');
    assertComplete(events, visible, name);
  }
}

describe('what people write, in every card of Tchap', () => {
  for (const [name, words] of Object.entries({ usual: USUAL, largest: LARGEST, escaped: ESCAPED, hostile: HOSTILE })) {
    it(`is shown whole and harmless: ${name} words`, () => assertSound(words));
  }
  for (const [name, attack] of Object.entries(ATTACKS)) {
    it(`is shown whole and harmless: ${name}`, () => assertSound(wordsOf(attack)));
  }

  it('stays readable: a link is broken by characters that nobody sees', () => {
    const [event] = renderMessage({ text: ATTACKS.urls }, binder.bind);
    assert.equal(event?.body.replaceAll('\u200b', ''), ATTACKS.urls);
    const [mentions] = renderMessage({ text: ATTACKS.mentions }, binder.bind);
    assert.equal(
      htmlText(mentions?.formattedBody ?? '')
        .replaceAll('\u200b', '')
        .trim(),
      ATTACKS.mentions,
    );
  });

  it('leaves alone what only looks a little like a link', () => {
    const text = 'À 10:42, M. Durand : 3,5 h. Fin… « oui ! » n° 2.';
    assert.equal(renderMessage({ text }, binder.bind)[0]?.body, text);
  });

  it('never makes rendering throw, and is always shown whole and harmless', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(...Object.values(ATTACKS).map((attack) => attack.slice(0, 80)), '\n', '&amp;', 'https://a.fr'),
    );
    const writing = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(writing, writing, writing, fc.integer({ min: 2, max: 6 }), (nom, ligne, texte, many) => {
        assertSound({ nom: `N${nom}`, ligne: `L${ligne}`, texte: `T${texte}`, many });
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('never makes a plain message throw or grow too large', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 40 }), (text, times) => {
        for (const event of renderMessage({ text: text.repeat(times) }, binder.bind)) assertSafe(event, 'text');
      }),
      { numRuns: 100 },
    );
  });
});
