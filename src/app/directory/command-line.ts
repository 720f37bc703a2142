import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';

export type PoleCommand =
  | { name: 'aide' }
  | { name: 'etat' }
  | { name: 'tchap-etat' }
  | { name: 'cles-generer' }
  | { name: 'configurer'; file: string; dryRun: boolean }
  | { name: 'importer-ecoles'; file: string; dryRun: boolean; circonscription?: string }
  | { name: 'importer-vacances'; file: string; dryRun: boolean; circonscription?: string }
  | {
      name: 'importer-membres' | 'importer-partenaires';
      file: string;
      dryRun: boolean;
      complete: boolean;
      circonscription?: string;
    };

export type ParsedCommandLine = { ok: true; command: PoleCommand } | { ok: false; sentence: string };

const { usage } = poleCommandTexts;

/** The options each command knows, beside --help. */
const OPTIONS = new Map<string, string[]>([
  ['aide', []],
  ['etat', []],
  ['tchap-etat', []],
  ['cles', []],
  ['configurer', ['essai']],
  ['importer-ecoles', ['essai', 'circonscription']],
  ['importer-vacances', ['essai', 'circonscription']],
  ['importer-membres', ['essai', 'complet', 'circonscription']],
  ['importer-partenaires', ['essai', 'complet', 'circonscription']],
]);

/** Reads the words after `npm run pole --`; accents and case in names do not count. */
export function parseCommandLine(words: string[]): ParsedCommandLine {
  const split = splitOptions(words);
  if ('sentence' in split) return { ok: false, sentence: split.sentence };
  const [first, ...rest] = split.positionals;
  if (first === undefined || split.options.has('help')) return { ok: true, command: { name: 'aide' } };
  const name = dashed(first);
  const known = OPTIONS.get(name);
  if (known === undefined) return { ok: false, sentence: usage.unknownCommand(first) };
  const stranger = [...split.options.keys()].find((option) => !known.includes(option));
  if (stranger !== undefined) return { ok: false, sentence: usage.unknownOption(split.options.get(stranger)!.written) };
  return build(name, rest, split.options);
}

type Options = Map<string, { written: string; value: string }>;

function dashed(word: string): string {
  return normalise(word).replaceAll(' ', '-');
}

function splitOptions(words: string[]): { positionals: string[]; options: Options } | { sentence: string } {
  const positionals: string[] = [];
  const options: Options = new Map();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { positionals: [...positionals, ...rest], options };
    if (!/^-./.test(word)) {
      positionals.push(word);
      continue;
    }
    const [written = '', ...given] = word.split('=');
    const name = optionName(written);
    const value = name === 'circonscription' && given.length === 0 ? rest.shift() : given.join('=');
    if (name === 'circonscription' && !value) return { sentence: usage.missingCode };
    options.set(name, { written, value: value ?? '' });
  }
  return { positionals, options };
}

function optionName(written: string): string {
  const name = dashed(written);
  return ['h', 'help', 'aide'].includes(name) ? 'help' : name;
}

function build(name: string, rest: string[], options: Options): ParsedCommandLine {
  if (name === 'aide') return { ok: true, command: { name } };
  if (name === 'etat' || name === 'tchap-etat') return nothingMore(rest, { name });
  if (name === 'cles') return buildKeys(rest);
  const [file, ...more] = rest;
  if (file === undefined) return { ok: false, sentence: usage.missingFile(name) };
  const dryRun = options.has('essai');
  const code = options.get('circonscription')?.value;
  const circonscription = code === undefined ? {} : { circonscription: code };
  if (name === 'configurer') return nothingMore(more, { name, file, dryRun });
  if (name === 'importer-ecoles' || name === 'importer-vacances')
    return nothingMore(more, { name, file, dryRun, ...circonscription });
  const complete = options.has('complet');
  const imported = name === 'importer-membres' ? name : 'importer-partenaires';
  return nothingMore(more, { name: imported, file, dryRun, complete, ...circonscription });
}

function buildKeys(rest: string[]): ParsedCommandLine {
  const [verb, ...more] = rest;
  if (verb === undefined || dashed(verb) !== 'generer') return { ok: false, sentence: usage.keys };
  return nothingMore(more, { name: 'cles-generer' });
}

function nothingMore(rest: string[], command: PoleCommand): ParsedCommandLine {
  return rest[0] === undefined ? { ok: true, command } : { ok: false, sentence: usage.tooMany(rest[0]) };
}
