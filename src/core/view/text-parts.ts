import { cardTexts } from '../texts.fr.ts';
import type { CardData } from './message.ts';

/** A text that may be absent, as templates bind it: a list of none or one, so that no condition is evaluated. */
export function optionalText(text: string | undefined): CardData[] {
  return text ? [{ text }] : [];
}

/** A label and a person's words; long words start on their own line. */
export interface Line {
  label: string;
  text: string;
}

export interface Section {
  title: string;
  lines: Line[];
}

const LONG = 60;

export function lineData({ label, text }: Line): CardData {
  const apart = text.length > LONG || text.includes('\n');
  return { label: label === '' ? '' : cardTexts.deuxPoints(label), text: apart && label !== '' ? `\n${text}` : text };
}

export function sectionData(section: Section): CardData {
  return { title: section.title, lines: section.lines.map(lineData) };
}

/** Something said apart: the label says in words what the colour says too. */
export interface Notice {
  label: string;
  text: string;
  style: 'default' | 'emphasis' | 'good' | 'warning' | 'attention' | 'accent';
}

export function noticeData(notice: Notice): CardData {
  return { label: notice.label, text: notice.text, style: notice.style };
}

/** The beginning of a text, cut between words and never inside a character, and where the rest begins. */
export function cutText(text: string, max: number): { head: string; rest: string } {
  if (text.length <= max) return { head: text, rest: '' };
  const space = Math.max(text.lastIndexOf(' ', max), text.lastIndexOf('\n', max));
  let end = space > max / 2 ? space : max;
  const code = text.charCodeAt(end - 1);
  if (code >= 0xd800 && code <= 0xdbff) end -= 1;
  return { head: text.slice(0, end), rest: text.slice(end) };
}
