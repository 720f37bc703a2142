import { find } from './dom.js';
import { preferences } from './kept.js';
import { Link } from './link.js';
import { Pane } from './pane.js';
import { placesOf } from './places.js';
import { renderSwitcher } from './switcher.js';
import { texts } from './texts.js';
import { Unread } from './unread.js';

const KINDS = /** @type {const} */ (['enseignant', 'analyse', 'membre']);
const link = new Link();
const unread = new Unread();
/** @type {Pane[]} */
let panes = [];
const shared = {
  link,
  unread,
  personas: /** @type {any[]} */ ([]),
  situation: { absents: [], injoignables: [] },
  onShown: refreshAll,
};

/** @param {string} type @param {(frame: any) => void} take */
function on(type, take) {
  link.addEventListener(type, (event) => take(/** @type {CustomEvent} */ (event).detail));
}

/** @param {string} conversation */
const paneShowing = (conversation) => panes.find(({ place }) => place.conversation === conversation);

function refreshAll() {
  for (const pane of panes) pane.refresh();
  renderSwitcher((kind) => {
    const pane = panes.find(({ root }) => root.id === `pane-${kind}`);
    return pane ? !find(pane.root, '.elsewhere').hidden || pane.root.dataset.new === 'true' : false;
  });
}

/** @param {any[]} personas */
function build(personas) {
  shared.personas = personas;
  const places = placesOf(personas);
  panes = KINDS.filter((kind) => places[kind].length > 0).map((kind) => new Pane(kind, places[kind], shared));
  find(document, '#conversations').replaceChildren(...panes.map(({ root }) => root));
}

on('hello', (frame) => {
  const state = find(document, '#link-state');
  state.textContent = texts.connecte;
  state.dataset.state = 'up';
  find(document, '#pole-nom').textContent = frame.poleNom;
  shared.situation = frame.situation;
  unread.start(frame.lastSeqs);
  if (panes.length === 0) build(frame.personas);
  for (const pane of panes) pane.ask();
  refreshAll();
});

on('down', () => {
  const state = find(document, '#link-state');
  state.textContent = texts.reconnexion;
  state.dataset.state = 'down';
});

on('history', (frame) => {
  const pane = paneShowing(frame.conversation);
  if (pane?.place.persona.id !== frame.persona) return;
  pane.takeHistory(frame);
  unread.seen(frame.conversation);
  refreshAll();
});

on('message', ({ message }) => {
  unread.arrived(message.conversationId, message.seq);
  const pane = paneShowing(message.conversationId);
  pane?.takeMessage(message);
  if (pane) unread.seen(message.conversationId);
  if (pane && !message.updatedAt) markHidden(pane);
  refreshAll();
});

on('situation', ({ situation }) => {
  shared.situation = situation;
  // Who left no longer holds the private answers they were given.
  for (const pane of panes) pane.ask();
  refreshAll();
});

on('ack', ({ outcome, sent }) => {
  const pane = sent && paneShowing(sent.conversation);
  if (pane?.place.persona.id === sent?.persona) pane?.takeOutcome(outcome, sent.messageId);
});

on('error', ({ text, sent }) => {
  const pane = (sent && panes.find(({ place }) => place.persona.id === sent.persona)) ?? panes[0];
  pane?.notify(text);
  pane?.showWaiting();
});

/** On a narrow screen a pane that is not before one's eyes gets a mark. @param {Pane} pane */
function markHidden(pane) {
  pane.root.dataset.new = String(getComputedStyle(pane.root).display === 'none');
}

find(document, '#switcher').addEventListener('click', () => {
  const shown = panes.find(({ root }) => root.id === `pane-${document.body.dataset.pane}`);
  if (shown) shown.root.dataset.new = 'false';
});

const how = /** @type {HTMLDetailsElement} */ (document.getElementById('how'));
// On a small screen the conversations come first.
how.open = preferences.get('how', matchMedia('(width >= 64rem)').matches);
how.addEventListener('toggle', () => preferences.set('how', how.open));
link.open();
