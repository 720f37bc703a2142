import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attentesOf, isLate } from '../../../../src/core/demande/attentes.ts';
import type { Command } from '../../../../src/core/demande/decide.ts';
import type { Demande } from '../../../../src/core/demande/demande.ts';
import { nextRappels, type Rappel } from '../../../../src/core/demande/echeances.ts';
import { rappelNotice } from '../../../../src/core/demande/rappel-notice.ts';
import { ENDED } from '../../../../src/core/demande/transitions.ts';
import { parisDay } from '../../../../src/core/form/format-date.ts';
import { isSchoolDay, nextWorkingInstant, schoolDaysBetween } from '../../../../src/core/pole/school-calendar.ts';
import { type ActorName, COMMANDS, DemandePlay, INES, LUC, SECRETS } from '../../../support/demande-play.ts';
import { REGLES, SCHOOL_YEAR } from '../../../support/school-year.ts';

/** The plays begin on Thursday 1 October 2026. */
const TODAY = '2026-10-01';

const ECHANGE: Command = {
  ...COMMANDS.proposer_reponse,
  formation: undefined as never,
  genre: 'mutualisation',
  collegue: { membreId: 'm-max', nom: 'Max Henry' },
};

const awaited = (demande: Demande) =>
  attentesOf(demande, REGLES, TODAY).map((one) =>
    [one.etape, one.qui === 'membre' ? one.membreId : one.qui, one.limite].join(' '),
  );

/** Sends what is next, as the system does, each at its time. */
function sendNext(play: DemandePlay, cle: string): Rappel | undefined {
  const rappel = nextRappels(play.demande, REGLES, TODAY).find((one) => one.cle === cle);
  if (rappel === undefined) return undefined;
  const { attente, rang, a, due } = rappel;
  play.now = () => due;
  return play.do('systeme', { type: 'rappeler', cle, etape: attente.etape, a, rang }) && rappel;
}

