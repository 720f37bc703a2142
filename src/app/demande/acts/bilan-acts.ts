import type { Avis } from '../../../core/demande/demande.ts';
import type { Answers } from '../../../core/form/types.ts';
import { type Act, choiceInWords, type Filled, text } from './act.ts';

/** The bilan, and how a demande goes on or ends after it. */
export const BILAN_ACTS = {
  fixer_bilan: {
    form: 'bilan-date',
    places: ['intervention', 'dossier'],
    preset: ({ bilan }): Answers => (bilan === undefined ? {} : { date: bilan.date }),
    command: (filled) => ({ type: 'fixer_bilan', date: text(filled, 'date') }),
  },
  donner_avis: {
    form: 'bilan-avis',
    places: ['suivi'],
    inNotice: true,
    preset: ({ bilan }) => presetAvis(bilan?.avisDemandeur),
    command: (filled) => ({ type: 'donner_avis', ...avis(filled) }),
  },
  noter_bilan: {
    form: 'bilan-pole',
    places: ['intervention'],
    inNotice: true,
    command: (filled) => ({ type: 'noter_bilan', ...avis(filled), partagee: text(filled, 'partagee') === 'oui' }),
  },
  poursuivre: {
    form: 'poursuite',
    places: ['intervention', 'dossier'],
    command: (filled) => ({ type: 'poursuivre', note: text(filled, 'note') }),
  },
  renouveler: {
    form: 'renouvellement',
    places: ['intervention', 'dossier'],
    command: (filled) => ({ type: 'renouveler', note: text(filled, 'note') }),
  },
  clore: {
    form: 'cloture',
    places: ['intervention', 'dossier'],
    command: (filled) => ({ type: 'clore', motif: choiceInWords(filled, 'motif'), texte: text(filled, 'texte') }),
  },
  rouvrir: {
    form: 'reouverture',
    places: ['dossier'],
    command: (filled) => ({ type: 'rouvrir', motif: text(filled, 'motif') }),
  },
} as const satisfies { [action: string]: Act };

function avis(filled: Filled): Avis {
  return { effet: text(filled, 'effet'), suite: text(filled, 'suite'), texte: text(filled, 'texte') };
}

function presetAvis(given: Avis | undefined): Answers {
  if (given === undefined) return {};
  const { effet, suite, texte } = given;
  return { effet, suite, ...(texte === '' ? {} : { texte }) };
}
