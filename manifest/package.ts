import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { ManifestSettings } from '../src/config.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const file = (name: string) => readFileSync(join(import.meta.dirname, name));

/** The manifest of a deployment: the template with its settings, and the version of the product. */
export function buildManifest(settings: ManifestSettings): Json {
  const { version } = JSON.parse(file('../package.json').toString()) as { version: string };
  const values: { [name: string]: string } = { ...settings, version, domain: new URL(settings.publicUrl).hostname };
  return fill(JSON.parse(file('manifest.template.json').toString()) as Json, values);
}

/** Fills after the parse, so that no value can break out of its text. */
function fill(node: Json, values: { [name: string]: string }): Json {
  if (typeof node === 'string') return node.replace(/\$\{(\w+)\}/g, (_, name: string) => settingValue(values, name));
  if (Array.isArray(node)) return node.map((item) => fill(item, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
}

function settingValue(values: { [name: string]: string }, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`manifest.template.json names ${name}, which no setting gives`);
  return value;
}

// Zip keeps local times: this one reads the same in every zone, so the same settings give the same bytes.
const MADE = new Date(2020, 0, 1);

/** The zip that a Teams administrator uploads. */
export function buildPackage(settings: ManifestSettings): Uint8Array {
  const manifest = strToU8(`${JSON.stringify(buildManifest(settings), undefined, 2)}\n`);
  const files = {
    'manifest.json': manifest,
    'color.png': file('icons/color.png'),
    'outline.png': file('icons/outline.png'),
  };
  return zipSync(files, { mtime: MADE, level: 9 });
}
