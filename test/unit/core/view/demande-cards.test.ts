import assert from 'node:assert/strict';
import type { Demande, Sollicitation } from '../../../../src/core/demande/demande.ts';
import { describeAnswers } from '../../../../src/core/form/engine.ts';
import { FORMS } from '../../../../src/core/form/forms.ts';
import { analyseCard } from '../../../../src/core/view/analyse-card.ts';
import { action } from '../../../../src/core/view/buttons.ts';
import { dossierCard } from '../../../../src/core/view/dossier-card.ts';
import { interventionCard } from '../../../../src/core/view/intervention-card.ts';
import type { CardMessage } from '../../../../src/core/view/message.ts';
import { sollicitationCard } from '../../../../src/core/view/sollicitation-card.ts';
import { suiviCard } from '../../../../src/core/view/suivi-card.ts';
import { contextOf, demandeOf, NOW } from '../../../support/card-demande.ts';
import { LARGEST, USUAL } from '../../../support/card-words.ts';

const demande: Demande = {
  ...demandeOf({ ...USUAL, nom: 'NOM-D-ADULTE' }),
  annexe: { ...demandeOf(USUAL).annexe, eleve_nom: 'NOM-ELEVE', difficultes: 'DIFFICULTES' },
  notes: [{ texte: 'NOTE-PRIVEE', par: { id: '1', nom: 'A' }, le: '2026-03-12T09:00:00Z' }],
  complements: [{ question: 'QUESTION', par: { id: '1', nom: 'A' }, le: '2026-03-12T09:00:00Z' }],
};
const lines = describeAnswers(FORMS.annexe1, demande.annexe, contextOf(USUAL));
const summary = { demande, now: NOW, cas: 1 as const, initiales: 'L. M.', niveau: 'CE1' };
const all = ({ card, text }: CardMessage) => `${text} ${JSON.stringify(card.data)}`;
const form = (id: 'qualification' | 'prise-attache' | 'refus') => ({
  form: FORMS[id],
  title: 'Ouvrir',
  submit: { title: 'Valider', action: action('qualifier') },
  context: contextOf(USUAL),
});

describe('the base card of the restricted channel', () => {
  it('has nothing of the dossier in it', () => {
    assert.doesNotMatch(all(analyseCard(summary)), /NOM-ELEVE|DIFFICULTES|NOTE-PRIVEE|QUESTION|2016/);
  });

  it('offers to take a demande into analysis only while it is not taken', () => {
    assert.doesNotMatch(all(analyseCard(summary)), /prendre_en_analyse/);
    assert.match(all(analyseCard({ ...summary, demande: { ...demande, etat: 'envoyee' } })), /prendre_en_analyse/);
  });

  it('flags in words a member whom the bot could not reach', () => {
    assert.match(all(analyseCard(summary)), /À prévenir autrement.*NOM-D-ADULTE n’a pas reçu le message/);
  });
});

