import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { createCardBinder } from '../../src/adapters/cards/card-binder.ts';
import type { Json } from '../../src/core/json.ts';

export const CARDS = join(import.meta.dirname, '../../cards');
export const binder = createCardBinder(CARDS);

interface Renderer {
  AdaptiveCard: new () => {
    parse(json: Json, context: object): void;
    validateProperties(): { validationEvents: Fault[] };
  };
  SerializationContext: new (version: object) => { eventCount: number; getEventAt(index: number): Fault };
  Versions: { v1_5: object };
}
interface Fault {
  message: string;
}

// The package's entry is not loadable in Node; its bundle is, and parses without a page.
const renderer: Renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js');

/** What the reference renderer finds wrong with a card for version 1.5. */
export function parseFaults(card: Json): string[] {
  const context = new renderer.SerializationContext(renderer.Versions.v1_5);
  const parsed = new renderer.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

let validate: ValidateFunction | undefined;

/** Where a card departs from the published JSON schema. */
export function schemaFaults(card: Json): string[] {
  validate ??= compileSchema();
  return validate(card) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compileSchema(): ValidateFunction {
  const text = readFileSync(join(import.meta.dirname, 'adaptive-card-1.5.0.schema.json'), 'utf8');
  // Written for draft 6, with draft 4's name of `$id`.
  const { $schema: _, id: __, ...schema } = JSON.parse(text);
  return new Ajv({ strict: false, validateFormats: false }).compile(schema);
}

type Node = { [key: string]: Json };

/** Every object of a card, outermost first. */
export function nodesOf(value: Json): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (value === null || typeof value !== 'object') return [];
  return [value, ...Object.values(value).flatMap(nodesOf)];
}
