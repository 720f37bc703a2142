import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderMessage } from '../../../../src/adapters/tchap/render/render-message.ts';
import type { RenderedChoice } from '../../../../src/adapters/tchap/render/rendered-event.ts';
import { readReaction, readReply } from '../../../../src/adapters/tchap/replies/read-reply.ts';
import { messageCard } from '../../../../src/core/view/message-card.ts';
import { binder } from '../../../support/bound-cards.ts';
import { cardCases } from '../../../support/card-cases.ts';
import { USUAL } from '../../../support/card-words.ts';

const usual = cardCases(USUAL);
const choicesOf = (name: string): RenderedChoice[] =>
  renderMessage(usual[name] ?? assert.fail(name), binder.bind).at(-1)?.choices ?? [];
const labelled = (...titles: string[]): RenderedChoice[] => {
  const buttons = titles.map((title) => ({
    title,
    action: { v: 1 as const, action: 'nouvelle_demande' as const, value: title },
  }));
  return renderMessage(messageCard({ paragraphs: ['Choisissez.'], buttons }), binder.bind).at(-1)?.choices ?? [];
};

/** The action of a reply in one word: with what it fills or carries. */
function read(text: string, choices: RenderedChoice[]): string {
  const reply = readReply(text, choices);
  if (reply.kind !== 'action') return reply.kind;
  const { action, value } = reply.action;
  const filled = Object.entries(reply.values).map(([id, list]) => `${id}=${list}`);
  return [action, value, ...filled].filter(Boolean).join(' ');
}

type Table = [text: string, expected: string][];
function itReads(name: string, choices: () => RenderedChoice[], table: Table): void {
  for (const [text, expected] of table) {
    it(`${name}: « ${text} » is ${expected}`, () => assert.equal(read(text, choices()), expected));
  }
}

describe('the reply to a question with two answers', () => {
  itReads('handicap', () => choicesOf('question-choice'), [
    ['1', 'repondre oui'],
    ['2', 'repondre non'],
    [' 2. ', 'repondre non'],
    ['2)', 'repondre non'],
    ['2 :', 'repondre non'],
    ['n°2', 'repondre non'],
    ['N° 2', 'repondre non'],
    ['№ 2', 'repondre non'],
    ['numéro 1', 'repondre oui'],
    ['choix 2', 'repondre non'],
    ['le 2', 'repondre non'],
    ['２', 'repondre non'],
    ['2️⃣', 'repondre non'],
    ['Oui', 'repondre oui'],
    ['NON.', 'repondre non'],
    ['oui !', 'repondre oui'],
    ['3', 'out_of_range'],
    ['0', 'out_of_range'],
    ['1 et 2', 'text'],
    ['1, 2', 'text'],
    ['no', 'text'],
    ['12/03/2016', 'text'],
    ['12/03', 'text'],
    ['1.2', 'text'],
    ['-1', 'text'],
    ['2016', 'text'],
    ['2 élèves sont concernés', 'text'],
    ['2e', 'text'],
    ['1er mars', 'text'],
    ['1\n2', 'text'],
    ['oui, depuis la rentrée', 'text'],
    ['Martin Léa', 'text'],
    ['retour', 'text'],
    ['', 'text'],
    ['👍', 'text'],
  ]);
});

describe('the reply to a question for several', () => {
  itReads('niveau', () => choicesOf('question-choices'), [
    ['5', 'repondre niveau=CP'],
    ['1 et 3', 'repondre niveau=TPS,MS'],
    ['1, 3', 'repondre niveau=TPS,MS'],
    ['1,3', 'repondre niveau=TPS,MS'],
    ['1 3', 'repondre niveau=TPS,MS'],
    ['3 & 1', 'repondre niveau=TPS,MS'],
    ['3; 1 et 2', 'repondre niveau=TPS,PS,MS'],
    ['6 et 6', 'repondre niveau=CE1'],
    ['ce1', 'repondre niveau=CE1'],
    ['rased', 'repondre niveau=RASED'],
    ['multi niveaux', 'repondre niveau=MULTI'],
    ['1 et 14', 'out_of_range'],
    ['99', 'out_of_range'],
    ['CE1 et CE2', 'text'],
    ['CE', 'text'],
    ['12/03/2016', 'text'],
    ['12 03 2016', 'text'],
    ['06 12 34 56 78', 'text'],
    ['1 élève et 3 autres', 'text'],
    ['e t', 'text'],
    ['et', 'text'],
    [', ,', 'text'],
  ]);
});

