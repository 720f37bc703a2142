import assert from 'node:assert/strict';
import { renderMessage } from '../../../../src/adapters/tchap/render/render-message.ts';
import type { RenderedEvent } from '../../../../src/adapters/tchap/render/rendered-event.ts';
import type { ActionName } from '../../../../src/core/action.ts';
import { dialogueTexts } from '../../../../src/core/texts.fr.ts';
import { TEMPLATES } from '../../../../src/core/view/message.ts';
import { messageCard } from '../../../../src/core/view/message-card.ts';
import { binder, nodesOf } from '../../../support/bound-cards.ts';
import { cardCases } from '../../../support/card-cases.ts';
import { times } from '../../../support/card-demande.ts';
import { LARGEST, USUAL } from '../../../support/card-words.ts';
import { htmlFaults, htmlText } from '../../../support/tchap/html-faults.ts';
import { templateSample } from '../../../support/tchap/template-samples.ts';

const usual = cardCases(USUAL);
const render = (name: string): RenderedEvent[] => renderMessage(usual[name] ?? assert.fail(name), binder.bind);
const only = (events: RenderedEvent[]): RenderedEvent => {
  assert.equal(events.length, 1);
  return events[0] as RenderedEvent;
};
const actionsOf = (name: string): ActionName[] => only(render(name)).choices.map(({ action }) => action.action);

describe('what a card offers in Tchap', () => {
  it('numbers the answers of a question, and says its ways out in words', () => {
    const { choices, body } = only(render('question-choice'));
    assert.deepEqual(
      choices.map(({ number, label, action }) => [number, label, action.value]),
      [
        [1, 'Oui', 'oui'],
        [2, 'Non', 'non'],
      ],
    );
    assert.match(body, /écrire «\sretour\s» ou «\saide\s»\.$/u);
  });

  it('never offers to fill everything in at once', () => {
    for (const [name, message] of Object.entries(usual)) {
      for (const { choices } of renderMessage(message, binder.bind)) {
        const names = choices.map(({ action }) => action.action);
        assert.ok(!names.includes('remplir_carte') && !names.includes('valider_carte'), name);
      }
    }
  });

  it('says how the summary is sent, wherever that stands in the list', () => {
    const { body, choices } = only(render('resume'));
    const { number } = choices.find(({ action }) => action.action === 'envoyer') ?? assert.fail();
    assert.match(body, new RegExp(`Pour envoyer, répondez ${number} ou écrivez «\\senvoyer\\s»`, 'u'));
  });

  it('tells in the help how to answer without buttons', () => {
    const { body } = only(renderMessage(messageCard({ paragraphs: dialogueTexts.aide }), binder.bind));
    for (const way of [/numéro/, /réactions/, /Modifiez ou supprimez/, /retour/, /passer/, /corriger/]) {
      assert.match(body, way);
    }
    assert.doesNotMatch(body, /en une fois/);
  });

  it('makes each choice of a list an answer of its own, and several together one answer', () => {
    const { choices, body, reactions } = only(render('question-choices'));
    assert.equal(choices.length, 13);
    assert.ok(choices.every(({ several, action }) => several === 'niveau' && action.action === 'repondre'));
    assert.match(body, /un ou plusieurs numéros, par exemple 1 et 3/);
    assert.match(body, /^6\. CE1 \(déjà choisi\)$/m);
    assert.deepEqual(reactions, []);
  });

  it('makes one choice of each form behind a button, which opens it without values', () => {
    assert.deepEqual(actionsOf('dossier-error'), [
      'voir_dossier',
      'demander_complement',
      'qualifier',
      'solliciter',
      'reorienter',
    ]);
    assert.deepEqual(actionsOf('sollicitation'), ['accepter', 'decliner', 'voir_intervention']);
    assert.deepEqual(actionsOf('suivi'), ['repondre_complement', 'retirer']);
  });

  it('numbers sending, giving up and turning pages of a summary, and says how to correct', () => {
    assert.deepEqual(actionsOf('resume'), ['ou_en_suis_je', 'envoyer', 'annuler']);
    assert.match(only(render('resume')).body, /écrivez «\scorriger\s»/u);
    assert.match(only(render('message-answered')).body, /écrivez «\scorriger\s»\.$/u);
  });

  it('numbers the fields when it asks which one to correct', () => {
    const buttons = ['Niveau de classe', 'Date de naissance'].map((title) => ({
      title,
      action: { v: 1 as const, action: 'corriger' as const, field: title },
    }));
    const { choices } = only(renderMessage(messageCard({ paragraphs: ['Quoi ?'], buttons }), binder.bind));
    assert.deepEqual(
      choices.map(({ label }) => label),
      ['Niveau de classe', 'Date de naissance'],
    );
  });

  it('names each demande and draft that can be opened', () => {
    const labels = only(render('mes-demandes')).choices.map(({ label }) => label);
    assert.equal(labels[0], 'Suivre la demande 2026-0040');
    assert.ok(labels.some((label) => /^Reprendre\s: Claire Durand$/.test(label)));
  });

  it('puts a reaction for each of at most four choices, in their order', () => {
    assert.deepEqual(only(render('sollicitation')).reactions, ['1️⃣', '2️⃣', '3️⃣']);
    assert.deepEqual(only(render('question-ecole')).reactions, []);
    assert.deepEqual(only(render('question-date')).reactions, []);
  });

  it('asks for an answer in the thread where a room is shared', () => {
    const message = usual['analyse-new'] ?? assert.fail();
    assert.match(only(renderMessage(message, binder.bind, { inThread: true })).body, /dans le fil de ce message/);
    assert.doesNotMatch(only(renderMessage(message, binder.bind)).body, /dans le fil/);
  });

  it('says a plain message in paragraphs, without choices', () => {
    const event = only(renderMessage({ text: 'Bonjour !\n\nVoici <b>la suite</b>.\nFin.' }, binder.bind));
    assert.equal(event.body, 'Bonjour !\n\nVoici <b>la suite</b>.\nFin.');
    assert.equal(event.formattedBody, '<p>Bonjour !</p><p>Voici &lt;b&gt;la suite&lt;/b&gt;.<br>Fin.</p>');
    assert.deepEqual([event.choices, event.reactions], [[], []]);
  });

  it('knows every kind of element that the templates use', () => {
    const known = new Set([
      'AdaptiveCard',
      ...['TextBlock', 'RichTextBlock', 'TextRun', 'Container', 'ColumnSet', 'Column', 'ActionSet', 'Image'],
      ...['Input.Text', 'Input.ChoiceSet', 'Action.Execute', 'Action.Submit', 'Action.ShowCard'],
      // Of a document, which goes as a file here.
      'Action.OpenUrl',
    ]);
    for (const template of TEMPLATES) {
      for (const { type } of nodesOf(binder.bind(templateSample(template).card))) {
        assert.ok(type === undefined || known.has(String(type)), `${template}: ${type}`);
      }
    }
  });
});

