import { normalise, words } from './normalise.ts';

const CAPITALISED = "\\p{Lu}(?:[\\p{Ll}\\p{M}]+|(?:[\\p{Lu}\\p{M}]{2,}))(?:['’-]\\p{L}+)*";

/** « la famille X », « les parents de X », « M. X », « Mme X ». */
const TITLED = new RegExp(
  `(?<![\\p{L}])(?:[Ll]a famille|[Ll]es parents d[e’']|[Mm]onsieur|[Mm]adame|M\\.|MM\\.|Mr\\.?|Mme|Mmes|Mlle)\\s*(${CAPITALISED}(?:\\s${CAPITALISED})?)`,
  'gu',
);

/** « les Martin »: a family's name takes no s, a people's does (« les Anglais »). */
const PLURAL = /(?<![\p{L}])[Ll]es\s(\p{Lu}\p{Ll}{2,})(?![\p{L}])/gu;

/** First name and surname in the middle of a sentence. */
const FULL_NAME = /(?<![.!?:;«»\n-]\s*)(?<=[\p{Ll},]\s)(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}[\p{L}’'-]+)/gu;

/** Someone so called beside a name is a colleague or a partner, who may be named. */
const COLLEAGUE =
  /\b(?:direct(?:eur|rice)|enseignant\w*|maitre\w*|psycholog\w*|psyen|aesh|avs|atsem|infirmier\w*|medecin|docteur|orthophonist\w*|assistante? social\w*|conseill\w*|cpc|erun|rased|referent\w*|educat(?:eur|rice)\w*|ergotherap\w*|psychomotric\w*|collegue|inspect\w*|ien|animat\w*|remplacant\w*)\b/;

/** Words after which capitals name a place, a book or a method. */
const PLACE_BEFORE =
  /(?:ecoles?|college|lycee|groupe|scolaire|rue|avenue|place|maternelle|elementaire|primaire|centre|association|hopital|clinique|methode|album|livre|manuel|fichier|ville|quartier|parc|musee|bibliotheque|mediatheque|gymnase|stade|theatre|cmpp|cmp|camsp|sessad|itep|ime|iem|ies|institut|a|au|aux|en|vers|dispositif|programme|logiciel|application)$/;

const NOT_FAMILIES = new Set('alphas incollables cigales sceaux restos orientales'.split(' '));

/** True when a text seems to name another family or another person than those it may name. */
export function namesSomeoneElse(text: string, known: string[]): boolean {
  const knownWords = new Set(known.flatMap((name) => words(name)));
  const isKnown = (name: string) => words(name).some((word) => word.length > 1 && knownWords.has(word));
  return (
    [...text.matchAll(TITLED)].some((match) => !isKnown(match[1] ?? '') && !isColleague(text, match)) ||
    [...text.matchAll(PLURAL)].some((match) => isFamily(match[1] ?? '') && !isKnown(match[1] ?? '')) ||
    [...text.matchAll(FULL_NAME)].some(
      (match) => !isKnown(match[1] ?? '') && !isPlace(text, match) && !isColleague(text, match),
    )
  );
}

function isFamily(name: string): boolean {
  return !/[sx]$/i.test(name) && !NOT_FAMILIES.has(normalise(name));
}

/** The few words before and after a name, in its own sentence. */
function isColleague(text: string, match: RegExpExecArray): boolean {
  const before =
    text
      .slice(Math.max(0, match.index - 40), match.index)
      .split(/[.!?\n]/)
      .at(-1) ?? '';
  const end = match.index + match[0].length;
  const after = text.slice(end, end + 40).split(/[.!?\n]/)[0] ?? '';
  return COLLEAGUE.test(normalise(before)) || COLLEAGUE.test(normalise(after));
}

function isPlace(text: string, match: RegExpExecArray): boolean {
  const before = normalise(text.slice(Math.max(0, match.index - 40), match.index)).replace(
    / (?:de|du|d|la|le|l|des)$/g,
    '',
  );
  return PLACE_BEFORE.test(` ${before}`.replace(/^.* /, ''));
}
