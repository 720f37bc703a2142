import type { Json } from '../../core/json.ts';
import { displayLabel, displayText } from './display-text.ts';

type Node = { [key: string]: Json };

/** What is shown as it is, on any element, input or action. */
const SHOWN = new Set(['text', 'label', 'placeholder', 'tooltip', 'errorMessage']);

/** What a client does anyway: left out, since cards have a size. */
const DEFAULTS: Node = {
  isMultiline: false,
  isMultiSelect: false,
  isSubtle: false,
  wrap: false,
  color: 'Default',
  placeholder: '',
};

/**
 * Makes every text of a bound card show literally, in place, and drops what says nothing. Goes by where the text
 * stands, so that no template can forget it; `data` and an input's `value` are left alone, since they come back.
 */
export function makeTextLiteral(node: Json): void {
  if (Array.isArray(node)) for (const item of node) makeTextLiteral(item);
  else if (node !== null && typeof node === 'object') literalNode(node);
}

function literalNode(node: Node): void {
  for (const key in node) {
    const value = node[key] as Json;
    if (saysNothing(node, key, value)) delete node[key];
    else if (key === 'inlines') node[key] = (value as Node[]).filter(({ text }) => text !== '');
    if (key !== 'data' && typeof node[key] === 'object') makeTextLiteral(node[key]);
    else if (typeof value === 'string') literalMember(node, key, value);
  }
}

/** Only elements and actions have a type; a choice's value may well be empty. */
function saysNothing(node: Node, key: string, value: Json): boolean {
  if (node.type === undefined) return false;
  if (key === 'style') return value === 'default' && node.type !== 'Container';
  return DEFAULTS[key] === value || (key === 'value' && value === '');
}

function literalMember(node: Node, key: string, value: string): void {
  // A choice is the one thing with a title that has no type; clients may read Markdown in it.
  if (key === 'title') node.title = node.type === undefined ? displayLabel(value) : displayText(value);
  else if (SHOWN.has(key) && node[key] !== undefined) node[key] = displayText(value);
}
