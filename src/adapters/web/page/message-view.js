import { renderCard } from './card.js';
import { dayOf, hourOf } from './dates.js';
import { element } from './dom.js';
import { richText } from './rich-text.js';
import { fill, texts } from './texts.js';

/**
 * @typedef {{id: string, seq: number, conversationId: string, author: string, text: string, card?: object,
 *   view?: object, html?: string, reactions?: {key: string, mine: boolean}[], createdAt: string, updatedAt?: string,
 *   erased: boolean}} Message
 */

/**
 * @param {Message} message
 * @param {{side: 'bot' | 'own' | 'other', name: string, onClick: (click: any) => void,
 *   onReaction: (key: string) => void}} how
 * @returns {HTMLElement}
 */
export function renderMessage(message, { side, name, onClick, onReaction }) {
  const article = element('article', { class: `message ${side}`, 'data-message': message.id, tabindex: '-1' });
  article.append(headOf(message, name));
  const card = message.view ?? message.card;
  if (message.erased) article.append(element('p', { class: 'bubble erased' }, texts.supprime));
  else if (card) article.append(cardOf(message, card, onClick));
  else if (message.html) article.append(element('div', { class: 'bubble rich' }, ...richText(message.html)));
  else article.append(element('p', { class: 'bubble' }, message.text));
  if (message.reactions?.length) article.append(reactionsOf(message.reactions, onReaction));
  return article;
}

/**
 * Changes the reactions alone where nothing else changed, so that nobody is told the whole message again.
 * @param {HTMLElement} view
 * @param {Message} before
 * @param {Message} after
 * @param {Parameters<typeof renderMessage>[1]} how
 * @returns {boolean} false when more than them changed
 */
export function renewReactions(view, before, after, how) {
  const { reactions: _, ...otherwise } = after;
  const { reactions: __, ...rest } = before;
  if (!after.reactions || !alike(otherwise, rest)) return false;
  const shown = view.querySelector('.reactions');
  const focused = [...(shown?.children ?? [])].indexOf(/** @type {Element} */ (document.activeElement));
  const renewed = reactionsOf(after.reactions, how.onReaction);
  shown?.remove();
  if (after.reactions.length > 0) view.append(renewed);
  /** @type {HTMLElement | undefined} */ (renewed.children[focused])?.focus();
  return true;
}

/** @param {{key: string, mine: boolean}[]} reactions @param {(key: string) => void} onReaction */
function reactionsOf(reactions, onReaction) {
  const chips = reactions.map(({ key, mine }) => {
    const label = fill(texts.reagir, { reaction: key });
    const chip = element('button', { type: 'button', class: 'reaction', 'aria-label': label }, key);
    chip.setAttribute('aria-pressed', String(mine));
    // A reaction that was given cannot be given again.
    if (!mine) chip.addEventListener('click', () => onReaction(key));
    return chip;
  });
  // They come after their message, one by one: it is the message that is read out.
  const attributes = { class: 'reactions', role: 'group', 'aria-label': texts.reactions, 'aria-live': 'off' };
  return element('div', attributes, ...chips);
}

/** @param {Message} message @param {string} name */
function headOf(message, name) {
  const time = element('time', { datetime: message.createdAt, title: dayOf(message.createdAt) });
  time.textContent = hourOf(message.createdAt);
  const head = element('p', { class: 'message-head' }, element('strong', {}, name), ' ', time);
  if (message.updatedAt && !message.erased) {
    const hour = hourOf(message.updatedAt);
    head.append(' ', element('span', { class: 'updated' }, fill(texts.modifie, { heure: hour })));
  }
  return head;
}

/** @param {Message} message @param {object} card @param {(click: any) => void} onClick */
function cardOf(message, card, onClick) {
  // The common card, closed to again, is nothing private.
  const own = message.view !== undefined && !alike(message.view, message.card);
  const frame = element('div', { class: own ? 'card private' : 'card' }, renderCard(card, onClick));
  if (own && !message.conversationId.startsWith('perso:')) {
    frame.prepend(element('p', { class: 'private-note' }, texts.vueprivee));
  }
  return frame;
}

/** Whatever the order of their members. @param {any} one @param {any} other @returns {boolean} */
function alike(one, other) {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => alike(one[key], other[key]));
}

/** @param {string} iso */
export function renderDay(iso) {
  return element('p', { class: 'day' }, element('span', {}, dayOf(iso)));
}

/** @param {string} text */
export function renderWaiting(text) {
  const note = element('p', { class: 'message-head' }, texts.enAttente);
  return element('article', { class: 'message own waiting' }, note, element('p', { class: 'bubble' }, text));
}
