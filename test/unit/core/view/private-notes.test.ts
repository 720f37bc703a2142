import assert from 'node:assert/strict';
import type { Demande, Intervention } from '../../../../src/core/demande/demande.ts';
import { effectsOf } from '../../../../src/core/demande/effects.ts';
import { analyseCard } from '../../../../src/core/view/analyse-card.ts';
import { bilanSections } from '../../../../src/core/view/bilan-sections.ts';
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
import { reponsesForDemandeur, reponsesSection } from '../../../../src/core/view/reponse-sections.ts';
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

const { formation: _, ...PROPOSED } = COMMANDS.proposer_reponse;
/** Luc has intervened and proposed an answer. */
function inSeconde(): DemandePlay {
  const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
  return play.do('luc', COMMANDS.noter_intervention).do('luc', PROPOSED);
}

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
      for (const noting of [
        { ...COMMANDS.noter_intervention, note: 'LA-NOTE', partagee },
        { ...COMMANDS.realiser_reponse, note: 'LA-NOTE', partagee },
        { ...COMMANDS.noter_bilan, texte: 'LA-NOTE', partagee },
      ]) {
        const { events, demande: noted } = inSeconde().do('luc', COMMANDS.fixer_bilan).do('luc', noting);
        const sent = text(effectsOf(events.slice(-1), noted));
        assert.equal(sent.includes('LA-NOTE'), partagee, noting.type);
        const followed = [sharedNotesSection(noted), reponsesForDemandeur(noted), ...bilanSections(noted, 'demandeur')];
        assert.equal(text(followed).includes('LA-NOTE'), partagee, noting.type);
        const base = analyseCard({ demande: noted, now: NOW, cas: 1 });
        assert.doesNotMatch(text(base), /LA-NOTE/);
      }
    }
  });

  it('names no colleague to the demandeur before they accept, nor why an answer was given up', () => {
    const collegue = { membreId: 'm-max', nom: 'Max Henry' };
    const play = inSeconde().do('luc', { ...PROPOSED, genre: 'mutualisation', libelle: 'Échange', collegue });
    const followed = () => text(reponsesForDemandeur(play.demande));
    assert.doesNotMatch(followed(), /Max Henry/);
    play.do('max', COMMANDS.accepter_echange);
    assert.match(followed(), /Max Henry/);
    play.do('luc', { ...COMMANDS.abandonner_reponse, rang: 2, motif: 'LE-MOTIF' });
    assert.doesNotMatch(followed(), /LE-MOTIF/);
    assert.match(text(reponsesSection(play.demande)), /LE-MOTIF/);
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