describe('what is awaited', () => {
  it('is the reading of a demande, then what follows, of the équipe restreinte', () => {
    assert.deepEqual(awaited(new DemandePlay().demande), ['lecture equipe 2026-10-05']);
    assert.deepEqual(awaited(new DemandePlay().taken().demande), ['analyse equipe 2026-10-06']);
  });

  it('is the complément of the demandeur', () => {
    const play = new DemandePlay().taken().do('ana', COMMANDS.demander_complement);
    assert.deepEqual(awaited(play.demande), ['complement demandeur 2026-10-06']);
  });

  it('is the answer of each member who was asked, and the équipe’s turn when none can be reached', () => {
    const play = new DemandePlay().taken().asked(LUC, INES);
    assert.deepEqual(awaited(play.demande), ['reponse m-luc 2026-10-06', 'reponse m-ines 2026-10-06']);
    play.do('ines', COMMANDS.decliner).do('systeme', COMMANDS.signaler_injoignable);
    assert.deepEqual(awaited(play.demande), ['analyse equipe 2026-10-06']);
  });

  it('is the first contact of each member who accepted, then news of the référent', () => {
    const play = new DemandePlay().taken().asked(LUC, INES).do('luc', COMMANDS.accepter);
    const suite = 'suite m-luc 2026-11-19';
    assert.deepEqual(awaited(play.demande), ['reponse m-ines 2026-10-06', 'prise_attache m-luc 2026-10-08', suite]);
    play.do('luc', COMMANDS.noter_intervention).do('ines', COMMANDS.accepter);
    assert.deepEqual(awaited(play.demande), ['prise_attache m-ines 2026-10-08', suite]);
  });

  it('is the choice of a date, until the dates are past', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter).do('luc', COMMANDS.proposer_dates);
    assert.ok(awaited(play.demande).includes('rendez_vous demandeur 2026-10-06'));
    const later = attentesOf(play.demande, REGLES, '2026-10-14');
    assert.ok(!later.some(({ etape }) => etape === 'rendez_vous'));
    play.do('claire', COMMANDS.choisir_date);
    assert.ok(!awaited(play.demande).some((one) => one.startsWith('rendez_vous')));
  });

  it('is the bilan on its day, of the référent and of the demandeur, each until they gave theirs', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter).do('luc', COMMANDS.fixer_bilan);
    assert.deepEqual(awaited(play.demande).slice(1), ['bilan m-luc 2026-12-01', 'avis demandeur 2026-12-01']);
    play.do('claire', COMMANDS.donner_avis).do('luc', COMMANDS.noter_bilan);
    assert.deepEqual(awaited(play.demande), ['suite m-luc 2027-01-19'], 'nothing planned is silence before its day');
  });

  it('is the answer of a colleague who is asked for an échange, until they answer or cannot be reached', () => {
    const asked = () =>
      new DemandePlay()
        .taken()
        .asked(LUC)
        .do('luc', COMMANDS.accepter)
        .do('luc', COMMANDS.noter_intervention)
        .do('luc', ECHANGE);
    const wait = (play: DemandePlay) => awaited(play.demande).filter((one) => one.startsWith('echange'));
    assert.deepEqual(wait(asked()), ['echange m-max 2026-10-06']);
    assert.deepEqual(wait(asked().do('luc', COMMANDS.fixer_bilan)), ['echange m-max 2026-10-06']);
    const unreached = { type: 'signaler_injoignable', membreId: 'm-max', echange: true } as const;
    const answers: [ActorName, Command][] = [
      ['max', { ...COMMANDS.accepter_echange, rang: 1 }],
      ['max', { ...COMMANDS.decliner_echange, rang: 1 }],
      ['luc', COMMANDS.abandonner_reponse],
      ['systeme', unreached],
    ];
    for (const [who, answer] of answers) assert.deepEqual(wait(asked().do(who, answer)), [], answer.type);
    const again = asked().do('systeme', unreached);
    assert.deepEqual(again.try('systeme', unreached), { ok: true, events: [] }, 'told once');
    assert.equal(
      again.do('max', { ...COMMANDS.accepter_echange, rang: 1 }).demande.reponses[0]?.collegue?.etat,
      'accepte',
    );
  });

  it('is late after its last day', () => {
    const [lecture] = attentesOf(new DemandePlay().demande, REGLES, TODAY);
    assert.deepEqual(
      ['2026-10-05', '2026-10-06'].map((today) => isLate(lecture!, today)),
      [false, true],
    );
  });
});