describe('the reply of a member to a sollicitation', () => {
  itReads('sollicitation', () => choicesOf('sollicitation'), [
    ['1', 'accepter'],
    ['oui', 'accepter'],
    ['J’accepte', 'accepter'],
    ["j'accepte l'intervention", 'accepter'],
    ['D’accord', 'accepter'],
    ['non', 'decliner'],
    ['je ne suis pas', 'decliner'],
    ['indisponible', 'decliner'],
    ['voir', 'voir_intervention'],
    ['dossier', 'voir_intervention'],
    ['je', 'text'],
    ['Je ne suis pas disponible avant mardi', 'text'],
    ['4', 'out_of_range'],
  ]);
});

describe('the reply to other messages', () => {
  itReads('a confirmation', () => labelled('Oui, retirer ma demande', 'Fermer'), [
    ['oui', 'nouvelle_demande Oui, retirer ma demande'],
    ['Non', 'nouvelle_demande Fermer'],
    ['fermer', 'nouvelle_demande Fermer'],
  ]);
  itReads('a confirmation in the other order', () => labelled('Garder mon brouillon', 'Oui, tout effacer'), [
    ['oui', 'nouvelle_demande Oui, tout effacer'],
    ['non', 'nouvelle_demande Garder mon brouillon'],
  ]);
  itReads('no confirmation', () => labelled('Suivre', 'Fermer'), [
    ['oui', 'text'],
    ['non', 'text'],
  ]);
  itReads('two labels alike', () => labelled('Reprendre : A', 'Reprendre : B', 'Reprendre : B'), [
    ['reprendre', 'text'],
    ['Reprendre : A', 'nouvelle_demande Reprendre : A'],
    ['Reprendre : B', 'text'],
  ]);
  itReads('a dossier', () => choicesOf('dossier-error'), [
    ['demander un comp', 'demander_complement'],
    ['reorienter', 'reorienter'],
    ['solliciter des membres', 'solliciter'],
    // A command of its own, though a label begins with it.
    ['demande', 'text'],
    ['dossier', 'text'],
  ]);
  itReads('a name to confirm', () => choicesOf('question-name'), [
    ['1', 'repondre Claire Durand'],
    ['moi', 'repondre Claire Durand'],
    ['Paul Martin', 'text'],
    ['Moira Petit', 'text'],
  ]);
  itReads('a message without choices', () => [], [
    ['1', 'text'],
    ['12', 'text'],
  ]);

  it('says which numbers there are', () => {
    const message = (text: string, choices: RenderedChoice[]) => {
      const reply = readReply(text, choices);
      return reply.kind === 'out_of_range' ? reply.message.replaceAll('\u00a0', ' ') : '';
    };
    assert.equal(
      message('7', choicesOf('sollicitation')),
      'Il n’y a pas de choix 7 : répondez avec un numéro de 1 à 3.',
    );
    assert.equal(message('7', choicesOf('question-name')), 'Il n’y a pas de choix 7 : le seul numéro possible est 1.');
  });

  it('leaves every long text to the person, and never throws', () => {
    const some = Object.keys(usual).map(choicesOf);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom(...some), (text, choices) => {
        const { kind } = readReply(text, choices);
        if (text.trim().length > 320) assert.equal(kind, 'text');
        readReaction(text, choices);
      }),
    );
  });

  it('reads each choice of each card by its number and, where it is alone, by its label', () => {
    for (const name of Object.keys(usual)) {
      const choices = choicesOf(name);
      for (const { number, label, action } of choices) {
        const alone = choices.filter((choice) => choice.label === label).length === 1;
        for (const text of alone ? [`${number}`, label] : [`${number}`]) {
          const reply = readReply(text, choices);
          assert.equal(reply.kind === 'action' && reply.action.action, action.action, `${name}: ${text}`);
        }
      }
    }
  });
});

describe('a reaction', () => {
  it('stands for the choice of its number, with or without the emoji selector', () => {
    const choices = choicesOf('sollicitation');
    assert.equal(readReaction('2️⃣', choices)?.action.action, 'decliner');
    assert.equal(readReaction('2\u20e3', choices)?.action.action, 'decliner');
  });

  for (const key of ['4️⃣', '5️⃣', '👍', '2', '', '2️⃣2️⃣', '__proto__']) {
    it(`means nothing when the bot did not put it there: ${key}`, () => {
      assert.equal(readReaction(key, choicesOf('sollicitation')), undefined);
    });
  }

  it('means nothing under a question for several, or one with many answers', () => {
    assert.equal(readReaction('1️⃣', choicesOf('question-choices')), undefined);
    assert.equal(readReaction('1️⃣', choicesOf('question-ecole')), undefined);
  });
});
