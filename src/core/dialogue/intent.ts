import { normalise, words } from '../form/normalise.ts';
import { dialogueTexts, intentWords } from '../texts.fr.ts';

/** What a typed message asks for, when it is not the answer to the current question. */
export type Intent =
  | { kind: Exclude<IntentName, 'nouvelle' | 'mes_dossiers' | 'resume_semaine'> }
  | { kind: 'mes_dossiers' }
  | { kind: 'resume_semaine' }
  | { kind: 'nouvelle'; cas?: 'eleve' | 'equipe' }
  | { kind: 'corriger'; target: string }
  | { kind: 'canal_analyse'; code: string }
  /** The days as typed, without accents; empty when none are said. */
  | { kind: 'absence'; dates: string }
  | { kind: 'retour_absence' }
  | { kind: 'annuler_absence' }
  | Numbered
  /** `mots` as typed, for the person alone; empty when they said nothing to look for. */
  | { kind: 'chercher'; mots: string }
  | { kind: 'question'; answer: string | undefined };

/** « dossier 2026-0042 », « demande 42 »: that number, of the current school year when none is said. */
export interface Numbered {
  kind: 'dossier';
  annee?: number;
  rang: number;
  /** How they call it: an analyst's « dossier » is the whole dossier, their own « demande » its suivi. */
  mot: 'dossier' | 'demande';
}

export type IntentName = keyof typeof intentWords.exact;

/** Longer than that, a message is something told to us, not a command. */
const LONGEST_COMMAND = 80;
const LONGEST_QUESTION = 160;

/** @returns undefined when the message is no command: an answer, or something not understood */
export function parseIntent(text: string): Intent | undefined {
  const said = normalise(text);
  if (said.length > LONGEST_QUESTION) return undefined;
  if (text.trim() === '?') return { kind: 'aide' };
  if (said.length <= LONGEST_COMMAND) {
    const command = commandIn(text, said) ?? absence(said) ?? parseKnownQuestion(text) ?? newDemande(said);
    if (command !== undefined) return command;
  }
  return question(said, text.trim().endsWith('?'));
}

/**
 * What may interrupt an answer: a whole message that is a command, or a question that is surely one of ours.
 * @param ownWords a text of their own is asked, which a search begins too much alike
 */
export function parseInterruption(text: string, ownWords = false): Intent | undefined {
  const said = normalise(text);
  if (said.length > LONGEST_COMMAND) return parseKnownQuestion(text);
  const command = commandIn(text, said) ?? parseKnownQuestion(text);
  const observed = command?.kind === 'chercher' && ownWords && !intentWords.chercherAPart.test(text);
  return observed ? undefined : command;
}

function commandIn(text: string, said: string): Intent | undefined {
  const { avant, apres, verbe } = intentWords.politesse;
  const bare = said.replace(apres, '').replace(avant, '');
  const asked = bare.replace(verbe, '');
  return exactIntent(said) ?? prefixedIntent(said) ?? exactIntent(asked) ?? numbered(asked) ?? search(text, bare);
}

function numbered(said: string): Numbered | undefined {
  const [, mot, annee, rang] = intentWords.numero.exec(said) ?? [];
  if (mot === undefined || rang === undefined) return undefined;
  return {
    kind: 'dossier',
    mot: mot === 'demande' ? 'demande' : 'dossier',
    rang: Number(rang),
    ...(annee === undefined ? {} : { annee: Number(annee) }),
  };
}

/** The words are compared without accents, but shown again as they were typed. */
function search(text: string, said: string): Intent | undefined {
  const [found, mots = ''] = intentWords.chercher.exec(said) ?? [];
  if (found === undefined || intentWords.chercheDeLAide.test(mots)) return undefined;
  return { kind: 'chercher', mots: typedWords(text, mots) };
}

function typedWords(text: string, mots: string): string {
  const typed = text.trim().split(/\s+/);
  const at = typed.findIndex((_, index) => normalise(typed.slice(index).join(' ')) === mots);
  return at < 0
    ? mots
    : typed
        .slice(at)
        .join(' ')
        .replace(/^[^\p{L}\p{N}]+/u, '');
}

function parseKnownQuestion(text: string): Intent | undefined {
  if (!text.trim().endsWith('?') || text.length > LONGEST_QUESTION) return undefined;
  const asked = question(normalise(text), true);
  return asked?.kind === 'question' && asked.answer !== undefined ? asked : undefined;
}

const EXACT = new Map<string, IntentName>(
  Object.entries(intentWords.exact).flatMap(([name, forms]) =>
    forms.map((form): [string, IntentName] => [form, name as IntentName]),
  ),
);

function exactIntent(said: string): Intent | undefined {
  const kind = EXACT.get(said);
  return kind === undefined ? undefined : { kind };
}

function prefixedIntent(said: string): Intent | undefined {
  const correct = intentWords.corriger.exec(said);
  if (correct) return { kind: 'corriger', target: (correct[1] ?? '').trim() };
  const canal = intentWords.canal.exec(said);
  return canal ? { kind: 'canal_analyse', code: (canal[1] ?? '').trim() } : undefined;
}

/** Never in the middle of a form, where the same words may be the answer. */
function absence(said: string): Intent | undefined {
  if (intentWords.annulerAbsence.test(said)) return { kind: 'annuler_absence' };
  if (intentWords.retourAbsence.test(said)) return { kind: 'retour_absence' };
  const [found, dates = ''] = intentWords.absence.exec(said) ?? [];
  return found === undefined ? undefined : { kind: 'absence', dates };
}

function newDemande(said: string): Intent | undefined {
  if (!intentWords.demande.test(said)) return undefined;
  if (intentWords.pourEleve.test(said)) return { kind: 'nouvelle', cas: 'eleve' };
  return intentWords.pourEquipe.test(said) ? { kind: 'nouvelle', cas: 'equipe' } : { kind: 'nouvelle' };
}

function question(said: string, marked: boolean): Intent | undefined {
  if (!marked && !intentWords.interrogatif.test(said)) return undefined;
  const all = new Set(words(said));
  const known = dialogueTexts.questions.find((q) => q.mots.every((group) => group.some((word) => all.has(word))));
  return known !== undefined || marked ? { kind: 'question', answer: known?.reponse } : undefined;
}
