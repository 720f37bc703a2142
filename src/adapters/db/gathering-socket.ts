import { Socket } from 'node:net';

/**
 * What is written to it before the event loop goes on leaves in one piece. Each write to the system costs the process
 * as much as a statement does otherwise, and a turn sends several statements in a row.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Socket, handed on as they are
  override write(...args: any[]): boolean {
    if (!this.#gathering) this.#gather();
    return super.write(...(args as [Uint8Array]));
  }

  #gather(): void {
    this.#gathering = true;
    this.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.uncork();
    });
  }
}
