import { setUpComposer, showNotice } from './composer.js';
import { find } from './dom.js';
import { preferences } from './kept.js';
import { MessageLog } from './message-log.js';
import { renderElsewhere, renderSwitch } from './persona-switch.js';
import { renderSettings } from './settings.js';
import { fill, texts } from './texts.js';

/**
 * @typedef {import('./places.js').Place} Place
 * @typedef {{link: import('./link.js').Link, unread: import('./unread.js').Unread,
 *   personas: import('./places.js').Persona[], situation: {absents: string[], injoignables: string[]},
 *   onShown(): void}} Shared
 */

const WORDS = {
  enseignant: { title: texts.voletEnseignant, empty: texts.videEnseignant, chips: texts.suggestionsEnseignant },
  analyse: { title: texts.voletAnalyse, empty: texts.videAnalyse, chips: texts.suggestionsCanal },
  membre: { title: texts.voletMembre, empty: texts.videMembre, chips: texts.suggestionsMembre },
};

/** One of the three panes: someone in one of their conversations, and a switch to be someone else. */
export class Pane {
  /** @type {HTMLElement} */
  root;
  /** @type {Place} */
  place;
  /** @type {Place[]} */
  #places;
  #kind;
  #shared;
  #older = false;
  #log;
  #composer;

