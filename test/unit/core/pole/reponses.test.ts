import assert from 'node:assert/strict';
import { genreChoices, genresWith, readChoix } from '../../../../src/core/pole/reponses.ts';

const chosen = (value: string, forPupil: boolean) =>
  genreChoices(genresWith([]), forPupil).find((choice) => readChoix(choice.value).value === value)?.value;

describe('the answers of second intention', () => {
  it('are all those of the note, health and medico-social structures with the parents’ agreement', () => {
    const genres = genresWith([]);
    assert.deepEqual(
      genres.filter(({ accordParents }) => accordParents).map(({ value }) => value),
      ['ebep', 'tsa', 'itep', 'ime', 'iem', 'ies', 'sessad', 'cmpp', 'cmp', 'camsp', 'cms'],
    );
    assert.deepEqual(
      genres.filter(({ accordParents }) => !accordParents).map(({ value, appel }) => `${value} ${appel}`),
      [
        'rased membre',
        'accompagnement membre',
        'mutualisation collegue',
        'observation mots',
        'formation membre',
        'autre mots',
      ],
    );
  });

  it('take the words of a circonscription, whose own come before « une autre réponse »', () => {
    const genres = genresWith([
      { groupe: 'partenaires', value: 'itep', label: 'DITEP' },
      { groupe: 'partenaires', value: 'equipe_mobile', label: 'Équipe mobile' },
      { groupe: 'proximite', value: 'cafe', label: 'Café pédagogique' },
    ]);
    assert.equal(genres.filter(({ value }) => value === 'itep').length, 1);
    assert.equal(genres.find(({ value }) => value === 'itep')?.label, 'DITEP');
    assert.deepEqual(
      genres.slice(-3).map(({ value, appel, accordParents }) => [value, appel, accordParents]),
      [
        ['equipe_mobile', 'partenaire', true],
        ['cafe', 'membre', false],
        ['autre', 'mots', false],
      ],
    );
  });

  it('say in their value what they call for: the agreement for a pupil only', () => {
    assert.deepEqual(readChoix(chosen('cmpp', true)), { value: 'cmpp', appel: 'partenaire', accord: true });
    assert.deepEqual(readChoix(chosen('cmpp', false)), { value: 'cmpp', appel: 'partenaire', accord: false });
    assert.deepEqual(readChoix(chosen('rased', true)), { value: 'rased', appel: 'membre', accord: false });
    assert.deepEqual(readChoix('partenaire'), { value: 'partenaire', appel: undefined, accord: false });
    assert.deepEqual(readChoix(undefined), { value: '', appel: undefined, accord: false });
  });
});
