import assert from 'node:assert/strict';
import { annexe1 } from '../../../../src/core/form/annexe1.ts';
import type { FieldDefinition, FormDefinition } from '../../../../src/core/form/types.ts';
import { createEcoleIndex } from '../../../../src/core/pole/ecole-search.ts';
import { ECOLES, formContext } from '../../../support/form-context.ts';
import { FormPlay } from '../../../support/form-play.ts';

function field(id: string, changes: Partial<FieldDefinition> = {}): FieldDefinition {
  return { id, kind: 'text', label: id, question: `${id} ?`, ...changes };
}

const OLD: FormDefinition = {
  id: 'f',
  version: 1,
  title: 'F',
  summary: true,
  fields: [field('a'), field('b'), field('c')],
};
const NEW: FormDefinition = {
  ...OLD,
  version: 2,
  fields: [field('a'), field('d'), field('c', { kind: 'choice', choices: () => [{ value: 'oui', label: 'Oui' }] })],
  upgrade: (answers) => ({ ...answers, d: `${answers.b ?? ''} repris` }),
};

describe('a draft opened days later', () => {
  it('stands where it was, with its question, its value and its proposals', () => {
    const play = new FormPlay(annexe1).say('1', 'Jules Ferry');
    const { state, prompt } = play;
    play.reopen();
    assert.deepEqual(play.state, state);
    assert.deepEqual(play.prompt.choices, prompt.choices);
    assert.equal(play.prompt.error, undefined);
    assert.equal(play.say('2').answers.ecole, '0760002B');
  });

  it('asks again for an école that has closed since, and keeps everything else', () => {
    const play = new FormPlay(annexe1).say('1', 'Debussy', 'Martin Léa');
    play.context = formContext({ ecoles: createEcoleIndex(ECOLES.filter((ecole) => ecole.nom.includes('Ferry'))) });
    play.reopen();
    assert.deepEqual([play.at, play.answers], ['naissance', { cas: 'eleve', eleve_nom: 'Martin Léa' }]);
    assert.equal(play.say('12/03/2019').at, 'ecole');
  });

  it('made with an older version: upgraded, unknown fields dropped, refused values and new fields asked', () => {
    const play = new FormPlay(OLD).say('un', 'deux', 'trois');
    assert.equal(play.at, 'resume');
    play.reopen(NEW);
    assert.deepEqual([play.state.version, play.at, play.answers], [2, 'c', { a: 'un', d: 'deux repris' }]);
    assert.deepEqual(play.state.trail, ['a', 'c']);
  });

  it('mends a place that no longer exists', () => {
    const play = new FormPlay(OLD).say('un');
    assert.equal(play.at, 'b');
    const { upgrade: _, ...plainNew } = NEW;
    play.reopen(plainNew);
    assert.deepEqual([play.at, play.answers], ['d', { a: 'un' }]);
  });

  it('made with a newer version, after a step back of the software, still opens', () => {
    const play = new FormPlay(NEW).say('un', 'deux');
    play.reopen(OLD);
    assert.deepEqual([play.at, play.answers, play.state.version], ['c', { a: 'un' }, 1]);
  });

  it('asks at the summary what a new version newly requires', () => {
    const more: FormDefinition = { ...OLD, version: 2, fields: [...OLD.fields, field('e')] };
    assert.equal(new FormPlay(OLD).say('un', 'deux', 'trois').reopen(more).at, 'e');
  });
});
