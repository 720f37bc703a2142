import assert from 'node:assert/strict';
import { organisation, PAS_ENCORE, realisation, reponse } from '../../../../src/core/form/reponse-forms.ts';
import type { FormContext } from '../../../../src/core/form/types.ts';
import { genreChoices, genresWith } from '../../../../src/core/pole/reponses.ts';
import { formContext } from '../../../support/form-context.ts';
import { FormPlay } from '../../../support/form-play.ts';

const one = (value: string, label: string) => ({ value, label });

const context = (forPupil: boolean): FormContext => ({
  ...formContext(),
  options: {
    genres: genreChoices(genresWith([]), forPupil),
    personnes: [one('m1', 'Luc Besnard, RASED'), one('accord:m2', 'Zoé Roy, psyEN'), PAS_ENCORE],
    collegues: [one('m3', 'Max Henry, directeur')],
    'partenaires:cmpp': [one('p1', 'CMPP des Tilleuls, Cersac'), one('autre', 'Une autre structure'), PAS_ENCORE],
    a_organiser: [one('2', 'CMPP')],
    en_cours: [one('1', 'RASED'), one('2', 'CMPP')],
  },
});

describe('the form of an answer of second intention', () => {
  it('asks for a pupil which structure, and the parents’ agreement, which may not be refused', () => {
    const play = new FormPlay(reponse, context(true)).say('CMPP');
    assert.equal(play.at, 'partenaire');
    play.say('des Tilleuls');
    assert.equal(play.at, 'accord_parents');
    play.say('non');
    assert.match(play.prompt.error ?? '', /accord des parents/);
    play.say('oui');
    assert.equal(play.at, 'detail');
    play.do({ kind: 'skip' });
    assert.deepEqual([play.at, play.answers.partenaire, play.answers.accord_parents], ['fini', 'p1', 'oui']);
  });

  it('asks no agreement about a teacher or a team, and the name of a structure that is not in the directory', () => {
    const play = new FormPlay(reponse, context(false)).say('cmpp').say('une autre structure');
    assert.equal(play.at, 'structure');
    play.say('CMPP du Parc').do({ kind: 'skip' });
    assert.deepEqual(
      [play.at, play.answers.structure, play.answers.accord_parents],
      ['fini', 'CMPP du Parc', undefined],
    );
  });

  it('asks the agreement when a psychologue scolaire is to take it on for a pupil', () => {
    const play = new FormPlay(reponse, context(true)).say('rased').say('Zoé Roy');
    assert.equal(play.at, 'accord_parents');
    const other = new FormPlay(reponse, context(true)).say('rased').say('Luc Besnard');
    assert.equal(other.at, 'detail');
  });

  it('asks a colleague for an échange, and words for what the list has no name for', () => {
    assert.equal(new FormPlay(reponse, context(true)).say('mutualisation').at, 'collegue');
    assert.equal(new FormPlay(reponse, context(true)).say('une autre réponse').at, 'mots');
  });

  it('in a card, shows what the choice calls for at the second look', () => {
    const genre = genreChoices(genresWith([]), true).find(({ label }) => label === 'CMPP')?.value ?? '';
    const play = new FormPlay(reponse, context(true)).do({ kind: 'fill', values: { genre, detail: '' } });
    assert.deepEqual(Object.keys(play.state.rejected ?? {}), ['partenaire', 'accord_parents']);
    play.do({ kind: 'fill', values: { genre, partenaire: 'plus_tard', accord_parents: 'oui', detail: '' } });
    assert.equal(play.prompt.at, 'fini');
  });
});

describe('the forms on an answer under way', () => {
  it('do not ask which one when there is only one', () => {
    assert.equal(new FormPlay(organisation, context(true)).at, 'debut');
    assert.equal(new FormPlay(realisation, context(true)).at, 'reponse');
  });

  it('refuse an end before the beginning', () => {
    const play = new FormPlay(organisation, context(true)).say('12/06/2026').say('11/06/2026');
    assert.match(play.prompt.error ?? '', /avant le début/);
    assert.equal(play.at, 'fin');
  });

  it('ask who may read a note, when there is one', () => {
    const play = new FormPlay(realisation, context(true)).say('2').say('hier');
    assert.equal(play.at, 'note');
    play.say('Bien passé.').do({ kind: 'done' });
    assert.equal(play.at, 'partage');
    play.say('le pôle seulement');
    assert.deepEqual([play.at, play.answers.partage], ['fini', 'pole']);
    const quiet = new FormPlay(realisation, context(true)).say('2').say('hier').do({ kind: 'skip' });
    assert.equal(quiet.at, 'fini');
  });
});
