import { element, find } from './dom.js';
import { texts } from './texts.js';

/**
 * The place to write in a pane.
 * @param {HTMLElement} pane
 * @param {(text: string, attachments: string[]) => boolean} say answers false when it cannot be taken
 * @returns {{offer(suggestions: string[], hint: string, label: string): void}}
 */
export function setUpComposer(pane, say) {
  /** @type {HTMLFormElement} */
  const form = find(pane, '.composer');
  /** @type {HTMLTextAreaElement} */
  const field = find(form, 'textarea');
  const chips = find(pane, '.chips');
  chips.setAttribute('role', 'group');
  chips.setAttribute('aria-label', texts.suggestions);

  const fit = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
  };
  const send = () => {
    const text = field.value.trim();
    if (text && say(text, [])) {
      field.value = '';
      fit();
    }
    field.focus();
  };
  field.addEventListener('input', fit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  find(form, '.attach').addEventListener('click', () => {
    if (say(field.value.trim(), ['image'])) field.value = '';
  });

  return {
    offer(suggestions, hint, label) {
      field.placeholder = hint;
      field.setAttribute('aria-label', label);
      chips.replaceChildren(...suggestions.map((text) => chip(text, () => say(text, []))));
      chips.hidden = suggestions.length === 0;
    },
  };
}

/** @param {string} text @param {() => void} onClick */
function chip(text, onClick) {
  const button = element('button', { type: 'button', class: 'chip' }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** @param {HTMLElement} place @param {string} text stays until closed or replaced: nobody has to read fast */
export function showNotice(place, text) {
  const close = element('button', { type: 'button', class: 'close', 'aria-label': texts.fermer }, '×');
  close.addEventListener('click', () => place.replaceChildren());
  place.replaceChildren(element('p', {}, text), close);
}
