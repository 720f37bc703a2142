import assert from 'node:assert/strict';
import { annexe1 } from '../../../../src/core/form/annexe1.ts';
import { FORMS, formById } from '../../../../src/core/form/forms.ts';
import { formContext } from '../../../support/form-context.ts';
import { FormPlay } from '../../../support/form-play.ts';

const PUPIL = {
  cas: 'eleve',
  ecole: '0760007G',
  eleve_nom: 'Martin Léa',
  naissance: '2019-03-12',
  niveau: 'CE1,CE2',
  enseignant: 'Claire Martin',
  handicap: 'non',
  avs: 'oui',
  origine: 'enseignant',
  nature: 'aide',
  difficultes: 'Elle se lève.\nSouvent.',
  droit_commun: '',
};

function plain(text: string | undefined): string {
  return (text ?? '').replaceAll('\u00a0', ' ');
}

describe('the whole form as one card', () => {
  it('is complete when every required value is good; what is left empty is passed', () => {
    const play = new FormPlay(annexe1).do({
      kind: 'fill',
      values: { ...PUPIL, ppre: '', attentes: '', disponibilites: 'le mardi' },
    });
    assert.deepEqual([play.prompt.at, play.at, play.state.rejected], ['resume', 'resume', undefined]);
    assert.deepEqual(play.answers.niveau, ['CE1', 'CE2']);
    assert.equal(play.answers.objet, 'eleve');
    assert.equal(play.answers.disponibilites, 'le mardi');
    assert.ok(['ppre', 'attentes', 'droit_commun'].every((id) => play.state.skipped.includes(id)));
    assert.equal(play.do({ kind: 'goto', field: 'eleve_nom' }).say('Martin Zoé').at, 'resume');
  });

  it('keeps what still applies when the case and whom it is for change together', () => {
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: PUPIL });
    play.do({ kind: 'fill', values: { cas: 'equipe', pour: 'enseignant' } });
    assert.deepEqual(play.answers.niveau, ['CE1', 'CE2']);
    play.do({ kind: 'fill', values: { pour: 'equipe' } });
    assert.equal(play.answers.niveau, undefined);
  });

  it('keeps the good values and shows each refused one again beside its error', () => {
    const values = { ...PUPIL, eleve_nom: 'Léa 3', naissance: '31/02/2019', ecole: 'Jules Ferry', handicap: '' };
    const play = new FormPlay(annexe1).do({ kind: 'fill', values });
    assert.equal(play.prompt.at, 'card');
    assert.equal(play.at, 'ecole');
    assert.match(plain(play.prompt.error), /^4 réponses/);
    const rejected = play.state.rejected ?? {};
    assert.deepEqual(Object.keys(rejected).sort(), ['ecole', 'eleve_nom', 'handicap', 'naissance']);
    assert.equal(rejected.naissance?.value, '31/02/2019');
    assert.match(plain(rejected.naissance?.error), /31 février/);
    assert.match(plain(rejected.handicap?.error), /à remplir/);
    assert.equal(play.answers.niveau?.length, 2);
    play.do({
      kind: 'fill',
      values: { eleve_nom: 'Martin Léa', naissance: '12 mars 2019', ecole: 'Jules Ferry maternelle', handicap: 'Non' },
    });
    assert.deepEqual(
      [play.prompt.at, play.answers.ecole, play.answers.naissance],
      ['resume', '0760002B', '2019-03-12'],
    );
  });

  it('can be mixed with questions: a refused field answered in words is refused no more', () => {
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: { ...PUPIL, naissance: 'hier matin tôt' } });
    assert.equal(play.at, 'naissance');
    play.say('12/03/2019');
    assert.equal(play.state.rejected, undefined);
    assert.equal(play.at, 'optionnel');
  });

  it('leaves alone what the card does not hold, and asks in the card what the cas newly needs', () => {
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: PUPIL });
    play.do({ kind: 'fill', values: { cas: 'equipe' } });
    assert.deepEqual([play.prompt.at, play.at], ['card', 'pour']);
    assert.match(play.state.rejected?.pour?.error ?? '', /est à remplir/, 'said beside the input that is new');
    assert.equal(play.answers.eleve_nom, undefined);
    assert.equal(play.answers.difficultes, PUPIL.difficultes);
    play.do({ kind: 'fill', values: { pour: 'equipe', objet: 'classe', reference: '' } });
    assert.equal(play.prompt.at, 'resume');
    assert.equal(play.answers.reference, 'Ecole élémentaire publique Debussy (Rouen)');
  });

  it('keeps a required answer when its input comes back empty, takes an optional one away', () => {
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: { ...PUPIL, attentes: 'Un regard.' } });
    play.do({ kind: 'fill', values: { eleve_nom: ' ', attentes: '' } });
    assert.deepEqual(
      [play.prompt.at, play.answers.eleve_nom, play.answers.attentes],
      ['resume', 'Martin Léa', undefined],
    );
  });

  it('validates as the questions do: warnings and hints are said, unknown fields are nothing', () => {
    const values = {
      ...PUPIL,
      naissance: '12/03/2016',
      difficultes: 'Il est dyslexique.',
      inconnu: 'x',
      __proto__: 'y',
      constructor: 'z',
    };
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: values as unknown as { [id: string]: string } });
    assert.equal(play.prompt.at, 'resume');
    assert.match(plain(play.prompt.warning), /En CE1, CE2/);
    assert.match(plain(play.prompt.hint), /Restez factuel/);
    assert.deepEqual(
      Object.keys(play.answers).filter((id) => !(id in PUPIL) && id !== 'objet'),
      [],
    );
  });

  it('refuses a text that is too long and shows no more of it than can be kept', () => {
    const play = new FormPlay(annexe1).do({ kind: 'fill', values: { ...PUPIL, difficultes: 'x'.repeat(15_000) } });
    assert.match(plain(play.state.rejected?.difficultes?.error), /15 000 caractères/);
    assert.ok((play.state.rejected?.difficultes?.value.length ?? 0) <= 8_000);
  });
});

