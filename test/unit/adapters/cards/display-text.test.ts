import assert from 'node:assert/strict';
import { displayLabel, displayText } from '../../../../src/adapters/cards/display-text.ts';

const visible = (text: string) => text.replace(/[\u200b\u200a]/g, '');

describe('text shown literally', () => {
  it('breaks what a client would run as a date or a time, without a visible change', () => {
    for (const text of ['{{DATE(2020-01-01T00:00:00Z,SHORT)}}', '{{{TIME(2020-01-01T00:00:00Z)}}', '{{{{']) {
      assert.doesNotMatch(displayText(text), /\{\{/);
      assert.equal(visible(displayText(text)), text);
    }
  });

  it('leaves ordinary French, emoji and line breaks as they are', () => {
    const text = 'Il dit « non » : 3 fois (environ).\nL’élève s’arrête… 👩‍🏫 {x}';
    assert.equal(displayText(text), text);
  });

  it('removes the marks that turn the direction of the words after them', () => {
    assert.equal(displayText('a\u202eb\u2066c'), 'abc');
  });

  it('keeps a label from being read as Markdown or HTML, without a visible change', () => {
    for (const text of [
      '**gras**',
      '_it_',
      '[a](http://b)',
      '<b>x</b>',
      '&lt;',
      '~~x~~',
      '# titre',
      '1. un',
      '\\*',
      '- a',
    ]) {
      assert.notEqual(displayLabel(text), text);
      assert.equal(visible(displayLabel(text)), text);
    }
    assert.doesNotMatch(displayLabel('**gras** et _it_'), /[*_](?=\S)/);
    assert.doesNotMatch(displayLabel('[a](http://b)'), /\]\(/);
    assert.doesNotMatch(displayLabel('<at>Tous</at> &amp;'), /<[^\u200b]|&[^\u200b]/);
  });

  it('leaves an ordinary label alone', () => {
    const label = 'Claire Durand, psychologue scolaire – même secteur (1 intervention)';
    assert.equal(displayLabel(label), label);
  });
});
