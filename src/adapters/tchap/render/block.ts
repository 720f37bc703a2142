import { cardTexts } from '../../../core/texts.fr.ts';

/** A label and its words; either may be empty. Texts are as shown, not yet escaped. */
export interface Line {
  label: string;
  text: string;
  /** Said beside the point: where one is, how to answer. */
  quiet: boolean;
}

/** What a message is made of, from top to bottom. */
export type Block =
  /** `part`: the title of a part, whose words follow it closely. */
  | { kind: 'title'; text: string; part: boolean }
  | { kind: 'lines'; lines: Line[] }
  /** Somebody's words, of any length, under their label. */
  | { kind: 'quote'; label: string; text: string }
  /** Numbered from `first`; a part of a list that went over several messages is not `whole`. */
  | { kind: 'list'; items: string[]; first: number; whole: boolean };

/** « Nom : » as a name and what joins it to its text. */
export function labelParts(label: string): { name: string; joint: string } {
  const [, name = label, joint = ''] = /^(.*?)(\s*[:–]|)$/su.exec(label) ?? [];
  return { name, joint };
}

/** The label of a text's second part: « Difficultés (suite) : ». */
export function continuedLabel(label: string): string {
  if (label === '') return '';
  const { name, joint } = labelParts(label);
  return `${cardTexts.suite(name)}${joint}`;
}
