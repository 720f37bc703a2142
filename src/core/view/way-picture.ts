import type { Etat } from '../demande/demande.ts';
import { type SentEtat, wayInWords } from './way-steps.ts';

/** Where the pictures that this server serves can be shown, and as what; a channel may have none. */
export interface Pictures {
  /** An address, or a path of the page that shows them; without a slash at its end. */
  base: string;
  type: 'svg' | 'png';
}

/** The way as a card shows it: a picture with its words, or the words alone. */
export interface WayShown {
  url?: string;
  words: string;
}

/** The path under which the pictures are served. */
export const PICTURES_PATH = '/annexe-2';

/** @returns undefined for a draft, which is nowhere on the way */
export function wayShown(etat: Etat, pictures: Pictures | undefined): WayShown | undefined {
  if (etat === 'brouillon') return undefined;
  const words = wayInWords(etat);
  return pictures === undefined ? { words } : { words, url: `${pictures.base}/${pictureName(etat, pictures.type)}` };
}

export function pictureName(etat: SentEtat, type: Pictures['type']): string {
  return `${etat}.${type}`;
}
