import assert from 'node:assert/strict';
import { annexe1 } from '../../../../src/core/form/annexe1.ts';
import { describeAnswers, findFields, missingFields } from '../../../../src/core/form/engine.ts';
import { formContext } from '../../../support/form-context.ts';
import { FormPlay } from '../../../support/form-play.ts';

function plain(text: string | undefined): string {
  return (text ?? '').replaceAll('\u00a0', ' ');
}

/** Cas 1 up to the door of the optional block. */
function pupil(): FormPlay {
  const play = new FormPlay(annexe1);
  play.say(
    'pour un élève',
    'élémentaire Jules Ferry',
    'Martin Léa',
    '12 mars 2019',
    'CE1',
    'moi',
    'non',
    'oui',
    'moi',
    'aide',
  );
  play.say('Elle se lève souvent.').do({ kind: 'done' });
  return play.say('Un plan de travail adapté.').do({ kind: 'done' });
}

function summary(): FormPlay {
  return pupil().do({ kind: 'skipOptional' });
}

describe('the form engine: one question at a time', () => {
  it('leads through cas 1, says what it understood, and fills the objet silently', () => {
    const play = new FormPlay(annexe1);
    assert.equal(play.at, 'cas');
    play.say('1');
    assert.equal(plain(play.prompt.understood), 'La demande concerne : Pour un élève (cas n° 1)');
    play.say('Jules Ferry elementaire', 'Martin Léa', 'le 12 mars 2019');
    assert.equal(plain(play.prompt.understood), 'Date de naissance : 12 mars 2019');
    assert.deepEqual([play.at, pupil().at, summary().at], ['niveau', 'optionnel', 'resume']);
    assert.deepEqual(summary().answers, {
      cas: 'eleve',
      ecole: '0760001A',
      eleve_nom: 'Martin Léa',
      naissance: '2019-03-12',
      niveau: ['CE1'],
      enseignant: 'Claire Martin',
      handicap: 'non',
      avs: 'oui',
      origine: 'enseignant',
      nature: 'aide',
      objet: 'eleve',
      difficultes: 'Elle se lève souvent.',
      droit_commun: 'Un plan de travail adapté.',
    });
  });

  it('leads through cas 2 for a teacher, then for a team whose référence is the école', () => {
    const teacher = new FormPlay(annexe1).say('2', 'Debussy', 'un enseignant');
    assert.equal(teacher.at, 'reference');
    assert.equal(teacher.prompt.choices?.[0]?.value, 'Claire Martin');
    teacher.say('moi', 'CM1 CM2', 'conseil d’école', '10/09', 'accompagnement');
    assert.equal(teacher.at, 'objet');
    assert.equal(teacher.answers.date_conseil, '2026-09-10');
    const team = new FormPlay(annexe1).say('2', 'Debussy', 'une équipe');
    assert.equal(team.at, 'origine');
    assert.equal(team.answers.reference, 'Ecole élémentaire publique Debussy (Rouen)');
  });

  it('starts with what is already known and can come back to it', () => {
    const play = new FormPlay(annexe1, formContext(), { cas: 'equipe', inconnu: 'x', naissance: '2016-02-31' });
    assert.equal(play.at, 'ecole');
    assert.deepEqual(play.answers, { cas: 'equipe' });
    assert.equal(play.do({ kind: 'back' }).at, 'cas');
  });

  it('counts the questions of the block without the silent presets', () => {
    const play = new FormPlay(annexe1).say('1');
    assert.equal(play.prompt.progress?.position, 2);
    const total = play.prompt.progress?.total ?? 0;
    play.say('Debussy', 'Martin Léa', '12/03/2019', 'CE1', 'moi', 'non', 'non', 'moi', 'aide');
    assert.deepEqual(play.prompt.progress, { position: total - 1, total });
  });

  it('proposes the école of the last demande, taken by « oui » or « la même »', () => {
    for (const text of ['oui', 'la même école', '1', '0760007G']) {
      const play = new FormPlay(annexe1, formContext({ lastEcole: '0760007G' })).say('1');
      assert.equal(play.prompt.choices?.length, 1);
      assert.equal(play.say(text).answers.ecole, '0760007G', text);
    }
  });

  it('proposes écoles, taken by number, button or a better text; « aucune » asks anew', () => {
    const asked = () => new FormPlay(annexe1).say('1', 'Jules Ferry');
    assert.deepEqual(
      asked().prompt.choices?.map((choice) => choice.value),
      ['0760001A', '0760002B'],
    );
    assert.equal(asked().say('2').answers.ecole, '0760002B');
    assert.equal(asked().do({ kind: 'answer', field: 'ecole', value: '0760001A' }).answers.ecole, '0760001A');
    assert.equal(asked().say('la maternelle').answers.ecole, '0760002B');
    assert.equal(asked().say('Larpin').answers.ecole, '0760003C');
    const none = asked().say('aucune');
    assert.equal(none.at, 'ecole');
    assert.equal(none.prompt.choices, undefined);
    assert.match(plain(none.prompt.error), /nom de votre école/);
  });
});

