import { formTexts } from '../texts.fr.ts';
import type { Asked, ParsedAnswer } from './asked.ts';
import { displayEcole } from './display-answer.ts';
import { normalise } from './normalise.ts';
import { matchChoice, matchExact } from './parse-choice.ts';
import type { Choice, FieldDefinition } from './types.ts';

const PROPOSED = 6;
/** So few écoles in all are listed at once: nobody has to guess a name. */
const LISTED = 15;
const YES = /^(?:oui|o|ouais|ok|exact|c est ca|c est bien ca|celle ci|celle la|la meme|toujours la meme)$/;
const NONE = /^(?:non|aucune?|aucune des \d+|pas celle (?:ci|la)|autre|une autre|aucune de celles? (?:ci|la))$/;

/** An école by its UAI, its number among those proposed, or its name and town; proposals when that does not decide. */
export function parseEcole(field: FieldDefinition, text: string, asked: Asked): ParsedAnswer {
  const { ecoles } = asked.context;
  const offered = ecoleChoices(field, asked);
  const typed = normalise(text.slice(0, 300));
  const only = offered.length === 1 ? offered[0] : undefined;
  if (only !== undefined && YES.test(typed)) return { ok: true, value: only.value };
  if (NONE.test(typed)) return { ok: false, error: formTexts.ecole.noneOfThem, proposals: [] };
  const chosen = chosenAmong(text, offered, asked.proposals !== undefined);
  if (chosen !== undefined) return { ok: true, value: chosen };
  const { matches, sure } = ecoles.search(text.slice(0, 300), PROPOSED);
  const best = matches[0];
  if (best === undefined) return { ok: false, error: formTexts.ecole.unknown };
  if (sure) return { ok: true, value: best.uai };
  return {
    ok: false,
    error: matches.length === 1 ? formTexts.ecole.isItThisOne : formTexts.ecole.several,
    proposals: matches.map((ecole) => ecole.uai),
  };
}

/** The schools offered: those proposed, else the one of the last demande, else all when they are few. */
export function ecoleChoices(field: FieldDefinition, asked: Asked): Choice[] {
  const { ecoles } = asked.context;
  if (asked.proposals !== undefined) {
    return asked.proposals
      .map((uai) => ecoles.byUai(uai))
      .filter((ecole) => ecole !== undefined)
      .map((ecole) => ({ value: ecole.uai, label: displayEcole(ecole) }));
  }
  const suggestion = field.suggestion?.(asked.answers, asked.context);
  if (suggestion !== undefined && ecoles.byUai(suggestion.value) !== undefined) return [suggestion];
  return ecoles.allIfFew(LISTED).map((ecole) => ({ value: ecole.uai, label: displayEcole(ecole) }));
}

/** A number, a label or a UAI among those offered; « la maternelle » too among several just proposed. */
function chosenAmong(text: string, offered: Choice[], justProposed: boolean): string | undefined {
  const isNumber = /^\D{0,3}\d{1,2}\D{0,2}$/.test(text.trim());
  const matched = isNumber || justProposed ? matchChoice(text, offered) : matchExact(text, offered);
  return matched !== undefined && 'found' in matched ? matched.found[0]?.value : undefined;
}
