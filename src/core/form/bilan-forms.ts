import { bilanTexts } from '../texts.fr.ts';
import { choice } from './annexe1-rules.ts';
import { OUI_NON } from './choice-words.ts';
import { formatDate } from './format-date.ts';
import { shortForm } from './short-forms.ts';
import type { Answers, FieldDefinition, FieldValue, FormContext, Verdict } from './types.ts';

const t = bilanTexts.formulaires;

function notPast(value: FieldValue, _answers: Answers, { today }: FormContext): Verdict {
  return String(value) < today ? { error: t.dejaPassee(formatDate(String(value))) } : {};
}

/** What is asked of both sides. */
const AVIS: FieldDefinition[] = [
  {
    id: 'effet',
    kind: 'choice',
    ...t.effet,
    choices: () => [
      choice('net_progres', bilanTexts.effets.net_progres, ['beaucoup mieux', 'nettement mieux', 'bien mieux']),
      choice('progres', bilanTexts.effets.progres, ['mieux', 'un peu mieux', 'en progres', 'ca va mieux']),
      choice('stable', bilanTexts.effets.stable, ['pareil', 'rien de change', 'pas de changement', 'identique']),
      choice('difficile', bilanTexts.effets.difficile, ['moins bien', 'pire', 'c est pire']),
      choice('trop_tot', bilanTexts.effets.trop_tot, ['trop tot', 'je ne sais pas encore']),
    ],
  },
  {
    id: 'suite',
    kind: 'choice',
    ...t.suite,
    choices: () => [
      choice('continuer', bilanTexts.suites.continuer, ['continuer', 'poursuivre', 'on continue']),
      choice('renouveler', bilanTexts.suites.renouveler, ['renouveler', 'reprendre', 'recommencer l analyse']),
      choice('clore', bilanTexts.suites.clore, ['clore', 'terminer', 'arreter', 'fin', 'fini']),
    ],
  },
];

export const bilanDate = shortForm('bilan-date', t.titreDate, [
  { id: 'date', kind: 'date', ...t.date, dateUse: 'coming', check: notPast },
]);

export const bilanAvis = shortForm('bilan-avis', t.titreAvis, [
  ...AVIS,
  { id: 'texte', kind: 'long', ...t.texteDemandeur, maySkip: true },
]);

export const bilanPole = shortForm('bilan-pole', t.titrePole, [
  ...AVIS,
  { id: 'texte', kind: 'long', ...t.textePole, maySkip: true },
  {
    id: 'partagee',
    kind: 'choice',
    ...t.partagee,
    choices: () => OUI_NON,
  },
]);

export const poursuite = shortForm('poursuite', t.titrePoursuite, [
  { id: 'note', kind: 'long', ...t.motAuDemandeur, maySkip: true },
]);

export const renouvellement = shortForm('renouvellement', t.titreRenouvellement, [
  { id: 'note', kind: 'long', ...t.motAuDemandeur, maySkip: true },
]);

export const cloture = shortForm('cloture', t.titreCloture, [
  {
    id: 'motif',
    kind: 'choice',
    ...t.motifCloture,
    choices: () => [
      choice('objectif', bilanTexts.cloture.objectif, ['objectif atteint', 'atteint', 'reussi']),
      choice('relais', bilanTexts.cloture.relais, ['relais', 'autre dispositif', 'autre structure']),
      choice('plus_lieu', bilanTexts.cloture.plus_lieu, ['plus besoin', 'sans objet', 'depart de l eleve', 'depart']),
      choice('sans_effet', bilanTexts.cloture.sans_effet, ['sans effet', 'rien de plus a proposer']),
      choice('autre', bilanTexts.cloture.autre, ['autre raison', 'une autre raison']),
    ],
  },
  { id: 'texte', kind: 'long', ...t.motCloture },
]);

export const reouverture = shortForm('reouverture', t.titreReouverture, [
  { id: 'motif', kind: 'text', ...t.motifReouverture },
]);
