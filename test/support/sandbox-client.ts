import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: what a socket says is looked at, not typed
type Frame = { type: string; [key: string]: any };

/** An open page as the server sees it: a socket, what it received, and a way to wait for more. */
export class SandboxClient {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async open(port: number): Promise<SandboxClient> {
    const host = `127.0.0.1:${port}`;
    const client = new SandboxClient(new WebSocket(`ws://${host}/sandbox/socket`, { origin: `http://${host}` }));
    await client.next((frame) => frame.type === 'hello');
    return client;
  }

  sendRaw(data: string): void {
    this.#socket.send(data);
  }

  /** @returns the id under which it was sent */
  send(frame: Frame): string {
    const sent = { id: randomUUID(), ...frame };
    this.sendRaw(JSON.stringify(sent));
    return sent.id as string;
  }

  say(persona: string, conversation: string, text: string): string {
    return this.send({ type: 'text', persona, conversation, text });
  }

  /** The first frame, received already or to come, that fits. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    const until = Date.now() + 5000;
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      if (Date.now() > until) throw new Error(`not received; got ${this.frames.map(({ type }) => type).join(', ')}`);
      await Promise.race([
        new Promise<void>((resolve) => this.#waiting.push(resolve)),
        new Promise((resolve) => setTimeout(resolve, 200).unref()),
      ]);
    }
  }

  acked(id: string): Promise<Frame> {
    return this.next((frame) => frame.type === 'ack' && frame.id === id);
  }

  /** The conversation as this persona sees it now. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async history(persona: string, conversation: string): Promise<any[]> {
    const before = this.frames.length;
    this.sendRaw(JSON.stringify({ type: 'show', persona, conversation }));
    const frame = await this.next(
      (candidate) =>
        this.frames.indexOf(candidate) >= before &&
        candidate.type === 'history' &&
        candidate.conversation === conversation &&
        candidate.persona === persona,
    );
    return frame.messages;
  }

  /** Every message seen live, as text, in the order received. */
  liveTexts(): string[] {
    return this.frames.filter(({ type }) => type === 'message').map(({ message }) => message.text);
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#socket.terminate();
    await once(this.#socket, 'close');
  }
}
