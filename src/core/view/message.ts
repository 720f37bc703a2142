import type { Action } from '../action.ts';
import type { DocumentRef } from './document.ts';

/** What the bot says, before a channel renders it. */
export interface Message {
  /**
   * Plain text, complete on its own where there is no card; beside a card, its one-line summary
   * (it becomes the notification preview, so it never holds anything personal then).
   */
  text: string;
  card?: Card;
  /**
   * What it is about (a demande's id), in a place that others share: a channel with threads keeps what has the same
   * one together, under the first of them. Never shown.
   */
  thread?: string;
  /** Told because something happened, to someone who may be elsewhere: a channel must notify them of it. */
  unprompted?: true;
  /** Goes with the text, which says what it is; there is no card then. */
  document?: DocumentRef;
}

/** A message that has a card; `card` alone answers a click in place. */
export interface CardMessage extends Message {
  card: Card;
}

/** The card templates, one file each in cards/. */
export const TEMPLATES = [
  'message',
  'question',
  'formulaire',
  'resume',
  'mes-demandes',
  'liste',
  'suivi',
  'analyse',
  'dossier',
  'sollicitation',
  'intervention',
  'document',
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** A card by the name of its template and the data that is bound to it: strings, numbers, switches, and lists of them. */
export interface Card {
  template: TemplateName;
  data: CardData;
}
export type CardData = { [key: string]: CardValue };
export type CardValue = string | number | boolean | CardData | CardData[];

/** One button. Its action becomes the `data` of the bound card, what is absent left out; `v` and `version` stay numbers. */
export interface Button {
  title: string;
  action: Action;
  style?: 'default' | 'positive' | 'destructive';
}

/** What an action is answered with at once, in the place where it was clicked. */
export type Answer =
  | { kind: 'none' }
  /** Replaces the card for the one who clicked. */
  | { kind: 'card'; card: Card }
  /** A short sentence shown to the one who clicked; the card stays. */
  | { kind: 'notice'; text: string };
