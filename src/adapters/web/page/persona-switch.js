import { element } from './dom.js';
import { fill, texts } from './texts.js';

/** @typedef {import('./places.js').Place} Place */

/** @param {Place} place */
function titleOf(place) {
  const { persona, group } = place;
  const private_ = group === 'prive' && ['analyste', 'pilote'].includes(persona.kind);
  return `${private_ ? fill(texts.enPrive, { nom: persona.nom }) : nameOf(place)}, ${persona.label}`;
}

/** @param {Place} place @returns {string} somebody's name, and where they write from when it is not here */
function nameOf({ persona }) {
  return persona.messenger ? fill(texts.dansTchap, { nom: persona.nom }) : persona.nom;
}

/** @param {Place} place @param {Place} current @param {boolean} isNew */
function optionOf(place, current, isNew) {
  const title = isNew ? `${titleOf(place)} (${texts.nouveau})` : titleOf(place);
  return element('option', { value: place.key, selected: place.key === current.key }, title);
}

/**
 * @param {HTMLSelectElement} select
 * @param {Place[]} places
 * @param {Place} current
 * @param {(place: Place) => boolean} hasNew
 */
export function renderSwitch(select, places, current, hasNew) {
  const options = (/** @type {string} */ group) =>
    places.filter((place) => place.group === group).map((place) => optionOf(place, current, hasNew(place)));
  const grouped = new Set(places.map(({ group }) => group)).size > 1;
  const children = grouped
    ? [
        element('optgroup', { label: texts.groupeCanal }, ...options('canal')),
        element('optgroup', { label: texts.groupePrive }, ...options('prive')),
      ]
    : options(places[0]?.group ?? 'prive');
  select.replaceChildren(...children);
}

/**
 * Says, in sight, that something waits in a conversation that the pane does not show.
 * @param {HTMLElement} note
 * @param {Place | undefined} place
 * @param {(place: Place) => void} go
 */
export function renderElsewhere(note, place, go) {
  note.hidden = !place;
  note.replaceChildren();
  if (!place) return;
  const name = place.group === 'canal' ? texts.voletAnalyse : nameOf(place);
  const button = element('button', { type: 'button' }, texts.voir);
  button.setAttribute('aria-label', `${texts.voir} (${name})`);
  button.addEventListener('click', () => go(place));
  note.append(element('span', {}, fill(texts.nouveauPour, { nom: name })), ' ', button);
}
