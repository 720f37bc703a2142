import type { Choice, Ecole, FormContext } from '../../src/core/form/types.ts';
import { createEcoleIndex } from '../../src/core/pole/ecole-search.ts';

type Row = [uai: string, nom: string, commune: string, codePostal: string, levels: 'm' | 'e' | 'me'];

/** Fictional schools of the north of Rouen, named as the public directory names them. */
const ROWS: Row[] = [
  ['0760001A', 'Ecole élémentaire publique Jules Ferry', 'Bihorel', '76420', 'e'],
  ['0760002B', 'Ecole maternelle publique Jules Ferry', 'Bihorel', '76420', 'm'],
  ['0760003C', 'Ecole primaire publique Larpin', 'Bihorel', '76420', 'me'],
  ['0760004D', 'Ecole élémentaire publique Jean Jaurès', 'Rouen', '76000', 'e'],
  ['0760005E', 'Ecole élémentaire publique Jean Jaurès', 'Sotteville-lès-Rouen', '76300', 'e'],
  ['0760006F', 'Ecole maternelle publique Achille Lefort', 'Rouen', '76000', 'm'],
  ['0760007G', 'Ecole élémentaire publique Debussy', 'Rouen', '76000', 'e'],
  ['0760008H', 'Ecole primaire', 'Isneauville', '76230', 'me'],
  ['0760009J', 'Groupe scolaire Saint-Exupéry', 'Bois-Guillaume', '76230', 'me'],
  ['0760010K', 'Ecole maternelle Les Clairières', 'Bois-Guillaume', '76230', 'm'],
  ['0760011L', 'Ecole élémentaire publique Sainte-Thérèse', 'Mont-Saint-Aignan', '76130', 'e'],
  ['0760012M', 'Ecole primaire publique Pierre et Marie Curie', 'Mont-Saint-Aignan', '76130', 'me'],
  ['0760013N', 'Ecole maternelle publique du Vivier', 'Mont-Saint-Aignan', '76130', 'm'],
  ['0760014P', 'Ecole élémentaire publique L’Œuvre-du-Cœur', 'Darnétal', '76160', 'e'],
  ['0760015R', 'Ecole maternelle publique Marcellin Berthelot', 'Rouen', '76000', 'm'],
  ['0760016S', 'Ecole élémentaire publique Marcellin Berthelot', 'Rouen', '76000', 'e'],
  ['0760017T', 'Ecole élémentaire publique Docteur Laurent', 'Fontaine-sous-Préaux', '76160', 'e'],
];

export const ECOLES: Ecole[] = ROWS.map(([uai, nom, commune, codePostal, levels]) => ({
  uai,
  nom,
  commune,
  circonscription: 'ROUEN-NORD',
  codePostal,
  maternelle: levels.includes('m'),
  elementaire: levels.includes('e'),
}));

const PROBLEMATIQUES: Choice[] = [
  { value: 'Comportement', label: 'Comportement' },
  { value: 'Langage oral et écrit', label: 'Langage oral et écrit' },
  { value: 'Attention', label: 'Attention' },
];

const MEMBRES: Choice[] = [
  { value: 'm-1', label: 'Claire Durand, psychologue scolaire' },
  { value: 'm-2', label: 'Paul Lemoine, conseiller pédagogique' },
  { value: 'm-3', label: 'Nadia Durand, enseignante spécialisée' },
];

/** Thursday 17 September 2026. */
export function formContext(changes: Partial<FormContext> = {}): FormContext {
  return {
    today: '2026-09-17',
    authorName: 'Claire Martin',
    ecoles: createEcoleIndex(ECOLES),
    options: { problematiques: PROBLEMATIQUES, membres: MEMBRES, collegues: MEMBRES },
    ...changes,
  };
}
