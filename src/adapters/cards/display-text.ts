/**
 * A person's words, made to show literally in a card. Invisible characters are put in, so it is only for what is
 * shown: never for an input's value or a button's data, which come back.
 */

const ZERO_WIDTH_SPACE = '\u200b';
const HAIR_SPACE = '\u200a';
const MODIFIER_GRAVE = '\u02cb';

/** Marks that turn the direction of what follows: they would reorder the words around them. */
const BIDI_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Clients run `{{DATE(…)}}` and `{{TIME(…)}}` wherever they show text. */
const DOUBLE_BRACE = /\{(?=\{)/g;

export function displayText(text: string): string {
  return text.replace(BIDI_MARKS, '').replace(DOUBLE_BRACE, `{${ZERO_WIDTH_SPACE}`);
}

/**
 * As `displayText`, where a client may read Markdown besides (the titles of choices). A backslash would show in
 * those that do not, so what Markdown would act on is kept from its effect by characters that nobody sees.
 */
export function displayLabel(text: string): string {
  return displayText(text)
    .replace(/`/g, MODIFIER_GRAVE)
    .replace(/~(?=~)/g, `~${ZERO_WIDTH_SPACE}`)
    .replace(/[\\<&](?=\S)/g, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/\](?=[([:])/g, `]${ZERO_WIDTH_SPACE}`)
    .replace(/[*_]+(?=\S)/g, emphasisKept)
    .replace(/^(?=\s*(?:[#>+\-=*_|]|\d+[.)]))/gm, ZERO_WIDTH_SPACE);
}

/** An emphasis opens only before a character that is no space: a hair space after each mark keeps it from it. */
const emphasisKept = (marks: string) => [...marks].map((mark) => `${mark}${HAIR_SPACE}`).join('');
