import type { ClientMessage } from '../../../app/ports/messenger-persona.ts';

export interface Announcer {
  listen(listener: (message: ClientMessage) => void): void;
  /** Tells each message that is not as it was told last. */
  tell(): void;
  /** The same in a moment: what comes together (an event, its decryption, what it changes) is told together. */
  tellSoon(): void;
  stop(): void;
}

const SETTLE_MS = 30;

/** @param messages as they show now */
export function createAnnouncer(messages: () => ClientMessage[]): Announcer {
  const listeners: ((message: ClientMessage) => void)[] = [];
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    for (const message of messages()) {
      const written = JSON.stringify(message);
      if (told.get(message.id) === written) continue;
      told.set(message.id, written);
      for (const listener of listeners) listener(message);
    }
  };
  return {
    listen: (listener) => void listeners.push(listener),
    tell,
    tellSoon() {
      timer ??= setTimeout(tell, SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
