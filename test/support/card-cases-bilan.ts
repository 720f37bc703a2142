import type { CardPlace } from '../../src/app/demande/acts/act.ts';
import { ACTS, actsInOrder, type FormAction } from '../../src/app/demande/acts/acts.ts';
import type { Bilan, Demande } from '../../src/core/demande/demande.ts';
import { describeAnswers } from '../../src/core/form/engine.ts';
import { FORMS, type FormId } from '../../src/core/form/forms.ts';
import { actionTexts, correctionTexts, demandeTexts } from '../../src/core/texts.fr.ts';
import { bilanSections } from '../../src/core/view/bilan-sections.ts';
import { action } from '../../src/core/view/buttons.ts';
import type { CardForm } from '../../src/core/view/card-form.ts';
import { dossierCard } from '../../src/core/view/dossier-card.ts';
import { filled } from '../../src/core/view/dossier-sections.ts';
import { interventionCard } from '../../src/core/view/intervention-card.ts';
import type { CardMessage } from '../../src/core/view/message.ts';
import { sollicitationCard } from '../../src/core/view/sollicitation-card.ts';
import { suiviCard } from '../../src/core/view/suivi-card.ts';
import { contextOf, DEMANDE_ID, demandeOf, NOW } from './card-demande.ts';
import type { CardWords } from './card-words.ts';

const at = (day: number) => `2026-06-${String(day).padStart(2, '0')}T09:42:00.000Z`;

function bilanOf({ nom, texte }: CardWords, more: Partial<Bilan> = {}): Bilan {
  return {
    date: '2026-06-12',
    cycle: 2,
    avisDemandeur: { effet: 'progres', suite: 'continuer', texte, le: at(12) },
    avisMembres: [
      { membreId: 'm0', nom, effet: 'net_progres', suite: 'clore', texte, partagee: true, le: at(12) },
      { membreId: 'm3', nom, effet: 'trop_tot', suite: 'renouveler', texte, partagee: false, le: at(12) },
    ],
    ...more,
  };
}

function withBilan(words: CardWords): Demande {
  const par = { id: 'identite-1', nom: words.nom };
  const issue = { suite: 'renouveler' as const, mot: words.ligne, par, le: at(1) };
  return {
    ...demandeOf(words),
    etat: 'bilan',
    cycle: 2,
    interventions: [],
    bilan: bilanOf(words),
    bilansPasses: [bilanOf({ ...words, texte: words.ligne }, { cycle: 1, issue })],
    absorbees: [{ demandeId: DEMANDE_ID, numero: '2026-0007', demandeur: par }],
  };
}

type Listed = readonly [FormId, FormAction][];
const BILAN: Listed = [
  ['bilan-date', 'fixer_bilan'],
  ['poursuite', 'poursuivre'],
  ['renouvellement', 'renouveler'],
  ['cloture', 'clore'],
  ['referent', 'changer_referent'],
];
const OF_MEMBRE: Listed = [['bilan-pole', 'noter_bilan'], ...BILAN, ['passage', 'passer_la_main']];
const OF_TEAM: Listed = [...BILAN, ['ecole-corrigee', 'corriger_ecole'], ['fusion', 'fusionner']];

/** More than a card can hold: they are a menu. No state offers as many to one person. */
const menuOf = (place: CardPlace): Listed =>
  actsInOrder('bilan')
    .filter((name) => ACTS[name].places.includes(place))
    .map((name) => [ACTS[name].form, name]);

function forms(words: CardWords, of: Listed): CardForm[] {
  const context = contextOf(words);
  const demandes = [{ value: DEMANDE_ID, label: correctionTexts.memeEleve(words.ligne) }];
  const intervenants = context.options.membres ?? [];
  return of.map(([id, name]) => {
    const { ouvrir, valider } = actionTexts[name];
    const submit = { title: valider, action: action(name, { demandeId: DEMANDE_ID, version: 12 }) };
    const options = { ...context.options, demandes, intervenants };
    return {
      form: FORMS[id],
      title: ouvrir,
      submit,
      context: { ...context, options },
    };
  });
}

/** The bilan and what is put right, in every card that shows them. */
export function bilanCases(words: CardWords): { [name: string]: CardMessage } {
  const demande = withBilan(words);
  const lines = describeAnswers(FORMS.annexe1, demande.annexe, contextOf(words)).slice(0, 3);
  const undo = [{ title: correctionTexts.annuler, action: action('annuler_acte', { demandeId: DEMANDE_ID }) }];
  const joined: Demande = { ...demande, etat: 'close', fusion: { demandeId: DEMANDE_ID, numero: '2026-0043' } };
  const closed: Demande = {
    ...demande,
    etat: 'close',
    cloture: { motif: 'Objectif atteint', texte: words.texte, par: demande.demandeur, le: at(13) },
  };
  const suivi = (of: Demande) =>
    suiviCard({
      demande: of,
      etatEnClair: demandeTexts.etatsDemandeur[of.etat],
      historique: [],
      sections: filled(bilanSections(of, 'demandeur')),
      forms: of.etat === 'bilan' ? forms(words, [['bilan-avis', 'donner_avis']]) : [],
      buttons: undo,
    });
  return {
    'bilan-dossier': dossierCard({
      now: NOW,
      demande,
      lines,
      historique: [],
      forms: forms(words, OF_TEAM),
      buttons: undo,
    }),
    'bilan-dossier-agir': dossierCard({
      now: NOW,
      demande,
      lines,
      historique: [],
      forms: forms(words, OF_TEAM),
      page: 99,
    }),
    'bilan-dossier-menu': dossierCard({
      now: NOW,
      demande,
      lines,
      historique: [],
      forms: forms(words, menuOf('dossier')),
      page: 99,
    }),
    'bilan-intervention-menu': interventionCard({
      now: NOW,
      demande,
      membreId: 'm0',
      lines,
      forms: forms(words, menuOf('intervention')),
      page: 99,
    }),
    'bilan-dossier-joint': dossierCard({ now: NOW, demande: joined, lines, historique: [], forms: [] }),
    'bilan-intervention': interventionCard({
      now: NOW,
      demande,
      membreId: 'm0',
      lines,
      forms: forms(words, OF_MEMBRE),
      undo,
    }),
    'bilan-suivi': suivi(demande),
    'bilan-suivi-clos': suivi(closed),
    'bilan-sollicitation-jointe': sollicitationCard({
      now: NOW,
      demande: joined,
      cas: 1,
      initiales: 'L. M.',
      niveau: 'CE1',
      sollicitation: demande.sollicitations[0]!,
    }),
  };
}
