import assert from 'node:assert/strict';
import type { Demande, Intervention } from '../../../../src/core/demande/demande.ts';
import { effectsOf } from '../../../../src/core/demande/effects.ts';
import { analyseCard } from '../../../../src/core/view/analyse-card.ts';
import { dateChoices } from '../../../../src/core/view/date-choices.ts';
import { interventionCard } from '../../../../src/core/view/intervention-card.ts';
import {
  echangesSection,
  fixedSection,
  interventionsSection,
  nextRendezVous,
  rendezVousSection,
  sharedNotesSection,
} from '../../../../src/core/view/premiere-sections.ts';
import { demandeOf, NOW } from '../../../support/card-demande.ts';
import { USUAL } from '../../../support/card-words.ts';
import { COMMANDS, DemandePlay, LUC } from '../../../support/demande-play.ts';

const text = (value: object) => JSON.stringify(value).replaceAll('\u00a0', ' ');
const noted = (note: string, partagee: boolean): Intervention => ({
  acte: 'observation',
  membreId: 'm0',
  nom: 'Luc Perrin',
  date: '2026-03-10',
  avec: 'la directrice',
  note,
  partagee,
  le: '2026-03-10T10:00:00.000Z',
});
const demande: Demande = {
  ...demandeOf(USUAL),
  interventions: [noted('NOTE-PRIVEE', false), noted('NOTE-PARTAGEE', true), noted('', true)],
};

describe('what members note', () => {
  it('is read by the pôle with who may read it, and by the demandeur where it is shared alone', () => {
    assert.match(
      text(interventionsSection(demande)),
      /Observation en situation, le 10 mars 2026.*Luc Perrin, avec la directrice.*le pôle seulement.*NOTE-PRIVEE.*aussi par le demandeur.*NOTE-PARTAGEE/,
    );
    const shared = sharedNotesSection(demande);
    assert.equal(shared.lines.length, 1);
    assert.match(text(shared), /NOTE-PARTAGEE/);
  });

  it('goes out of the pôle in no notice, in no card of the channel, unless it is shared', () => {
    for (const partagee of [false, true]) {
      const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
      play.do('luc', { ...COMMANDS.noter_intervention, note: 'LA-NOTE', partagee });
      const last = play.events.at(-1);
      assert(last);
      const sent = text(effectsOf([last], play.demande));
      assert.equal(sent.includes('LA-NOTE'), partagee);
      const base = analyseCard({ demande: play.demande, now: NOW, cas: 1 });
      assert.doesNotMatch(text(base), /LA-NOTE/);
    }
  });
});

describe('rendez-vous and messages', () => {
  it('show what is fixed and to come, what waits for an answer, what did not suit', () => {
    const all = text(rendezVousSection({ ...demandeOf({ ...USUAL, many: 4 }) }, NOW));
    assert.match(all, /réponse attendue.*Rendez-vous fixé.*mardi 17 mars à 14 h.*Aucune date ne convenait/);
    const later = { today: '2026-03-17', time: '14:01' };
    assert.doesNotMatch(text(rendezVousSection(demande, later)), /Rendez-vous fixé/);
    assert.equal(nextRendezVous(demande, later), undefined);
    assert.doesNotMatch(text(fixedSection(demande, NOW)), /réponse attendue/);
  });

  it('offer a button for each date that is still to come, and one for none of them', () => {
    const buttons = (today: string) => text(dateChoices(demande, { today })).match(/"verb":"\w+"/g) ?? [];
    assert.deepEqual([buttons('2026-03-12').length, buttons('2026-03-19').length], [6, 4]);
    assert.equal(buttons('2027-01-01').join(), '"verb":"refuser_dates"');
  });

  it('stand in the member’s card, the latest message first', () => {
    const [one, two] = ['2026-03-10T10:00:00.000Z', '2026-03-11T10:00:00.000Z'].map((le, i) => ({
      de: 'demandeur' as const,
      nom: 'Claire Durand',
      texte: `MESSAGE-${i + 1}`,
      le,
    }));
    assert(one && two);
    const echanges = [one, two];
    assert.match(text(echangesSection({ echanges })), /MESSAGE-2.*MESSAGE-1/);
    const card = interventionCard({ demande: { ...demande, echanges }, now: NOW, membreId: 'm0', lines: [] });
    assert.match(text(card), /NOTE-PRIVEE.*Rendez-vous fixé.*MESSAGE-2.*MESSAGE-1/);
    assert.doesNotMatch(card.text, /MESSAGE|NOTE/);
  });
});
