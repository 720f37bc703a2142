import { formTexts } from '../texts.fr.ts';
import type { Asked, ParsedAnswer } from './asked.ts';
import { cleanLine, cleanText, countCharacters, hasNoWord } from './clean-text.ts';
import { choicesOf } from './fields.ts';
import { misplaced, notAName } from './misplaced.ts';
import { type Matched, matchChoice, matchChoices, matchExact } from './parse-choice.ts';
import { parseCreneaux } from './parse-creneaux.ts';
import { parseDate } from './parse-date.ts';
import { parseEcole } from './parse-ecole.ts';
import { parsePersonName, parseTeamReference } from './person-name.ts';
import type { Choice, FieldDefinition, FieldValue } from './types.ts';

const LONG_MAX = 4000;
const TEXT_MAX = 500;
/** No answer is longer: beyond, a text is refused before it is looked at. */
const RAW_MAX = 20_000;

/** Reads one answer, typed or from a card; `field` with its variant. The only way a value enters a form. */
export function parseAnswer(field: FieldDefinition, raw: string, asked: Asked): ParsedAnswer {
  const max = maxLength(field);
  if (raw.length > RAW_MAX) return { ok: false, error: formTexts.tooLong(countCharacters(raw), max) };
  const text = cleanText(raw);
  if (text === '') return { ok: false, error: formTexts.empty };
  if (hasNoWord(text)) return { ok: false, error: formTexts.noWord };
  const parsed = parseKind(field, text, asked);
  if (!parsed.ok) return parsed;
  const verdict = field.check?.(parsed.value, asked.answers, asked.context);
  if (verdict?.error !== undefined) return { ok: false, error: verdict.error };
  return verdict?.warning === undefined ? parsed : { ...parsed, warning: verdict.warning };
}

export function maxLength(field: FieldDefinition): number {
  if (field.kind === 'name') return 100;
  return field.maxLength ?? (field.kind === 'long' ? LONG_MAX : TEXT_MAX);
}

function parseKind(field: FieldDefinition, text: string, asked: Asked): ParsedAnswer {
  const choices = choicesOf(field, asked.answers, asked.context);
  switch (field.kind) {
    case 'long':
    case 'text':
      return parseText(field, text);
    case 'name':
      return parseNameField(field, text, asked);
    case 'date': {
      const parsed = parseDate(text, asked.context.today, field.dateUse ?? 'meeting');
      return parsed.ok
        ? parsed
        : { ok: false, error: misplacedUnless(parsed.looksLikeDate, field, text, asked) ?? parsed.error };
    }
    case 'creneaux':
      return parseCreneaux(text, asked.context);
    case 'choice':
      return parseChosen(matchChoice(text, choices), field, text, asked, (found) => found[0]?.value ?? '');
    case 'choices':
      return parseChosen(matchChoices(text, choices), field, text, asked, (found) =>
        found.map((choice) => choice.value),
      );
    case 'ecole': {
      const parsed = parseEcole(field, text, asked);
      return parsed.ok || parsed.proposals
        ? parsed
        : { ok: false, error: misplaced(field, text, asked) ?? parsed.error };
    }
  }
}

function misplacedUnless(meant: boolean, field: FieldDefinition, text: string, asked: Asked): string | undefined {
  return meant ? undefined : misplaced(field, text, asked);
}

function parseText(field: FieldDefinition, text: string): ParsedAnswer {
  const value = field.kind === 'long' ? text : cleanLine(text);
  const length = countCharacters(value);
  return length > maxLength(field)
    ? { ok: false, error: formTexts.tooLong(length, maxLength(field)) }
    : { ok: true, value };
}

function parseNameField(field: FieldDefinition, text: string, asked: Asked): ParsedAnswer {
  const suggestion = field.suggestion?.(asked.answers, asked.context);
  const taken = suggestion === undefined ? undefined : matchExact(text, [suggestion]);
  if (suggestion !== undefined && taken !== undefined) return { ok: true, value: suggestion.value };
  if (field.reference) return parseTeamReference(text);
  const parsed = parsePersonName(text);
  const other = parsed.ok ? notAName(field, text, asked) : misplaced(field, text, asked);
  return other === undefined ? parsed : { ok: false, error: other };
}

function parseChosen(
  matched: Matched,
  field: FieldDefinition,
  text: string,
  asked: Asked,
  read: (found: Choice[]) => FieldValue,
): ParsedAnswer {
  if ('found' in matched) return { ok: true, value: read(matched.found) };
  if ('ambiguous' in matched) return { ok: false, error: formTexts.choice.ambiguous(matched.ambiguous.map(labelOf)) };
  const elsewhere = misplaced(field, text, asked);
  if (elsewhere !== undefined) return { ok: false, error: elsewhere };
  const labels = choicesOf(field, asked.answers, asked.context).map(labelOf);
  return { ok: false, error: formTexts.choice.unknown(labels, field.optional === true || field.maySkip === true) };
}

function labelOf(choice: Choice): string {
  return choice.label;
}
