import { formulaires } from '../texts.fr.ts';
import type { Choice } from './types.ts';

const OUI =
  'o|ouais|oui oui|yes|y|ok|bien sur|tout a fait|affirmatif|exact|exactement|effectivement|en effet|d accord|absolument|evidemment|vrai';
const NON = 'n|nan|nn|no|non non|pas du tout|aucun|aucune|aucunement|jamais|negatif|pas encore|pas|faux|rien|neant';

const OUI_CHOICE: Choice = { value: 'oui', label: formulaires.oui, synonyms: OUI.split('|') };
const NON_CHOICE: Choice = { value: 'non', label: formulaires.non, synonyms: NON.split('|') };
const EN_COURS: Choice = {
  value: 'en_cours',
  label: formulaires.enCours,
  synonyms: [
    'encours',
    'en preparation',
    'en projet',
    'en cours de redaction',
    'ca vient',
    'bientot',
    'prevu',
    'demande',
  ],
};

export const OUI_NON: Choice[] = [OUI_CHOICE, NON_CHOICE];
export const OUI_EN_COURS_NON: Choice[] = [OUI_CHOICE, EN_COURS, NON_CHOICE];

/** True for the choices of a question that is answered by yes or no. */
export function isYesNo(choices: Choice[]): boolean {
  return choices.includes(OUI_CHOICE);
}