describe('the form engine: what is not an answer', () => {
  const wrong: [string[], string, RegExp][] = [
    [['1'], '👍', /sans mot ni chiffre/],
    [['1'], '', /vide/],
    [['1'], 'Marseille', /ne trouve pas cette école/],
    [
      ['1', 'Debussy', 'Martin Léa'],
      'CE1',
      /ressemble à un niveau de classe ; ici j’ai besoin de la date de naissance\./,
    ],
    [['1', 'Debussy', 'Martin Léa'], 'Martin Léa', /ressemble à un nom ; ici/],
    [['1', 'Debussy', 'Martin Léa'], '31/02/2016', /pas de 31 février/],
    [
      ['1', 'Debussy', 'Martin Léa', '12/03/2019'],
      '12/03/2019',
      /ressemble à une date ; ici j’ai besoin du niveau de classe\./,
    ],
    [['1', 'Debussy', 'Martin Léa', '12/03/2019'], 'oui', /ressemble à un oui ou un non/],
    [['1', 'Debussy', 'Martin Léa', '12/03/2019'], 'maternelle', /Plusieurs réponses.*TPS, PS, MS, GS/],
    [['1', 'Debussy'], '12/03/2019', /ressemble à une date ; ici j’ai besoin du nom et du prénom de l’élève\./],
    [['1', 'Debussy'], 'CP', /ressemble à un niveau de classe/],
    [['1', 'Debussy'], 'non', /ressemble à un oui ou un non/],
    [['1', 'Debussy'], 'Léa <b>', /« < »/],
    [
      ['1', 'Debussy', 'Martin Léa', '12/03/2019', 'CE1', 'moi'],
      'CE1',
      /besoin d’un oui ou d’un non pour « Élève en situation de handicap »/,
    ],
    [['1', 'Debussy', 'Martin Léa', '12/03/2019', 'CE1', 'moi'], 'bof', /Choisissez parmi : Oui, Non/],
    [[], 'Debussy', /ressemble à une école/],
    [[], 'x'.repeat(100_000), /100 000 caractères/],
  ];
  for (const [before, text, error] of wrong) {
    it(`answers « ${text.slice(0, 30)} » after ${before.length} answers with a helpful sentence, the draft intact`, () => {
      const play = new FormPlay(annexe1).say(...before);
      const { state } = play;
      play.say(text);
      assert.match(plain(play.prompt.error), error);
      assert.deepEqual(play.state, state);
    });
  }

  it('says at the summary, and at the door, what can be said there', () => {
    assert.match(plain(summary().say('bonjour').prompt.error), /corriger l’école/);
    assert.match(plain(pupil().say('bonjour').prompt.error), /« oui » ou « non »/);
  });

  it('refuses a question that is not asked in this cas', () => {
    const play = new FormPlay(annexe1).say('2').do({ kind: 'goto', field: 'naissance' });
    assert.match(plain(play.prompt.error), /n’est pas posée/);
    assert.equal(play.do({ kind: 'goto', field: 'constructor' }).at, 'ecole');
    assert.equal(play.do({ kind: 'answer', field: 'naissance', value: '2019-03-12' }).answers.naissance, undefined);
  });
});

