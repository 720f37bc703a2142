import { correctionTexts } from '../texts.fr.ts';
import { shortForm } from './short-forms.ts';

const t = correctionTexts.formulaires;

export const passage = shortForm('passage', t.titrePassage, [
  { id: 'motif', kind: 'text', ...t.motifPassage },
  { id: 'collegue', kind: 'choice', ...t.collegue, optionsFrom: 'collegues', maySkip: true },
]);

export const referent = shortForm('referent', t.titreReferent, [
  { id: 'membre', kind: 'choice', ...t.referent, optionsFrom: 'intervenants' },
]);

export const ecoleCorrigee = shortForm('ecole-corrigee', t.titreEcole, [{ id: 'ecole', kind: 'ecole', ...t.ecole }]);

export const fusion = shortForm('fusion', t.titreFusion, [
  { id: 'demande', kind: 'choice', ...t.demande, optionsFrom: 'demandes' },
]);
