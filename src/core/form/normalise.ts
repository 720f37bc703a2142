/**
 * Comparable text: lower case, no accents, ligatures spelt out, everything that is neither a letter nor a digit
 * turned into one space. « L’École d'Été » gives `l ecole d ete`. For comparing only, never for showing.
 */
export function normalise(text: string): string {
  return (
    text
      .toLowerCase()
      // NFKD also spells out full-width digits, superscripts and the odd spaces of phones.
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/œ/g, 'oe')
      .replace(/æ/g, 'ae')
      .replace(/ß/g, 'ss')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** The words of a text, normalised; empty for a text without letter or digit. */
export function words(text: string): string[] {
  const normalised = normalise(text);
  return normalised === '' ? [] : normalised.split(' ');
}
