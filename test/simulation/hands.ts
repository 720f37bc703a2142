import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address, InboundPayload } from '../../src/app/ports/inbound.ts';
import type { Action } from '../../src/core/action.ts';
import { parisDay } from '../../src/core/form/format-date.ts';
import type { Card } from '../../src/core/view/message.ts';
import type { OpenedWithSql } from '../support/databases.ts';
import type { Person } from './cast.ts';
import { offersOf } from './offers.ts';
import type { ServerPair } from './server-pair.ts';
import { privateRoom } from './year-channel.ts';

/** What people do with the bot: they write, they press what it shows, and read what it answers. */
export class Hands {
  readonly #servers: ServerPair;
  readonly #db: OpenedWithSql;

  constructor(servers: ServerPair, db: OpenedWithSql) {
    this.#servers = servers;
    this.#db = db;
  }

  get today(): string {
    return parisDay(new Date(this.#servers.now).toISOString());
  }

  /** @returns the card that they see next, in place of the one they pressed or as a message */
  write(who: Person, text: string, place?: Address): Promise<Card | undefined> {
    return this.#do(who, { kind: 'text', text, attachments: [] }, place);
  }

  press(
    who: Person,
    action: Action,
    values: { [inputId: string]: string } = {},
    place?: Address,
  ): Promise<Card | undefined> {
    const style = who.channel === 'teams' ? 'execute' : 'submit';
    return this.#do(who, { kind: 'action', action, values, style }, place);
  }

  async #do(who: Person, payload: InboundPayload, place?: Address): Promise<Card | undefined> {
    const { externalId, channel } = who;
    const address = place ?? privateRoom(externalId, channel);
    const { post } = this.#servers;
    const before = post.messages;
    const actor = { externalId, name: externalId };
    const answer = await this.#servers.deliver({ channel, eventId: randomUUID(), actor, address, payload });
    if (answer.kind === 'card' && offersOf(answer.card).length > 0) return answer.card;
    if (answer.kind === 'notice') return undefined;
    await this.settled();
    const cards = post.since(before, privateRoom(externalId, channel).conversationId);
    // They may be told of something else meanwhile.
    return cards.findLast(isOfForm) ?? cards.at(-1);
  }

  /** All that was to be posted has been. */
  async settled(): Promise<void> {
    const end = Date.now() + 120_000;
    while ((await this.#db.sql("SELECT 1 FROM outbox WHERE etat = 'attente' LIMIT 1")).length > 0) {
      if (Date.now() > end) throw new Error('in vain: all that waits is posted');
      await delay(3);
    }
    // What the processes tell comes by another way than what the database says.
    await delay(1);
  }
}

const isOfForm = (card: Card) => offersOf(card).some(({ action }) => action.saisieId !== undefined);
