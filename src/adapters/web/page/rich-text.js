import { element } from './dom.js';

/** As Tchap shows them on every device. */
const TAGS = new Set('b strong i em u del code ul ol li pre blockquote p br'.split(' '));

/**
 * The layout of a message without anything else that its HTML may hold: only these elements are made anew, with their
 * words, and the addresses of links.
 * @param {string} html
 * @returns {Node[]}
 */
export function richText(html) {
  // A document of its own, which runs and loads nothing.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return [...parsed.body.childNodes].flatMap(copyOf);
}

/** @param {Node} node @returns {Node[]} */
function copyOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
  if (!(node instanceof Element)) return [];
  const tag = node.localName;
  if (['script', 'style', 'template', 'mx-reply'].includes(tag)) return [];
  const children = [...node.childNodes].flatMap(copyOf);
  const href = node.getAttribute('href') ?? '';
  if (tag === 'a' && /^https?:\/\//i.test(href)) {
    return [element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children)];
  }
  return TAGS.has(tag) ? [element(tag, {}, ...children)] : children;
}
