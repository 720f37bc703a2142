import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

const require = createRequire(import.meta.url);

/** Given with the program: a server has no font of its own. */
export const FONTS = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

/** Those that the library lays out whatever follows what; it fails on some sequences of the scripts of Asia and Africa. */
const SURE = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Common}\p{sc=Inherited}]/u;
export const REPLACEMENT = '\ufffd';
const RUN_OF_REPLACEMENTS = new RegExp(`${REPLACEMENT}+`, 'g');
/** What joins, varies or orders characters, and is nothing by itself. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;

/**
 * Makes a person's text one that both fonts can show, line breaks kept: what they lack becomes one replacement
 * character, the rest stays.
 */
export function createShownText(): (text: string) => string {
  const fonts = [FONTS.plain, FONTS.bold].map((path) => openSync(path) as Font);
  const known = new Map<string, string>();
  const shown = (character: string): string => {
    const code = character.codePointAt(0)!;
    if (character === '\n') return character;
    if (character === '\t') return ' ';
    if (INVISIBLE.test(character)) return '';
    return SURE.test(character) && fonts.every((font) => font.hasGlyphForCodePoint(code)) ? character : REPLACEMENT;
  };
  return (text) => {
    const characters = [...text.normalize('NFC').replace(/\r\n?|[\u2028\u2029]/g, '\n')];
    const kept = characters.map((character) => {
      const one = known.get(character) ?? shown(character);
      known.set(character, one);
      return one;
    });
    // A picture or a word made of several characters is missed once.
    return kept.join('').replace(RUN_OF_REPLACEMENTS, REPLACEMENT);
  };
}
