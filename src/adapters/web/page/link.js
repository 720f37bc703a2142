import { ofThisTab } from './kept.js';

const MAX_FRAME = 256 * 1024;

/**
 * The line to the server. What was sent and not acknowledged is sent again, with the same id, after a cut or a reload.
 */
export class Link extends EventTarget {
  /** @type {Map<string, object>} */
  #waiting = new Map(ofThisTab.get('waiting', []));
  /** @type {WebSocket | undefined} */
  #socket;
  #delay = 300;

  open() {
    const socket = new WebSocket(`ws://${location.host}/sandbox/socket`);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener('close', () => {
      this.#tell('down', undefined);
      setTimeout(() => this.open(), this.#delay);
      this.#delay = Math.min(this.#delay * 2, 5000);
    });
  }

  /**
   * Sends something that must not be lost.
   * @param {object} content
   * @returns {string | undefined} its id; undefined when it is too large to be taken
   */
  submit(content) {
    const id = crypto.randomUUID();
    const frame = { ...content, id };
    if (new TextEncoder().encode(JSON.stringify(frame)).length > MAX_FRAME) return undefined;
    this.#waiting.set(id, frame);
    this.#keep();
    this.ask(frame);
    return id;
  }

  /** Sends something that is asked again after a cut anyway. @param {object} frame */
  ask(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** @returns {any[]} what was sent and is not acknowledged yet, oldest first */
  get waiting() {
    return [...this.#waiting.values()];
  }

  /** @param {any} frame */
  #receive(frame) {
    if (frame.type === 'hello') {
      this.#delay = 300;
      for (const waiting of this.#waiting.values()) this.ask(waiting);
    }
    const sent = frame.id && this.#waiting.get(frame.id);
    if ((frame.type === 'ack' || frame.type === 'error') && this.#waiting.delete(frame.id)) this.#keep();
    this.#tell(frame.type, { ...frame, sent });
  }

  #keep() {
    ofThisTab.set('waiting', [...this.#waiting]);
  }

  /** @param {string} type @param {any} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
