import type { Json } from '../../../core/json.ts';

/** An object of a bound Adaptive Card. */
export type Node = { [key: string]: Json };

export function nodesIn(node: Node, key: string): Node[] {
  const list = node[key];
  return Array.isArray(list) ? list.filter(isNode) : [];
}

export function stringIn(node: Node, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}

export function isNode(value: Json | undefined): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isInput = (node: Node): boolean => node.type === 'Input.Text' || node.type === 'Input.ChoiceSet';
