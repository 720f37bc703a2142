import { formTexts } from '../texts.fr.ts';
import type { Asked } from './asked.ts';
import { isYesNo, OUI_NON } from './choice-words.ts';
import { choicesOf } from './fields.ts';
import { words } from './normalise.ts';
import { matchChoices, matchExact } from './parse-choice.ts';
import { parseDate } from './parse-date.ts';
import type { FieldDefinition } from './types.ts';

/** « Cela ressemble à un niveau de classe ; ici j’ai besoin de la date de naissance. », when another field fits. */
export function misplaced(field: FieldDefinition, text: string, asked: Asked): string | undefined {
  if (text.length > 300) return undefined;
  const resembled = resemblance(field, text, asked);
  return resembled === undefined ? undefined : formTexts.misplaced(resembled, neededOf(field, asked));
}

/** For a text that could be a name by its letters (« CP », « oui », « mars »), and is the answer to something else. */
export function notAName(field: FieldDefinition, text: string, asked: Asked): string | undefined {
  if (words(text).length > 3) return undefined;
  if (matchExact(text, OUI_NON) !== undefined)
    return formTexts.misplaced(formTexts.resembles.yesNo, neededOf(field, asked));
  const niveau = niveauField(field, text, asked, true);
  return niveau === undefined ? undefined : formTexts.misplaced(niveau, neededOf(field, asked));
}

function resemblance(field: FieldDefinition, text: string, asked: Asked): string | undefined {
  const { resembles } = formTexts;
  if (field.kind !== 'date' && isDate(text, asked)) return resembles.date;
  const yesNo = isYesNo(choicesOf(field, asked.answers, asked.context));
  if (!yesNo && matchExact(text, OUI_NON) !== undefined) return resembles.yesNo;
  const niveau = niveauField(field, text, asked, false);
  if (niveau !== undefined) return niveau;
  if (field.kind !== 'ecole' && isEcole(text, asked)) return resembles.ecole;
  return field.kind !== 'name' && isName(text) ? resembles.name : undefined;
}

function isDate(text: string, asked: Asked): boolean {
  const parsed = parseDate(text, asked.context.today, 'birth');
  return parsed.ok || parsed.looksLikeDate;
}

/** How another question of several choices is named, when the text answers it. */
function niveauField(field: FieldDefinition, text: string, asked: Asked, exact: boolean): string | undefined {
  const others = asked.def.fields.filter((other) => other.id !== field.id && other.kind === 'choices' && other.choices);
  return others.find((other) => {
    if (/^[\d\s.,;()]*$/.test(text)) return false;
    const choices = choicesOf(other, asked.answers, asked.context);
    if (!exact) return 'found' in matchChoices(text, choices);
    return choices.some((choice) => words(choice.label).join(' ') === words(text).join(' '));
  })?.named?.un;
}

function isEcole(text: string, asked: Asked): boolean {
  return asked.def.fields.some((field) => field.kind === 'ecole') && asked.context.ecoles.search(text, 1).sure;
}

/** Two to four words which all begin with a capital letter: « Martin Léa ». */
function isName(text: string): boolean {
  return /^\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+){1,3}$/u.test(text);
}

function neededOf(field: FieldDefinition, asked: Asked): string {
  if (isYesNo(choicesOf(field, asked.answers, asked.context))) return formTexts.needed.yesNo(field.label);
  return field.named?.de ?? formTexts.needed.answer(field.label);
}
