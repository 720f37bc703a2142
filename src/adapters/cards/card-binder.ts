import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalSettings, Template } from 'adaptivecards-templating';
import type { CardBinder } from '../../app/ports/card-binder.ts';
import type { Json } from '../../core/json.ts';
import { type Card, TEMPLATES, type TemplateName } from '../../core/view/message.ts';
import { makeTextLiteral } from './literal-text.ts';

/** Called when a card's data lacks what its template names: a fault of ours, never of a person. */
export type OnMissing = (template: TemplateName, paths: string[]) => void;

/**
 * Reads the templates of a folder (cards/) once, and parses each when it is first needed: parsing them all would make
 * a third of the start.
 * @param onMissing where cards are served, logs it: the card then shows a blank. Without it, bind throws.
 * @throws when a template is absent or no JSON
 */
export function createCardBinder(dir: string, onMissing: OnMissing = refuse): CardBinder {
  const templates = readTemplates(dir);
  return {
    bind(card: Card) {
      const template = templates(card.template);
      const { bound, missing } = expandOnce(template, card);
      if (missing.length > 0) onMissing(card.template, missing);
      makeTextLiteral(bound);
      return bound;
    },
  };
}

type Parse = typeof Template.parseInterpolatedString;

function readTemplates(dir: string): (name: TemplateName) => Template {
  const sources = new Map(TEMPLATES.map((name) => [name, JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8'))]));
  const templates = new Map<TemplateName, Template>();
  const expressions = new Map<string, ReturnType<Parse>>();
  return (name) => {
    const known = templates.get(name);
    if (known !== undefined) return known;
    if (!sources.has(name)) throw new Error(`no card template ${name}`);
    const template = parsingEachExpressionOnce(expressions, () => new Template(sources.get(name)));
    templates.set(name, template);
    return template;
  };
}

/** The library parses `${title}` anew wherever it stands, half a millisecond each: the same few stand everywhere. */
function parsingEachExpressionOnce<T>(parsed: Map<string, ReturnType<Parse>>, work: () => T): T {
  const parse = Template.parseInterpolatedString;
  Template.parseInterpolatedString = (text) => {
    const known = parsed.get(text) ?? parse(text);
    parsed.set(text, known);
    return known;
  };
  try {
    return work();
  } finally {
    Template.parseInterpolatedString = parse;
  }
}

/**
 * One expansion only: a second one would run what a person wrote. The library knows of a missing key only
 * through a setting for the whole process, so it is set around each expansion, which is synchronous.
 */
function expandOnce(template: Template, card: Card): { bound: { [key: string]: Json }; missing: string[] } {
  const missing: string[] = [];
  const before = GlobalSettings.getUndefinedFieldValueSubstitutionString;
  GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
    missing.push(path);
    return ' ';
  };
  try {
    return { bound: template.expand({ $root: card.data }), missing };
  } finally {
    GlobalSettings.getUndefinedFieldValueSubstitutionString = before;
  }
}

function refuse(template: TemplateName, paths: string[]): never {
  throw new Error(`card ${template}: no value for ${paths.join(', ')}`);
}