describe('the dossier of an analyst', () => {
  it('holds every text of the largest demande, over its pages', () => {
    const largest = demandeOf(LARGEST);
    const given = {
      demande: largest,
      now: NOW,
      lines: describeAnswers(FORMS.annexe1, largest.annexe, contextOf(LARGEST)),
    };
    const texts: string[] = [];
    for (let page = 1; page < 60; page++) {
      const { data } = dossierCard({ ...given, historique: [], forms: [form('qualification')], page }).card;
      for (const { lines: shown } of data.sections as { lines: { text: string }[] }[])
        texts.push(...shown.map(({ text }) => text));
      if (!JSON.stringify(data.pageRows).includes('Page suivante')) break;
    }
    const read = texts.map((text) => text.replace(/^\n/, '')).join('');
    const copies = read.split(LARGEST.texte).length - 1;
    // 4 long answers, 6 complements twice, 6 notes, 1 message, 6 prises d’attache, 6 réponses with one note, 1 réorientation.
    assert.equal(copies, 4 + 12 + 6 + 1 + 6 + 7 + 1);
  });

  it('names the inputs of each form after the form', () => {
    const { data } = dossierCard({
      demande,
      now: NOW,
      lines,
      historique: [],
      forms: [form('qualification'), form('refus')],
      page: 9,
    }).card;
    const ids = [...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(
      ids.filter((id) => !/^(qualification|refus)\./.test(id ?? '')),
      [],
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('opens on the form that has something to correct', () => {
    const rejected = { note: { value: 'x', error: 'Trop long.' } };
    const given = {
      demande: demandeOf(LARGEST),
      now: NOW,
      lines,
      historique: [],
      forms: [{ ...form('qualification'), rejected }],
    };
    assert.match(JSON.stringify(dossierCard(given).card.data.open), /Trop long/);
  });

  it('closes back to the base card', () => {
    assert.match(all(dossierCard({ demande, now: NOW, lines, historique: [], forms: [] })), /voir_base/);
  });
});

describe('the cards of others', () => {
  it('never show the private notes of the équipe restreinte', () => {
    const given = { demande, now: NOW, membreId: 'm0', lines, forms: [form('prise-attache')] };
    const intervention = [1, 2].map((page) => interventionCard({ ...given, page }));
    const suivi = suiviCard({ demande, etatEnClair: 'Lue', historique: [{ quand: 'hier', texte: 'Lue.' }] });
    assert.match(intervention.map(all).join(), /NOM-ELEVE.*DIFFICULTES/);
    for (const card of [...intervention, suivi]) assert.doesNotMatch(all(card), /NOTE-PRIVEE/);
  });

  it('tell in their notification the number and nothing of the pupil', () => {
    const { text } = interventionCard({ demande, now: NOW, membreId: 'm0', lines });
    assert.equal(text, 'Dossier de votre intervention sur la demande 2026-0042');
  });
});

describe('the card of a member who is asked', () => {
  const card = (etat: Sollicitation['etat'], demandeEtat: Demande['etat'] = 'membres_sollicites') =>
    all(
      sollicitationCard({
        ...summary,
        demande: { ...demande, etat: demandeEtat },
        sollicitation: { ...(demande.sollicitations[0] as Sollicitation), etat },
        refus: form('refus'),
      }),
    );

  it('asks to accept or to decline while an answer is awaited', () => {
    assert.match(card('en_attente'), /"verb":"accepter".*refus\.motif.*"verb":"voir_intervention"/);
  });

  it('says what was answered, and asks nothing more', () => {
    assert.match(card('acceptee'), /Vous avez accepté/);
    assert.match(card('declinee'), /Vous avez décliné/);
    for (const etat of ['acceptee', 'declinee'] as const)
      assert.doesNotMatch(card(etat), /"verb":"accepter"|refus\.motif/);
    assert.match(card('acceptee'), /"verb":"voir_intervention"/);
    assert.doesNotMatch(card('declinee'), /"verb":"voir_intervention"/);
  });

  it('says that the demande has ended', () => {
    assert.match(card('en_attente', 'retiree'), /Vous n’avez plus rien à faire/);
    assert.doesNotMatch(card('en_attente', 'retiree'), /"verb":"accepter"/);
  });

  it('shows nothing of the pupil but the initials', () => {
    assert.doesNotMatch(card('en_attente'), /NOM-ELEVE|DIFFICULTES|NOTE-PRIVEE/);
  });
});

describe('the card by which a demandeur follows a demande', () => {
  it('asks for a precision before it tells what happened', () => {
    const { data } = suiviCard({
      demande,
      etatEnClair: 'Lue',
      historique: [{ quand: 'hier', texte: 'Lue.' }],
      complement: 'Depuis quand ?',
      forms: [{ ...form('refus'), open: true }],
    }).card;
    assert.match(JSON.stringify(data.questions), /Depuis quand/);
    assert.doesNotMatch(JSON.stringify(data.sections), /Depuis quand/);
    assert.match(JSON.stringify(data.sections), /hier/);
  });
});