  /** @param {keyof typeof WORDS} kind @param {Place[]} places at least one @param {Shared} shared */
  constructor(kind, places, shared) {
    this.#kind = kind;
    this.#places = places;
    this.#shared = shared;
    const kept = preferences.get(`place.${kind}`, '');
    this.place = places.find(({ key }) => key === kept) ?? places[0];
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('pane'));
    this.root = find(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), '.pane');
    this.root.id = `pane-${kind}`;
    this.root.classList.add(`tone-${kind}`);
    const heading = find(this.root, 'h2');
    heading.id = `title-${kind}`;
    heading.textContent = WORDS[kind].title;
    this.root.setAttribute('aria-labelledby', heading.id);
    // Reached by keyboard so that it can be scrolled.
    find(this.root, '.log').tabIndex = 0;
    this.#log = new MessageLog(find(this.root, '.log'), (message) => this.#howOf(message));
    this.#composer = setUpComposer(this.root, (text, attachments) => this.#say(text, attachments));
    const select = find(this.root, 'select');
    select.addEventListener('change', () => {
      const chosen = places.find(({ key }) => key === /** @type {HTMLSelectElement} */ (select).value);
      if (chosen) this.show(chosen);
    });
  }

  /** @param {Place} place */
  show(place) {
    this.place = place;
    preferences.set(`place.${this.#kind}`, place.key);
    this.#log.clear();
    find(this.root, '.notice').replaceChildren();
    this.refresh();
    this.ask();
    this.#shared.onShown();
  }

  /** Asks for the conversation as it is now. */
  ask() {
    const { conversation, persona } = this.place;
    this.#shared.link.ask({ type: 'show', conversation, persona: persona.id });
  }

  /** Writes again all that is around the messages. */
  refresh() {
    const { situation, unread } = this.#shared;
    const { conversation, persona, group } = this.place;
    const absent = group === 'canal' && situation.absents.includes(persona.id);
    const injoignable = group === 'prive' && situation.injoignables.includes(persona.id);
    const canal = group === 'canal';
    const tchap = persona.messenger === 'tchap';
    const ici = canal ? texts.sousTitreCanal : texts.sousTitrePrive;
    find(this.root, '.pane-subtitle').textContent = tchap ? texts.sousTitreTchap : ici;
    // They are about the clients that this page plays, not about a real one.
    for (const played of ['.settings', '.attach']) find(this.root, played).hidden = tchap;
    find(this.root, '.log').setAttribute('aria-label', `${texts.messages}, ${persona.nom}`);
    const hasNew = (/** @type {Place} */ place) =>
      place.conversation !== conversation && unread.has(place.conversation);
    renderSwitch(find(this.root, 'select'), this.#places, this.place, hasNew);
    renderElsewhere(find(this.root, '.elsewhere'), this.#places.find(hasNew), (place) => {
      this.show(place);
      find(this.root, 'select').focus();
    });
    const note = find(this.root, '.situation');
    note.hidden = !absent && !injoignable;
    note.textContent = note.hidden ? '' : fill(absent ? texts.estAbsent : texts.estInjoignable, { nom: persona.nom });
    renderSettings(
      find(this.root, '.settings-body'),
      { persona, conversation, absent, injoignable, older: this.#older },
      this,
    );
    const to = canal ? texts.canalCourt : texts.botCourt;
    const chips = canal || this.#kind !== 'analyse' ? WORDS[this.#kind].chips : texts.suggestionsMembre;
    const hint = canal ? texts.indicationCanal : texts.indicationPrive;
    this.#composer.offer(chips, hint, fill(texts.ecrire, { nom: to }));
  }

  /** @param {any} frame */
  takeHistory({ messages, more, before }) {
    const oldest = messages[0]?.seq;
    const { conversation, persona } = this.place;
    const older = () => this.#shared.link.ask({ type: 'show', conversation, persona: persona.id, before: oldest });
    const ici = this.place.group === 'canal' || this.#kind !== 'analyse' ? WORDS[this.#kind].empty : '';
    const emptyText = persona.messenger ? texts.videTchap : ici;
    this.#log.fill(messages, { emptyText, onOlder: more ? older : undefined, kept: before !== undefined });
    this.showWaiting();
  }

  /** @param {any} message */
  takeMessage(message) {
    this.#log.put(message);
    this.showWaiting();
  }

  /** @param {any} outcome @param {string | undefined} messageId */
  takeOutcome(outcome, messageId) {
    if (outcome.kind === 'card' && messageId) this.#log.setView(messageId, outcome.card);
    if (outcome.kind === 'notice') this.notify(outcome.text);
    this.showWaiting();
  }

  /** @param {string} text */
  notify(text) {
    showNotice(find(this.root, '.notice'), text);
  }

  showWaiting() {
    const { conversation, persona } = this.place;
    const mine = this.#shared.link.waiting.filter(
      (frame) => frame.type === 'text' && frame.conversation === conversation && frame.persona === persona.id,
    );
    this.#log.showWaiting(mine);
  }

  /** @param {boolean} present */
  setPresent(present) {
    this.#shared.link.submit({ type: 'roster', persona: this.place.persona.id, present });
  }

  /** @param {boolean} reachable */
  setReachable(reachable) {
    this.#shared.link.submit({ type: 'reachable', persona: this.place.persona.id, reachable });
  }

  /** @param {boolean} older */
  setOlder(older) {
    this.#older = older;
  }

  /** @param {string} text @param {string[]} attachments */
  #say(text, attachments) {
    return this.#submit({ type: 'text', text, attachments });
  }

  /** @param {object} content */
  #submit(content) {
    const { conversation, persona } = this.place;
    find(this.root, '.notice').replaceChildren();
    const id = this.#shared.link.submit({ ...content, conversation, persona: persona.id });
    if (!id) this.notify(texts.tropLong);
    this.showWaiting();
    return Boolean(id);
  }

  /** @param {any} message */
  #howOf(message) {
    const own = message.author === this.place.persona.id;
    const bot = message.author === 'bot';
    const other = this.#shared.personas.find(({ id }) => id === message.author);
    return {
      side: bot ? 'bot' : own ? 'own' : 'other',
      name: bot ? texts.bot : own ? `${texts.vous} (${this.place.persona.nom})` : (other?.nom ?? ''),
      onClick: (/** @type {any} */ click) =>
        this.#submit({ type: 'action', messageId: message.id, style: this.#older ? 'submit' : 'execute', ...click }),
      onReaction: (/** @type {string} */ key) => this.#submit({ type: 'reaction', messageId: message.id, key }),
    };
  }
}
