import type { EcoleRecord } from '../../src/app/ports/directory-admin.ts';
import { ecole } from '../support/pole.ts';

/** Écoles of one town; the first five are where the teachers of the measures work. */
const NOMS = [
  ...['Jules Ferry', 'Jean Moulin', 'Pauline Kergomard', 'Marie Curie', 'Les Tilleuls', 'Jean Jaurès', 'Louis Pergaud'],
  ...['Victor Hugo', 'Jacques Prévert', 'La Fontaine', 'Anne Frank', 'Les Marronniers', 'Louise Michel', 'Paul Bert'],
  ...['Saint-Exupéry', 'Marcel Pagnol', 'Claude Debussy', 'Jean de Brunhoff', 'Simone Veil', 'Henri Matisse'],
];
const SYLLABES = ['bru', 'mel', 'cor', 'tan', 'lir', 'vos', 'dan', 'gue', 'por', 'sal', 'niv', 'hau', 'rem', 'fay'];
const FINS = ['ville', 'court', 'mont', 'bec', 'tot', 'val'];

export const ECOLES_BY_COMMUNE = NOMS.length;

/** Invented and pronounceable, another one for each number. */
export function communeOf(i: number): string {
  const [a, b, c] = [i % 14, Math.floor(i / 14) % 14, Math.floor(i / 196) % 14];
  const name = `${SYLLABES[a]}${SYLLABES[b]}${c > 0 ? SYLLABES[c] : ''}${FINS[i % FINS.length]}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The écoles of one town, which is one circonscription here. */
export function ecolesOfCommune(commune: number): EcoleRecord[] {
  return NOMS.map((nom, i) => ({
    ...ecole(`C${commune}`, `${String(commune * NOMS.length + i).padStart(7, '0')}A`),
    nom: `Ecole élémentaire publique ${nom}`,
    commune: communeOf(commune),
  }));
}

/** As a teacher types the name of their école. */
export function ecoleTyped(teacher: number, communes: number): string {
  return `${NOMS[teacher % 5]} ${communeOf(teacher % communes)}`.toLowerCase();
}
