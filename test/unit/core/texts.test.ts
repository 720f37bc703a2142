import assert from 'node:assert/strict';
import * as texts from '../../../src/core/texts.fr.ts';
import {
  actionTexts,
  cardTexts,
  demandeTexts,
  dialogueTexts,
  formationTexts,
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

describe('every message', () => {
  const { intentWords: _typed, tchapReplyWords: _answers, ...read } = texts;
  const sentences = sentencesOf(read);

  it('says « vous », and to women as to men: nobody is « prévenu(e) »', () => {
    assert.ok(sentences.length > 1_000);
    for (const sentence of sentences) {
      assert.doesNotMatch(sentence, /(^|[^\p{L}])(tu|toi|ton|tes)(?![\p{L}])/iu);
      if (!sentence.startsWith('Enseignant(e)')) assert.doesNotMatch(sentence, /\p{L}\((e|ne|le|trice)s?\)/u);
    }
  });

  it('keeps its colon and its space where a label stands before a sentence', () => {
    const { erreur, aVerifier, conseil } = cardTexts.champs;
    for (const label of [actionTexts.refuse, formationTexts.fait, erreur, aVerifier, conseil]) {
      assert.match(label, /\u00a0: $/);
    }
  });

  it('has the space that does not break before what stands high, and inside « »', () => {
    for (const sentence of sentences.filter((one) => !one.includes('=>'))) {
      assert.doesNotMatch(sentence, / [;!?»]|« | :( |$)/u);
    }
  });
});
