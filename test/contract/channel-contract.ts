import assert from 'node:assert/strict';
import { type Channel, DeliveryError, type PersonToReach, type RosterMember } from '../../src/app/ports/channel.ts';
import type { Address } from '../../src/app/ports/inbound.ts';

/** A message as the people in a conversation see it now. */
export interface Shown {
  remoteId: string;
  /** The plain text, or the summary beside a card. */
  text: string;
  /** The bound card, where there is one. */
  card?: unknown;
}

export interface ChannelUnderTest {
  channel: Channel;
  /** A place the bot may write to. */
  address: Address;
  /** Is in the place's roster. */
  present: { externalId: string; email: string };
  /** Is known to the channel, and not in that roster. */
  absent: { externalId: string };
  /** Someone the bot may write to; found through `address` where the channel needs a roster. */
  reachable: PersonToReach;
  /** Someone it may not: not installed, blocked. */
  unreachable: PersonToReach;
  /** A conversation that refuses every message. */
  closed: Address;
  /** Oldest first. */
  readConversation(address: Address): Promise<Shown[]>;
  /** The next send is refused for now; there where the channel throttles. */
  throttleNext?(retryAfterMs: number): void;
  close(): Promise<void>;
}

const CARD = { template: 'message' as const, data: { title: 'Bonjour', lines: [], buttons: [] } };

/**
 * What every messenger must do, whatever is behind it: the behaviours of src/app/ports/channel.ts.
 * @param traits.throttles the channel asks its senders to slow down: `throttleNext` is there
 */
export function describeChannel(
  name: string,
  setup: () => Promise<ChannelUnderTest>,
  traits: { throttles: boolean },
): void {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest;
    before(async () => {
      under = await setup();
    });
    after(() => under.close());

    const shown = async () => under.readConversation(under.address);
    const send = (text: string) => under.channel.send(under.address, { text }, `contract-${text}`);

    it('gives an id for a message it posted, by which the message is found', async () => {
      const id = await send('un premier message');
      assert.equal((await shown()).find(({ remoteId }) => remoteId === id)?.text, 'un premier message');
    });

    it('replaces a message in place, and leaves the others as they are', async () => {
      const before = await send('avant');
      const other = await send('voisin');
      await under.channel.update(under.address, before, { text: 'après' });
      const now = await shown();
      const places = [before, other].map((id) => now.findIndex(({ remoteId }) => remoteId === id));
      assert.deepEqual(
        places.map((at) => now[at]?.text),
        ['après', 'voisin'],
      );
      assert.ok(places[0]! < places[1]!, 'the updated message stays before the later one');
    });

    it('shows a card, and replaces it by another', async () => {
      const id = await under.channel.send(under.address, { text: 'résumé', card: CARD }, 'contract-card');
      const first = (await shown()).find(({ remoteId }) => remoteId === id);
      assert.equal(first?.text, 'résumé');
      assert.ok(JSON.stringify(first?.card).includes('Bonjour'));
      const changed = { ...CARD, data: { ...CARD.data, title: 'Bonsoir' } };
      await under.channel.update(under.address, id, { text: 'résumé', card: changed });
      assert.ok(JSON.stringify((await shown()).find(({ remoteId }) => remoteId === id)?.card).includes('Bonsoir'));
    });

    it('erases a message, also when it is gone already', async () => {
      const id = await send('à effacer');
      await under.channel.erase(under.address, id);
      assert.equal(
        (await shown()).some(({ text }) => text === 'à effacer'),
        false,
      );
      await under.channel.erase(under.address, id);
    });

    it('shows what a person wrote literally', async () => {
      const words =
        '<at>tous</at> **gras** {{DATE(2026-01-01,SHORT)}} ${champ} <b>x</b> &lt; [lien](https://exemple.fr)';
      const id = await send(words);
      assert.equal((await shown()).find(({ remoteId }) => remoteId === id)?.text, words);
    });

    it('keeps the order of messages that are sent at the same time', async () => {
      const texts = ['un', 'deux', 'trois', 'quatre', 'cinq'].map((word) => `ordre ${word}`);
      await Promise.all(texts.map(send));
      const order = (await shown()).map(({ text }) => text).filter((text) => text.startsWith('ordre '));
      assert.deepEqual(order, texts);
    });

    it('opens a private conversation once: the same address each time', async () => {
      const first = await under.channel.openPersonal(under.reachable, under.address);
      const again = await under.channel.openPersonal(under.reachable, under.address);
      assert.equal(first.kind, 'personal');
      assert.equal(first.channel, under.channel.id);
      assert.equal(again.conversationId, first.conversationId);
      const id = await under.channel.send(first, { text: 'en privé' }, 'contract-personal');
      assert.ok((await under.readConversation(first)).some(({ remoteId }) => remoteId === id));
    });

    it('tells that someone cannot be reached', async () => {
      const failure = await failureOf(under.channel.openPersonal(under.unreachable, under.address));
      assert.equal(failure.failure, 'unreachable');
    });

    it('tells that a conversation refuses its messages', async () => {
      const failure = await failureOf(under.channel.send(under.closed, { text: 'x' }, 'contract-closed'));
      assert.equal(failure.failure, 'unreachable');
    });

    it('gives the roster entry of someone who is there, with e-mails in lower case', async () => {
      const member = (await under.channel.rosterMember(under.address, under.present.externalId)) as RosterMember;
      assert.equal(member.externalId, under.present.externalId);
      assert.ok(member.emails.includes(under.present.email.toLowerCase()));
      assert.deepEqual(
        member.emails,
        member.emails.map((email) => email.toLowerCase()),
      );
    });

    it('has no roster entry for someone who is not there', async () => {
      assert.equal(await under.channel.rosterMember(under.address, under.absent.externalId), undefined);
    });

    if (!traits.throttles) return;
    it('says how long to wait when it must slow down, and posts nothing then', async () => {
      under.throttleNext!(2000);
      const failure = await failureOf(send('trop vite'));
      assert.equal(failure.failure, 'throttled');
      assert.equal(failure.retryAfterMs, 2000);
      assert.equal(
        (await shown()).some(({ text }) => text === 'trop vite'),
        false,
      );
    });
  });
}

async function failureOf(attempt: Promise<unknown>): Promise<DeliveryError> {
  const error = await attempt.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, String(error));
  return error;
}