describe('the form engine: coming back and correcting', () => {
  it('goes back one question after the other with the current value, kindly at the first', () => {
    const play = new FormPlay(annexe1).say('1', 'Debussy', 'Martin Léa').do({ kind: 'back' });
    assert.equal(play.prompt.current, 'Martin Léa');
    play.do({ kind: 'back' }).do({ kind: 'back' });
    assert.equal(play.at, 'cas');
    play.do({ kind: 'back' });
    assert.match(plain(play.prompt.error), /première question/);
    assert.equal(play.say('1').at, 'naissance');
  });

  it('comes back to a question that was passed', () => {
    const play = pupil().do({ kind: 'enterOptional' }).do({ kind: 'skip' }).do({ kind: 'back' });
    assert.equal(play.at, 'parents_informes');
  });

  it('returns to the summary after a correction made from it', () => {
    const play = summary().do({ kind: 'goto', field: 'eleve_nom' });
    assert.equal(play.prompt.current, 'Martin Léa');
    play.say('Martin Zoé');
    assert.deepEqual([play.at, play.answers.eleve_nom], ['resume', 'Martin Zoé']);
  });

  it('goes on to the next unanswered question after a correction made on the way', () => {
    const play = new FormPlay(annexe1)
      .say('1', 'Debussy', 'Martin Léa')
      .do({ kind: 'goto', field: 'ecole' })
      .say('Larpin');
    assert.deepEqual([play.at, play.answers.ecole], ['naissance', '0760003C']);
  });

  it('takes an older card’s button as a correction', () => {
    const play = new FormPlay(annexe1)
      .say('1', 'Debussy', 'Martin Léa')
      .do({ kind: 'answer', field: 'cas', value: 'equipe' });
    assert.equal(play.at, 'pour');
    assert.deepEqual(play.answers, { cas: 'equipe', ecole: '0760007G' });
  });

  it('drops what no longer applies, asks what is newly needed, then returns to the summary', () => {
    const play = summary().do({ kind: 'goto', field: 'origine' }).say('équipe');
    assert.equal(play.at, 'date_conseil');
    assert.equal(play.say('10/09').at, 'resume');
    play.do({ kind: 'goto', field: 'origine' }).say('moi');
    assert.deepEqual([play.at, play.answers.date_conseil], ['resume', undefined]);
    play.do({ kind: 'goto', field: 'nature' }).say('accompagnement');
    assert.deepEqual([play.at, play.answers.objet], ['objet', undefined]);
    assert.equal(play.say('moi').at, 'resume');
  });

  it('asks the date that a corrected optional answer calls for, without the rest of the block', () => {
    const play = summary().do({ kind: 'goto', field: 'parents_informes' }).say('oui');
    assert.equal(play.at, 'parents_informes_le');
    assert.equal(play.say('hier').at, 'resume');
    assert.equal(play.answers.parents_informes_le, '2026-09-16');
  });

  it('lets a preset follow the école until it is corrected by hand', () => {
    const play = new FormPlay(annexe1).say('2', 'Debussy', 'équipe').do({ kind: 'goto', field: 'ecole' }).say('Larpin');
    assert.equal(play.answers.reference, 'Ecole primaire publique Larpin (Bihorel)');
    play.do({ kind: 'goto', field: 'reference' }).say('Larpin, équipe du cycle 2');
    play.do({ kind: 'goto', field: 'ecole' }).say('Debussy');
    assert.equal(play.answers.reference, 'Larpin, équipe du cycle 2');
    play.do({ kind: 'goto', field: 'pour' }).say('enseignant');
    assert.deepEqual([play.at, play.answers.reference], ['reference', undefined]);
  });

  it('warns when birth and niveau do not fit, whichever comes last, and keeps both', () => {
    const play = new FormPlay(annexe1).say('1', 'Debussy', 'Martin Léa', '12/03/2016', 'CE1');
    assert.match(plain(play.prompt.warning), /En CE1/);
    assert.equal(play.at, 'enseignant');
    play.do({ kind: 'goto', field: 'niveau' }).say('CM2');
    assert.equal(play.prompt.warning, undefined);
    play.do({ kind: 'goto', field: 'naissance' }).say('12/03/2020');
    assert.match(plain(play.prompt.warning), /En CM2/);
    assert.equal(play.answers.naissance, '2020-03-12');
  });

  it('starts again from nothing', () => {
    const play = summary().do({ kind: 'restart' });
    assert.deepEqual([play.at, play.answers], ['cas', {}]);
  });

  it('finds the field that « corriger … » names', () => {
    const ids = (text: string) => findFields(annexe1, summary().answers, text).map((field) => field.id);
    assert.deepEqual(ids('la classe'), ['niveau']);
    assert.deepEqual(ids('l’école'), ['ecole']);
    assert.deepEqual(ids('la date de naissance'), ['naissance']);
    assert.deepEqual(ids('le nom'), ['eleve_nom']);
    assert.deepEqual(ids('difficultés'), ['difficultes']);
    assert.deepEqual(ids('l’AESH'), ['avs']);
    assert.deepEqual(ids('la couleur'), []);
    assert.deepEqual(ids(''), []);
  });
});

