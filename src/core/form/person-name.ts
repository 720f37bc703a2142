import { formTexts } from '../texts.fr.ts';
import { cleanLine, countCharacters } from './clean-text.ts';
import { words } from './normalise.ts';
import type { Parsed } from './types.ts';

const NAME_MAX = 100;
const NAME_CHARACTER = /[\p{L}\p{M} '’ʼ‘.‐‑-]/u;
const REFERENCE_CHARACTER = /[\p{L}\p{M}\p{N} '’ʼ‘.,;:()/&°º+«»"_–—‐‑-]/u;

/** A person's name, of any script: 1 to 100 characters. */
export function parsePersonName(text: string): Parsed<string> {
  return parseName(text, NAME_CHARACTER, formTexts.name.refusedCharacter);
}

/** The référence of an école or a team: a name that may hold digits and usual punctuation. */
export function parseTeamReference(text: string): Parsed<string> {
  return parseName(text, REFERENCE_CHARACTER, formTexts.name.refusedInReference);
}

function parseName(text: string, allowed: RegExp, refusal: (character: string) => string): Parsed<string> {
  const name = cleanLine(text);
  const length = countCharacters(name);
  if (length > NAME_MAX) return { ok: false, error: formTexts.name.tooLong(length, NAME_MAX) };
  const refused = [...name].find((character) => !allowed.test(character));
  if (refused !== undefined) return { ok: false, error: refusal(refused) };
  if (!/\p{L}/u.test(name)) return { ok: false, error: formTexts.name.noLetter };
  return { ok: true, value: name };
}

const PARTICLES = new Set('de du des d la le les l van von der den el al ben bin da dos do di'.split(' '));

/**
 * « Martin Léa » gives « M. L. », « Jean-Baptiste de la Fontaine » gives « J.-B. F. »: four letters at most.
 * A name that is nothing but initials gives a dash, so that a name never shows whole.
 */
export function initials(name: string): string {
  const parts = cleanLine(name)
    .split(/[ .]+/)
    .map(initialsOfWord)
    .filter((part) => part.length > 0);
  const kept: string[] = [];
  let letters = 0;
  for (const part of parts) {
    const room = part.slice(0, 4 - letters);
    if (room.length > 0) kept.push(room.map((letter) => `${letter}.`).join('-'));
    letters += room.length;
  }
  const shown = kept.join(' ');
  return shown === '' || words(shown).join('') === words(name).join('') ? '–' : shown;
}

/** The first letters of a hyphenated word; none for a particle (« de », « la », the d of « d’Arc »). */
function initialsOfWord(word: string): string[] {
  const bare = word.replace(/^[dDlL]['’ʼ‘](?=\p{L})/u, '');
  if (PARTICLES.has(bare.toLowerCase())) return [];
  return bare.split(/[-‐‑]/).flatMap((part) => {
    const first = /\p{L}/u.exec(part)?.[0];
    return first === undefined ? [] : [[...first.toUpperCase()][0] ?? first];
  });
}
