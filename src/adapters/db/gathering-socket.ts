import { Socket } from 'node:net';

/**
 * What is written to it before the event loop goes on leaves in one piece. Each write to the system costs the process
 * as much as a statement does otherwise, and a turn sends several statements in a row.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  constructor() {
    super();
    const write = super.write.bind(this);
    // Not by a method of this class: Node puts its own `write` back when a socket connects.
    this.once('connect', () => {
      this.write = ((chunk: Uint8Array) => {
        this.#gather();
        return write(chunk);
      }) as Socket['write'];
    });
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.uncork();
    });
  }
}