describe('the form engine: passing questions', () => {
  it('passes what may be left empty, with its warning, and explains what may not', () => {
    const play = pupil().do({ kind: 'goto', field: 'droit_commun' }).do({ kind: 'clear' });
    assert.equal(play.answers.droit_commun, undefined);
    play.do({ kind: 'skip' });
    assert.match(plain(play.prompt.warning), /en règle générale/);
    assert.equal(play.at, 'optionnel');
    const needed = new FormPlay(annexe1).do({ kind: 'skip' });
    assert.match(plain(needed.prompt.error), /ne peut pas être passée/);
    assert.equal(needed.at, 'cas');
  });

  it('keeps the answer of a question that is passed', () => {
    const play = summary().do({ kind: 'goto', field: 'eleve_nom' }).do({ kind: 'skip' });
    assert.deepEqual([play.at, play.answers.eleve_nom], ['resume', 'Martin Léa']);
  });

  it('leaves the optional block in one gesture, at its door or in its middle, and can enter it later', () => {
    assert.equal(pupil().say('non').at, 'resume');
    assert.equal(pupil().do({ kind: 'skip' }).at, 'resume');
    const play = pupil().say('oui').say('non', 'non', 'oui');
    assert.equal(play.at, 'pap');
    play.do({ kind: 'skipOptional' });
    assert.deepEqual([play.at, play.answers.ppre], ['resume', 'oui']);
    assert.equal(play.do({ kind: 'enterOptional' }).at, 'pap');
  });

  it('ignores the optional block’s buttons while required questions are open', () => {
    const play = new FormPlay(annexe1).say('1').do({ kind: 'skipOptional' }).do({ kind: 'enterOptional' });
    assert.deepEqual([play.at, play.state.skipped], ['ecole', []]);
  });

  it('shows the door again when another cas brings new optional questions', () => {
    const play = new FormPlay(annexe1)
      .say('2', 'Debussy', 'équipe', 'moi', 'aide', 'la classe', 'Bruit.')
      .do({ kind: 'done' })
      .do({ kind: 'skip' });
    play
      .do({ kind: 'skipOptional' })
      .do({ kind: 'goto', field: 'cas' })
      .say('élève', 'Martin Léa', '12/03/2019', 'CE1', 'moi', 'non', 'non');
    assert.equal(play.at, 'optionnel');
  });
});

