import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { SandboxStore } from '../../src/app/ports/sandbox-store.ts';

const AT = '2026-03-02T09:42:00.000Z';
const LATER = '2026-03-02T10:00:00.000Z';

/** What every store of the sandbox page does. `open` is called once; each test has conversations of its own. */
export function describeSandboxStore(
  name: string,
  open: () => Promise<{ store: SandboxStore; close(): Promise<void> }>,
) {
  describe(`sandbox store: ${name}`, function () {
    this.timeout(30_000);
    let store: SandboxStore;
    let close: () => Promise<void>;
    let rank = 0;
    let conversationId = '';

    before(async () => {
      ({ store, close } = await open());
    });
    after(() => close?.());
    beforeEach(() => {
      rank += 1;
      conversationId = `perso:${rank}`;
    });

    const add = (id: string, text = id, card?: { [key: string]: string }) =>
      store.add({ id: `${conversationId} ${id}`, conversationId, author: 'bot', text, card, createdAt: AT });

    it('gives back what was added, oldest first', async () => {
      await add('un');
      const { message, added } = await add('deux', 'texte à « accents » 📷', { type: 'AdaptiveCard' });
      assert.equal(added, true);
      const [first, second] = await store.list(conversationId, 'x', 10);
      assert.ok(first!.seq < second!.seq);
      assert.deepEqual({ ...second, seq: 0, view: undefined }, { ...message, seq: 0, view: undefined });
      assert.equal(second!.text, 'texte à « accents » 📷');
      assert.deepEqual(second!.card, { type: 'AdaptiveCard' });
      assert.equal(second!.createdAt, AT);
      assert.equal(second!.erased, false);
    });

    it('leaves an id that it knows as it stands', async () => {
      await add('un', 'premier');
      const again = await add('un', 'second');
      assert.equal(again.added, false);
      assert.equal(again.message.text, 'premier');
      assert.equal((await store.list(conversationId, 'x', 10)).length, 1);
    });

    it('adds one message when the same is added at once', async () => {
      const results = await Promise.all([add('un'), add('un'), add('un')]);
      assert.equal(results.filter(({ added }) => added).length, 1);
    });

    it('lists the last ones, or those before one', async () => {
      for (const id of ['1', '2', '3', '4', '5']) await add(id);
      const last = await store.list(conversationId, 'x', 2);
      assert.deepEqual(
        last.map(({ text }) => text),
        ['4', '5'],
      );
      const before = await store.list(conversationId, 'x', 2, last[0]!.seq);
      assert.deepEqual(
        before.map(({ text }) => text),
        ['2', '3'],
      );
      assert.equal((await store.lastSeqs())[conversationId], last[1]!.seq);
    });

    it('keeps a private view for one viewer until the message is updated', async () => {
      const { message } = await add('un', 'base');
      await store.keepView(conversationId, message.id, 'sophie', { v: 1 });
      await store.keepView(conversationId, message.id, 'sophie', { v: 2 });
      await store.keepView(conversationId, 'inconnu', 'sophie', { v: 3 });
      await store.keepView('perso:autre', message.id, 'marc', { v: 4 });
      assert.deepEqual((await store.list(conversationId, 'sophie', 9))[0]!.view, { v: 2 });
      assert.equal((await store.list(conversationId, 'marc', 9))[0]!.view, undefined);

      const updated = await store.update(conversationId, message.id, { text: 'base 2', card: { c: 1 } }, LATER);
      assert.deepEqual([updated!.text, updated!.card, updated!.updatedAt], ['base 2', { c: 1 }, LATER]);
      const [seen] = await store.list(conversationId, 'sophie', 9);
      assert.equal(seen!.view, undefined);
      assert.equal(seen!.seq, message.seq);
    });

    it('drops the private views of one viewer in one conversation', async () => {
      const { message } = await add('un');
      for (const viewer of ['sophie', 'marc']) await store.keepView(conversationId, message.id, viewer, { viewer });
      await store.dropViews(conversationId, 'sophie');
      assert.equal((await store.list(conversationId, 'sophie', 9))[0]!.view, undefined);
      assert.deepEqual((await store.list(conversationId, 'marc', 9))[0]!.view, { viewer: 'marc' });
    });

    it('forgets what was in an erased message, for good', async () => {
      const { message } = await add('un', 'secret', { secret: 'oui' });
      await store.keepView(conversationId, message.id, 'sophie', { secret: 'oui' });
      assert.equal((await store.erase(conversationId, message.id, LATER))!.erased, true);
      const [left] = await store.list(conversationId, 'sophie', 9);
      assert.deepEqual([left!.text, left!.card, left!.view, left!.erased], ['', undefined, undefined, true]);
      assert.equal(await store.erase(conversationId, message.id, LATER), undefined);
      assert.equal(await store.update(conversationId, message.id, { text: 'revenu' }, LATER), undefined);
    });

    it('touches a message in its own conversation only', async () => {
      const { message } = await add('un');
      assert.equal(await store.update('perso:autre', message.id, { text: 'x' }, LATER), undefined);
      assert.equal(await store.erase('perso:autre', message.id, LATER), undefined);
    });

    it('changes one situation of a persona without the other', async () => {
      const persona = `p${rank}`;
      await store.setSituation(persona, { absent: true });
      await store.setSituation(persona, { injoignable: true });
      await store.setSituation(persona, { absent: false });
      const { absents, injoignables } = await store.situation();
      assert.deepEqual([absents.includes(persona), injoignables.includes(persona)], [false, true]);
    });
  });
}
