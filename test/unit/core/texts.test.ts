import assert from 'node:assert/strict';
import {
  actionTexts,
  demandeTexts,
  dialogueTexts,
  formTexts,
  formulaires,
  linkTexts,
} from '../../../src/core/texts.fr.ts';

/** Every sentence of a catalogue; of one that is made, what it is made with. */
function sentencesOf(texts: unknown): string[] {
  if (typeof texts === 'string' || typeof texts === 'function') return [String(texts)];
  return typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(sentencesOf) : [];
}

describe('what is said wherever people write from', () => {
  it('speaks of no button, click or card, which one messenger has and another has not', () => {
    const sentences = [actionTexts, demandeTexts, dialogueTexts, formTexts, formulaires, linkTexts].flatMap(
      sentencesOf,
    );
    assert.ok(sentences.length > 300);
    for (const sentence of sentences) assert.doesNotMatch(sentence, /\bboutons?\b|cliqu|\bcartes?\b|\bcochez/i);
  });
});
