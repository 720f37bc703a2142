import { preferences } from './kept.js';

/** Which conversations hold something that was not shown yet. */
export class Unread {
  /** @type {{[conversation: string]: number}} */
  #seen = preferences.get('seen', {});
  /** @type {{[conversation: string]: number}} */
  #last = {};

  /** @param {{[conversation: string]: number}} lastSeqs as the server knows them */
  start(lastSeqs) {
    this.#last = { ...lastSeqs };
    // Another database than the one this browser saw: its numbers mean nothing.
    for (const [conversation, seen] of Object.entries(this.#seen)) {
      if (seen > (lastSeqs[conversation] ?? 0)) delete this.#seen[conversation];
    }
  }

  /** @param {string} conversation @param {number} seq */
  arrived(conversation, seq) {
    this.#last[conversation] = Math.max(this.#last[conversation] ?? 0, seq);
  }

  /** @param {string} conversation everything in it is before someone's eyes */
  seen(conversation) {
    this.#seen[conversation] = this.#last[conversation] ?? 0;
    preferences.set('seen', this.#seen);
  }

  /** @param {string} conversation */
  has(conversation) {
    return (this.#last[conversation] ?? 0) > (this.#seen[conversation] ?? 0);
  }
}
