import { element } from './dom.js';
import { renderDay, renderMessage, renderWaiting, renewReactions } from './message-view.js';
import { texts } from './texts.js';

/** @typedef {import('./message-view.js').Message} Message */

/** The messages of the conversation that a pane shows. */
export class MessageLog {
  /** @type {Map<string, Message>} */
  #messages = new Map();
  /** @type {Map<string, HTMLElement>} */
  #views = new Map();
  /** @type {HTMLElement} */
  #root;
  /** @type {(message: Message) => any} */
  #howOf;

  /**
   * @param {HTMLElement} root
   * @param {(message: Message) => any} howOf how a message is to be shown to the one who looks
   */
  constructor(root, howOf) {
    this.#root = root;
    this.#howOf = howOf;
  }

  /** Nothing is known yet of the conversation. */
  clear() {
    this.#messages.clear();
    this.#views.clear();
    this.#root.replaceChildren(element('p', { class: 'empty' }, texts.chargement));
  }

  /**
   * @param {Message[]} messages
   * @param {{emptyText: string, onOlder?: () => void, kept: boolean}} how `kept`: older ones, put before the others
   */
  fill(messages, { emptyText, onOlder, kept }) {
    const all = kept ? [...messages, ...this.#messages.values()] : messages;
    this.#messages = new Map(all.map((message) => [message.id, message]));
    this.#views.clear();
    const height = this.#root.scrollHeight;
    this.#root.replaceChildren();
    if (onOlder) this.#root.append(this.#olderButton(onOlder));
    if (all.length === 0) this.#root.append(element('p', { class: 'empty' }, emptyText));
    for (const message of all) this.#append(message);
    if (kept) this.#root.scrollTop = this.#root.scrollHeight - height;
    else if (all.length > 0) this.#showEnd(all[all.length - 1].id);
  }

  /** @param {Message} message new, or in a new state */
  put(message) {
    const before = this.#views.get(message.id);
    const known = this.#messages.get(message.id);
    this.#messages.set(message.id, message);
    if (!before) {
      this.#root.querySelector('.empty')?.remove();
      this.#append(message);
      this.#showEnd(message.id);
      return;
    }
    const wasAtEnd = this.#isAtEnd();
    if (known && renewReactions(before, known, message, this.#howOf(message))) {
      if (wasAtEnd) this.#root.scrollTop = this.#root.scrollHeight;
      return;
    }
    const hadFocus = before.contains(document.activeElement);
    const view = renderMessage(message, this.#howOf(message));
    this.#views.set(message.id, view);
    before.replaceWith(view);
    // The button that was pressed is gone with the old card: the keyboard stays where the person was.
    if (hadFocus) {
      view.focus({ preventScroll: true });
      this.#showWhole(view);
    }
  }

  /** @param {string} id @param {object} view the private answer that replaces its card */
  setView(id, view) {
    const message = this.#messages.get(id);
    if (message) this.put({ ...message, view });
  }

  /** @param {{id: string, text: string}[]} waiting what is not acknowledged yet, and not in the conversation either */
  showWaiting(waiting) {
    for (const old of this.#root.querySelectorAll('.waiting')) old.remove();
    const unseen = waiting.filter(({ id }) => !this.#messages.has(id));
    if (unseen.length) this.#root.querySelector('.empty')?.remove();
    this.#root.append(...unseen.map(({ text }) => renderWaiting(text)));
  }

  /** @param {Message} message */
  #append(message) {
    const last = [...this.#views.keys()].at(-1);
    const lastDay = last && this.#messages.get(last)?.createdAt.slice(0, 10);
    const view = renderMessage(message, this.#howOf(message));
    this.#views.set(message.id, view);
    const added = lastDay === message.createdAt.slice(0, 10) ? [view] : [renderDay(message.createdAt), view];
    const waiting = this.#root.querySelector('.waiting');
    if (waiting) waiting.before(...added);
    else this.#root.append(...added);
  }

  /** Scrolls to the last message: to its end, or to its beginning when it is taller than the pane. @param {string} id */
  #showEnd(id) {
    const top = (this.#views.get(id)?.offsetTop ?? 0) - this.#root.offsetTop;
    const end = this.#root.scrollHeight - this.#root.clientHeight;
    this.#root.scrollTop = Math.min(top, end);
  }

  #isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#root;
    return scrollTop + clientHeight >= scrollHeight - 2;
  }

  /** Scrolls to the beginning of a message that is not wholly in sight. @param {HTMLElement} view */
  #showWhole(view) {
    const top = view.offsetTop - this.#root.offsetTop;
    const { scrollTop, clientHeight } = this.#root;
    const inSight = top >= scrollTop && top + view.offsetHeight <= scrollTop + clientHeight;
    if (!inSight) this.#root.scrollTop = top - 6;
  }

  /** @param {() => void} onOlder */
  #olderButton(onOlder) {
    const button = element('button', { type: 'button', class: 'older' }, texts.ancienTitre);
    button.addEventListener('click', onOlder);
    return button;
  }
}