describe('the short forms', () => {
  it('are found by their id, which is theirs', () => {
    for (const [id, form] of Object.entries(FORMS)) {
      assert.equal(form.id, id);
      assert.equal(formById(id), form);
      assert.equal(new Set(form.fields.map((field) => field.id)).size, form.fields.length);
      assert.ok(form.fields.every((field) => field.label !== '' && field.question !== ''));
    }
    assert.equal(formById('constructor'), undefined);
  });

  const cards: [keyof typeof FORMS, { [id: string]: string }, object][] = [
    [
      'qualification',
      { problematiques: 'Comportement,Attention', note: '' },
      { problematiques: ['Comportement', 'Attention'] },
    ],
    ['qualification', { problematiques: '', note: '' }, {}],
    ['complement-question', { question: 'Depuis quand ?' }, { question: 'Depuis quand ?' }],
    ['complement-reponse', { reponse: 'Depuis mars.' }, { reponse: 'Depuis mars.' }],
    ['sollicitation', { membres: 'm-2,m-1' }, { membres: ['m-1', 'm-2'] }],
    ['reorientation', { texte: 'Bonjour,\nmerci.' }, { texte: 'Bonjour,\nmerci.' }],
    ['refus', { motif: 'absence', precision: '', collegue: 'm-3' }, { motif: 'absence', collegue: 'm-3' }],
    ['prise-attache', { date: 'hier', note: 'Par téléphone.' }, { date: '2026-09-16', note: 'Par téléphone.' }],
    ['retrait', { motif: '' }, {}],
  ];
  for (const [id, values, answers] of cards) {
    it(`complete ${id} by a card of ${JSON.stringify(values)}`, () => {
      const play = new FormPlay(FORMS[id]).do({ kind: 'fill', values });
      assert.deepEqual([play.prompt.at, play.answers], ['fini', answers]);
    });
  }

  it('ask their questions one by one and end with the last answer', () => {
    const play = new FormPlay(FORMS.refus).say('pas le temps').do({ kind: 'skip' }).say('Lemoine');
    assert.deepEqual([play.at, play.answers], ['fini', { motif: 'emploi_du_temps', collegue: 'm-2' }]);
    assert.match(plain(play.say('merci').prompt.error), /terminé/);
  });

  it('refuse an empty sollicitation, an unknown member, and a prise d’attache to come', () => {
    const bad: [keyof typeof FORMS, { [id: string]: string }][] = [
      ['sollicitation', { membres: '' }],
      ['sollicitation', { membres: 'm-9' }],
      ['prise-attache', { date: '18/09/2026' }],
      ['reorientation', { texte: ' ' }],
    ];
    for (const [id, values] of bad)
      assert.equal(new FormPlay(FORMS[id]).do({ kind: 'fill', values }).prompt.at, 'card', id);
  });

  it('say so when there is nobody to choose', () => {
    const play = new FormPlay(FORMS.sollicitation, formContext({ options: {} })).say('Durand');
    assert.match(plain(play.prompt.error), /rien à choisir/);
  });
});
