import type { Json } from '../../core/json.ts';
import { displayLabel, displayText } from './display-text.ts';

type Node = { [key: string]: Json };

/** What is shown as it is, on any element, input or action. */
const SHOWN = ['text', 'label', 'placeholder', 'tooltip', 'errorMessage'];

/**
 * Makes every text of a bound card show literally, in place, and drops what is empty. Goes by where the text
 * stands, so that no template can forget it; `data` and an input's `value` are left alone, since they come back.
 */
export function makeTextLiteral(node: Json): void {
  if (Array.isArray(node)) for (const item of node) makeTextLiteral(item);
  else if (node !== null && typeof node === 'object') literalNode(node);
}

function literalNode(node: Node): void {
  for (const key in node) {
    const value = node[key] as Json;
    if (typeof value === 'object') {
      if (key !== 'data') makeTextLiteral(value);
    } else if (typeof value === 'string') literalMember(node, key, value);
  }
}

function literalMember(node: Node, key: string, value: string): void {
  // A choice is the one thing with a title that has no type; clients may read Markdown in it.
  if (key === 'title') node.title = node.type === undefined ? displayLabel(value) : displayText(value);
  else if (value === '' && (key === 'value' || key === 'placeholder') && node.type !== undefined) delete node[key];
  else if (SHOWN.includes(key)) node[key] = displayText(value);
}