describe('reminders', () => {
  const series = (play: DemandePlay, cle: string) => {
    const sent: string[] = [];
    for (let next = sendNext(play, cle); next && sent.length < 9; next = sendNext(play, cle)) {
      sent.push(`${next.rang} ${next.a} ${parisDay(next.due)}`);
    }
    return sent;
  };
  const cleOf = (play: DemandePlay, etape: string) =>
    nextRappels(play.demande, REGLES, TODAY).find(({ attente }) => attente.etape === etape)!.cle;

  it('are two, then the équipe restreinte is told, once', () => {
    const play = new DemandePlay().taken().asked(LUC);
    assert.deepEqual(series(play, cleOf(play, 'reponse')), [
      '1 membre 2026-10-08',
      '2 membre 2026-10-13',
      '3 equipe 2026-11-02',
    ]);
  });

  it('of a colleague are two as well, with their answer at hand; then the équipe restreinte reads their name', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter).do('luc', ECHANGE);
    const [first] = nextRappels(play.demande, REGLES, TODAY).filter(({ attente }) => attente.etape === 'echange');
    const notice = rappelNotice(first!, play.demande, []);
    assert.deepEqual(notice.membreIds, ['m-max']);
    assert.deepEqual(
      notice.buttons.map(({ action }) => action.action),
      ['accepter_echange', 'voir_base'],
    );
    const inVain = rappelNotice({ ...first!, rang: 3, a: 'equipe' }, play.demande, []);
    assert.match(inVain.paragraphs[0]!, /échange d’expérience \(Max Henry\)/);
    assert.deepEqual(series(play, first!.cle), ['1 membre 2026-10-08', '2 membre 2026-10-13', '3 equipe 2026-11-02']);
    play.do('luc', COMMANDS.fixer_bilan);
    assert.ok(!nextRappels(play.demande, REGLES, TODAY).some(({ attente }) => attente.etape === 'echange'));
  });

  it('of the équipe restreinte itself end with the IEN', () => {
    const play = new DemandePlay();
    assert.deepEqual(series(play, cleOf(play, 'lecture')), [
      '1 equipe 2026-10-06',
      '2 equipe 2026-10-12',
      '3 pilote 2026-10-16',
    ]);
  });

  it('begin anew for news of the référent each time that something has happened', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const silence = cleOf(play, 'suite');
    assert.equal(series(play, silence).length, 3);
    play.now = () => '2027-01-05T09:00:00.000Z';
    play.do('luc', COMMANDS.noter_intervention);
    assert.notEqual(cleOf(play, 'suite'), silence);
    assert.equal(series(play, cleOf(play, 'suite')).length, 3);
  });

  it('say who is awaited, what, and what can be done, and nothing of the pupil', () => {
    const play = new DemandePlay().taken().asked(LUC, INES).do('luc', COMMANDS.accepter);
    play.do('luc', COMMANDS.proposer_dates).do('luc', COMMANDS.fixer_bilan);
    const plays = [new DemandePlay(), new DemandePlay().taken(), play];
    plays.push(new DemandePlay().taken().do('ana', COMMANDS.demander_complement));
    const told = plays.flatMap(({ demande }) =>
      nextRappels(demande, REGLES, TODAY).flatMap((rappel) =>
        [rappel, escalated(rappel)].map((one) => ({ one, demande })),
      ),
    );
    assert.equal(told.length, 2 * 8);
    for (const { one, demande } of told) {
      const notice = rappelNotice(one, demande, ['m-ien']);
      assert.match(notice.paragraphs[0]!, /^\p{Lu}.*[.?]$/u);
      assert.ok(notice.buttons.length > 0);
      assert.ok(!SECRETS.some((secret) => JSON.stringify(notice).includes(secret)));
      const inVain = one.rang === 3 && one.attente.qui === 'membre';
      if (inVain) assert.match(notice.paragraphs[0]!, /Luc Besnard|Inès Colas/);
    }
  });
  const escalated = (rappel: Rappel): Rappel => ({
    ...rappel,
    rang: 3,
    a: rappel.attente.qui === 'equipe' ? 'pilote' : 'equipe',
  });

  it('fall in working hours, later and later, three at most, whenever they are sent', () => {
    const late = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(late, (delays) => {
        const play = new DemandePlay().taken().asked(LUC);
        const cle = cleOf(play, 'reponse');
        const days: string[] = [];
        for (const minutes of delays) {
          const next = nextRappels(play.demande, REGLES, TODAY).find((one) => one.cle === cle);
          if (next === undefined) break;
          assert.equal(nextWorkingInstant(SCHOOL_YEAR, next.due), next.due);
          const sentAt = nextWorkingInstant(
            SCHOOL_YEAR,
            new Date(Date.parse(next.due) + minutes * 60_000).toISOString(),
          );
          play.now = () => sentAt;
          play.do('systeme', { type: 'rappeler', cle, etape: 'reponse', a: next.a, rang: next.rang });
          days.push(parisDay(sentAt));
        }
        assert.equal(days.length, 3);
        for (const [index, day] of days.entries()) {
          assert.ok(isSchoolDay(SCHOOL_YEAR, day));
          if (index > 0) assert.ok(schoolDaysBetween(SCHOOL_YEAR, days[index - 1]!, day) >= 3);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('await nobody once a demande has ended', () => {
    const play = new DemandePlay().taken().do('ana', COMMANDS.reorienter);
    assert.ok(ENDED.includes(play.demande.etat));
    assert.deepEqual(nextRappels(play.demande, REGLES, TODAY), []);
  });
});
