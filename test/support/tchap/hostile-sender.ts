import { randomUUID } from 'node:crypto';
import { MatrixEvent } from 'matrix-js-sdk';
import type { CryptoBackend } from 'matrix-js-sdk/lib/common-crypto/CryptoBackend.js';
import type { HostileEvent } from './hostile-events.ts';
import type { MatrixUser } from './matrix-user.ts';

/** Somebody whose client sends whatever it is given, as it is: nothing here asks whether it makes sense. */
export class HostileSender {
  readonly who: MatrixUser;
  readonly botId: string;
  /** What the homeserver took. */
  sent = 0;
  /** What it refused by itself. */
  refused = 0;
  /** Rooms into which the bot was invited. */
  readonly rooms: string[] = [];
  readonly sealed: object[] = [];

  constructor(who: MatrixUser, botId: string) {
    this.who = who;
    this.botId = botId;
  }

  async send(roomId: string, event: HostileEvent): Promise<void> {
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    switch (event.how) {
      case 'send': {
        const path = `${room}/send/${encodeURIComponent(event.type)}`;
        // The same transaction again is no second event.
        const transaction = randomUUID();
        await this.#put(`${path}/${transaction}`, event.content);
        if (event.again) await this.#put(`${path}/${transaction}`, event.content);
        return;
      }
      case 'seal': {
        // The sender's own crypto library dies of it: such an event can only be sent in clear.
        if (depthOf(event.content) > DEEPEST_SEALED || hasHalfPair(event.content))
          return this.send(roomId, { ...event, how: 'send' });
        const sealed = await this.#seal(roomId, event.type, event.content as object).catch(() => undefined);
        // In a room whose encryption they broke themselves.
        if (sealed === undefined) return this.send(roomId, { ...event, how: 'send' });
        this.sealed.push(sealed);
        return this.#put(`${room}/send/m.room.encrypted/${randomUUID()}`, sealed);
      }
      case 'state':
        return this.#put(`${room}/state/${event.type}/${encodeURIComponent(event.stateKey)}`, event.content);
      case 'redact':
        return this.#put(`${room}/redact/${encodeURIComponent(event.eventId)}/${randomUUID()}`, { reason: 'x' });
      case 'to device':
        return this.#put(`/sendToDevice/${event.type}/${randomUUID()}`, {
          messages: { [this.botId]: { '*': event.content } },
        });
      case 'invite':
        return this.#invite(event.direct);
      case 'knock':
        return this.#request('POST', `/knock/${encodeURIComponent(roomId)}`, {}).then(() => undefined);
    }
  }

  /** Encrypted for the bot, with its keys, whatever it is. */
  async #seal(roomId: string, type: string, content: object): Promise<object> {
    const { client } = this.who;
    const event = new MatrixEvent({ type, content, room_id: roomId, sender: this.who.userId });
    await (client.getCrypto() as CryptoBackend).encryptEvent(event, client.getRoom(roomId)!);
    return event.getWireContent();
  }

  async #invite(direct: boolean): Promise<void> {
    const answer = await this.#request('POST', '/createRoom', { invite: [this.botId], is_direct: direct });
    if (answer) this.rooms.push((JSON.parse(answer) as { room_id: string }).room_id);
  }

  async #put(path: string, content: unknown): Promise<void> {
    await this.#request('PUT', path, content);
  }

  /** Not by the SDK, which would mend or refuse some of it. */
  async #request(method: string, path: string, content: unknown): Promise<string | undefined> {
    const { client } = this.who;
    const response = await fetch(`${client.getHomeserverUrl()}/_matrix/client/v3${path}`, {
      method,
      headers: { Authorization: `Bearer ${client.getAccessToken()}` },
      body: JSON.stringify(content),
    });
    const text = await response.text();
    if (response.ok) this.sent++;
    else this.refused++;
    return response.ok ? text : undefined;
  }
}

const DEEPEST_SEALED = 100;

/** JSON writes half of a surrogate pair as an escape, and nothing else of that range. */
const hasHalfPair = (content: unknown): boolean => /(?<!\\)(?:\\\\)*\\ud[89a-f]/i.test(JSON.stringify(content));

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