describe('a message too long for one event', () => {
  const paragraphs = times(12, (i) => `Paragraphe ${i} ${'élève '.repeat(300)}`);
  const buttons = [{ title: 'Mes demandes', action: { v: 1 as const, action: 'mes_demandes' as const } }];

  it('goes on in the next ones in order, with the choices on the last', () => {
    const events = renderMessage(messageCard({ title: 'Titre', paragraphs, buttons }), binder.bind);
    assert.ok(events.length > 2);
    const all = events.map(({ body }) => body).join('\n\n');
    assert.deepEqual(
      all.match(/Paragraphe \d+/g),
      times(12, (i) => `Paragraphe ${i}`),
    );
    assert.equal(all.match(/élève/g)?.length, 12 * 300);
    assert.deepEqual(
      events.map(({ choices }) => choices.length),
      [...times(events.length - 1, () => 0), 1],
    );
    assert.equal(events.at(-1)?.reactions.length, 1);
  });

  it('is cut between words, says the label again, and stays HTML', () => {
    const events = renderMessage(
      cardCases({ ...LARGEST, texte: 'aménagements " & < essayés\n'.repeat(140) }).sollicitation ?? assert.fail(),
      binder.bind,
      { maxBytes: 2_000 },
    );
    assert.ok(events.length > 3);
    assert.match(events[2]?.body ?? '', / vous écrit \(suite\)\n/);
    for (const { body, formattedBody } of events) {
      assert.deepEqual(htmlFaults(formattedBody), []);
      assert.doesNotMatch(body.replace(/aménagements|essayés/g, ''), /aménag|essay/);
      assert.ok(Buffer.byteLength(JSON.stringify(formattedBody)) <= 2_000);
    }
  });

  it('carries a list of choices over, with its numbers', () => {
    const many = times(30, (i) => ({ title: `${i} ${'& '.repeat(140)}`, action: buttons[0]!.action }));
    const events = renderMessage(messageCard({ title: 'Titre', paragraphs: ['Texte'], buttons: many }), binder.bind);
    const html = events.map(({ formattedBody }) => formattedBody).join('');
    assert.ok(events.length > 1);
    for (const event of events) assert.deepEqual(htmlFaults(event.formattedBody), []);
    for (const number of times(30, (i) => i + 1))
      assert.match(htmlText(html), new RegExp(`^${number}\\. ${number - 1} `, 'm'));
    assert.equal(events.at(-1)?.choices.length, 30);
  });
});
