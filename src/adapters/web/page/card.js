import { element } from './dom.js';
import { hostConfig } from './host-config.js';
import { texts } from './texts.js';

const { AdaptiveCards } = /** @type {any} */ (globalThis);

// What people wrote shows as they wrote it: no Markdown anywhere in a card.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (/** @type {string} */ _text, /** @type {any} */ result) => {
  result.didProcess = false;
};
AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;

const config = new AdaptiveCards.HostConfig(hostConfig);

/**
 * @param {object} json a bound Adaptive Card
 * @param {(click: {data: object, inputs: {[id: string]: string}, style?: 'submit'}) => void} onClick
 * @returns {HTMLElement}
 */
export function renderCard(json, onClick) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.lang = 'fr';
  card.onExecuteAction = (/** @type {any} */ action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) openLink(action.url);
    else onClick({ data: action.toJSON()?.data ?? {}, inputs: inputsOf(action), ...styleOf(action) });
  };
  try {
    card.parse(json);
    const rendered = card.render();
    if (rendered) return accessible(rendered);
  } catch (error) {
    console.error(error);
  }
  return element('p', { class: 'unreadable' }, texts.carteIllisible);
}

/** @param {any} action @returns {{style?: 'submit'}} a plain submit is answered by messages in any client */
function styleOf(action) {
  return action instanceof AdaptiveCards.ExecuteAction ? {} : { style: 'submit' };
}

/** @param {any} action @returns {{[id: string]: string}} what was typed, as Teams sends it: nothing for an empty input */
function inputsOf(action) {
  const inputs = Object.values(action.getReferencedInputs() ?? {});
  return Object.fromEntries(
    inputs.filter((input) => input.id && input.isSet()).map((input) => [input.id, String(input.value)]),
  );
}

/** @param {string} url of another site, or of this server */
function openLink(url) {
  const { href, protocol } = new URL(url, location.href);
  if (protocol === 'https:' || protocol === 'http:') window.open(href, '_blank', 'noopener,noreferrer');
}

/** @param {HTMLElement} card @returns {HTMLElement} with the roles that the renderer gets wrong put right */
function accessible(card) {
  // It calls a row of plain buttons a menu bar, which promises keys that it does not handle.
  for (const bar of card.querySelectorAll('[role="menubar"]')) bar.setAttribute('role', 'group');
  for (const item of card.querySelectorAll('[role="menuitem"]')) item.setAttribute('role', 'button');
  // It names the first choice of a list alone after the question.
  for (const choices of card.querySelectorAll('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect')) {
    const label = card.querySelector(`label[for="${choices.id}"]`);
    choices.setAttribute('role', choices.querySelector('[type=radio]') ? 'radiogroup' : 'group');
    if (label) choices.setAttribute('aria-labelledby', label.id);
    for (const one of choices.querySelectorAll('input')) one.removeAttribute('aria-labelledby');
  }
  return card;
}