describe('the form engine: long texts and several choices', () => {
  const atText = () => new FormPlay(annexe1).say('2', 'Debussy', 'équipe', 'moi', 'aide', 'la classe');

  it('adds several messages to one text until it is ended', () => {
    const play = atText().say('Premier.', ' Second. \n');
    assert.deepEqual([play.at, play.answers.difficultes], ['difficultes', 'Premier.\nSecond.']);
    assert.match(plain(play.prompt.understood), /16 caractères sur 4 000/);
    assert.equal(play.do({ kind: 'done' }).at, 'droit_commun');
  });

  it('refuses an addition that is too long with the counts, the text intact', () => {
    const play = atText().say('a'.repeat(3_990), 'b'.repeat(20));
    assert.match(plain(play.prompt.error), /20 caractères.*3 990.*4 000/);
    assert.equal(String(play.answers.difficultes).length, 3_990);
    assert.equal(play.say('c'.repeat(9)).prompt.error, undefined);
    assert.match(plain(atText().say('x'.repeat(100_000)).prompt.error), /100 000 caractères/);
    assert.equal(atText().say('é'.repeat(4_000)).prompt.error, undefined);
  });

  it('does not end an empty text, and empties one on « effacer »', () => {
    const play = atText().do({ kind: 'done' });
    assert.match(plain(play.prompt.error), /encore rien/);
    play.say('Premier.', 'effacer');
    assert.deepEqual([play.at, play.answers.difficultes], ['difficultes', undefined]);
  });

  it('hints once at a diagnosis and keeps the text', () => {
    const play = atText().say('Il est dyslexique.');
    assert.match(plain(play.prompt.hint), /Restez factuel/);
    assert.equal(play.answers.difficultes, 'Il est dyslexique.');
    assert.equal(play.say('Il se lève.').prompt.hint, undefined);
  });

  it('toggles choices by buttons until done, and takes a typed list at once', () => {
    const play = new FormPlay(annexe1).say('1', 'Debussy', 'Martin Léa', '12/03/2019');
    const press = (value: string) => play.do({ kind: 'answer', field: 'niveau', value });
    press('CE2');
    press('CE1');
    assert.deepEqual([play.at, play.prompt.current], ['niveau', ['CE1', 'CE2']]);
    press('CE2');
    assert.deepEqual(play.answers.niveau, ['CE1']);
    assert.equal(play.do({ kind: 'done' }).at, 'enseignant');
    play.do({ kind: 'goto', field: 'niveau' }).say('CP/CE1');
    assert.deepEqual([play.at, play.answers.niveau], ['enseignant', ['CP', 'CE1']]);
    play.do({ kind: 'goto', field: 'niveau' });
    press('CP');
    press('CE1');
    assert.equal(play.answers.niveau, undefined);
    assert.match(plain(play.do({ kind: 'done' }).prompt.error), /encore rien/);
  });
});

describe('describeAnswers and missingFields', () => {
  it('describes every field that applies, in the words people read', () => {
    const play = summary();
    const shown = Object.fromEntries(
      describeAnswers(annexe1, play.answers, play.context).map((one) => [one.field, plain(one.display)]),
    );
    assert.equal(shown.ecole, 'Ecole élémentaire publique Jules Ferry (Bihorel)');
    assert.equal(shown.naissance, '12 mars 2019');
    assert.equal(shown.niveau, 'CE1');
    assert.equal(shown.handicap, 'Non');
    assert.equal(shown.origine, 'Un enseignant, individuellement');
    assert.equal(shown.ppre, 'Non renseigné');
    assert.equal(shown.date_conseil, undefined);
    assert.equal(shown.reference, undefined);
  });

  it('knows what is missing, an école that has closed included', () => {
    const play = summary();
    const ids = (answers = play.answers) => missingFields(annexe1, answers, [], play.context).map((field) => field.id);
    assert.deepEqual(ids(), []);
    assert.deepEqual(ids({ ...play.answers, ecole: '0000000Z' }), ['ecole']);
    assert.deepEqual(ids({}), ['cas', 'ecole', 'origine', 'nature', 'difficultes', 'droit_commun']);
  });
});
