import { element } from './dom.js';
import { fill, texts } from './texts.js';

/**
 * The switches of a pane that make a difficult situation: left the channel, bot not installed, older client.
 * @param {HTMLElement} body
 * @param {any} place `{persona, conversation, absent, injoignable, older}` as shown now
 * @param {{setPresent(present: boolean): void, setReachable(reachable: boolean): void, setOlder(older: boolean): void}} act
 */
export function renderSettings(body, place, act) {
  const { persona, conversation } = place;
  const rows = [checkbox(texts.sansExecute, place.older, (checked) => act.setOlder(checked))];
  if (conversation === 'analyse') {
    const title = fill(place.absent ? texts.remettre : texts.retirer, { nom: persona.nom });
    const button = element('button', { type: 'button' }, title);
    button.addEventListener('click', () => act.setPresent(place.absent));
    rows.push(button);
  } else {
    rows.push(checkbox(texts.injoignable, place.injoignable, (checked) => act.setReachable(!checked)));
  }
  const focused = [...body.children].findIndex((row) => row.contains(document.activeElement));
  body.replaceChildren(...rows);
  const again = rows[focused];
  (again?.querySelector('input') ?? again)?.focus();
}

/** @param {string} text @param {boolean} checked @param {(checked: boolean) => void} onChange */
function checkbox(text, checked, onChange) {
  const input = /** @type {HTMLInputElement} */ (element('input', { type: 'checkbox', checked }));
  input.addEventListener('change', () => onChange(input.checked));
  return element('label', {}, input, ' ', text);
}
