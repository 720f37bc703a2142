import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ownMark } from '../../../src/adapters/db/process-mark.ts';
import { NOT_JOINED } from '../../../src/app/ports/channel.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { LivingCard, NewOutboxRow, OutboxRow } from '../../../src/app/ports/outbox-store.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { conversation, insertDemande, seedPole } from '../../support/pole.ts';

onEachDatabase('the outbox', (database) => {
  let db: OpenedWithSql;
  let claire: Identite;
  let leased: OutboxRow[] = [];
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    db.unitOfWork.onLeased((rows) => leased.push(...rows));
  });
  after(() => db?.close());
  beforeEach(async () => {
    leased = [];
    await db.sql('DELETE FROM outbox');
    await db.sql('DELETE FROM carte');
  });

  const message = (text: string, to = 'c1'): NewOutboxRow => ({
    destination: { to: 'conversation', address: conversation(to) },
    content: { op: 'send', message: { text } },
  });
  const onCard = (op: 'send_card' | 'update_card', card: LivingCard): NewOutboxRow => ({
    destination: { to: 'analyse', circonscription: 'A' },
    content: { op, card },
  });
  const enqueue = (...rows: NewOutboxRow[]) => db.unitOfWork.run((tx) => tx.outbox.enqueue(rows));
  const texts = (rows: OutboxRow[]) =>
    rows.map(({ content }) => (content.op === 'send' ? content.message.text : content.op));
  const sent = { kind: 'sent' } as const;
  /** As if this much time had passed for the leases and pauses. */
  const pass = (seconds: number) =>
    db.sql("UPDATE outbox SET not_before = not_before - $1::float8 * interval '1 s'", [seconds]);

  it('leases at once what nothing older waits for, and hands it over after the commit', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.outbox.enqueue([message('one'), message('two'), message('elsewhere', 'c2')]);
      assert.deepEqual(leased, []);
    });
    assert.deepEqual(texts(leased), ['one', 'elsewhere']);
    assert.deepEqual(leased[0], {
      ...message('one'),
      id: leased[0]!.id,
      tries: 0,
      ambiguous: false,
      createdAt: leased[0]!.createdAt,
    });
    assert.deepEqual(await db.outboxQueue.claim(10), []);
  });

  it('hands over nothing of a transaction that was rolled back', async () => {
    const failing = db.unitOfWork.run(async (tx) => {
      await tx.outbox.enqueue([message('never')]);
      throw new Error('a bug');
    });
    await assert.rejects(failing, /a bug/);
    assert.deepEqual(leased, []);
    assert.equal((await db.outboxQueue.depth()).waiting, 0);
  });

  it('gives the rows of a conversation one by one, in order', async () => {
    await enqueue(message('one'), message('two'));
    await enqueue(message('three'));
    assert.deepEqual(texts(leased), ['one']);
    assert.equal(await db.outboxQueue.settle(leased[0]!.id, sent), true);
    const [two, ...more] = await db.outboxQueue.claim(10);
    assert.deepEqual([texts([two!]), more], [['two'], []]);
    assert.equal(await db.outboxQueue.settle(two!.id, sent), true);
    const [three] = await db.outboxQueue.claim(10);
    assert.deepEqual(three?.content, message('three').content);
    assert.equal(await db.outboxQueue.settle(three!.id, sent), false);
  });

  it('keeps one order for what answers in a conversation and what is sent to its person', async () => {
    const { id: _, ...known } = claire;
    const ana = { ...known, externalId: 'ana', personal: conversation('c1') };
    const { id: identiteId } = await db.unitOfWork.run((tx) => tx.directory.saveIdentite(ana));
    const notice: NewOutboxRow = { ...message('two'), destination: { to: 'identite', identiteId } };
    await enqueue(message('one'));
    await enqueue(notice, message('three'));
    assert.deepEqual(texts(leased), ['one']);
    for (const text of ['two', 'three']) {
      await db.outboxQueue.settle(leased.at(-1)!.id, sent);
      leased.push(...(await db.outboxQueue.claim(10)));
      assert.equal(texts(leased).at(-1), text);
    }
    assert.equal(leased.length, 3);
  });

  it('keeps the order of what waited until its person had a conversation, with what comes for them then', async () => {
    const { id: _, ...known } = claire;
    const lea = { ...known, externalId: 'lea' };
    const save = (given: Omit<Identite, 'id'>) => db.unitOfWork.run((tx) => tx.directory.saveIdentite(given));
    const { id: identiteId } = await save(lea);
    const notice = (text: string): NewOutboxRow => ({ ...message(text), destination: { to: 'identite', identiteId } });
    await enqueue(notice('one'));
    const waits = { kind: 'retry', afterMs: 60_000, code: NOT_JOINED, ambiguous: false, countsAsTry: false } as const;
    await db.outboxQueue.settle(leased[0]!.id, waits);
    await save({ ...lea, personal: conversation('c-lea') });
    await enqueue(notice('two'));
    assert.deepEqual(texts(leased), ['one']);
    assert.deepEqual(await db.outboxQueue.claim(10), []);
    await pass(61);
    for (const text of ['one', 'two']) {
      const [next, ...more] = await db.outboxQueue.claim(10);
      assert.deepEqual([texts([next!]), more], [[text], []]);
      await db.outboxQueue.settle(next!.id, sent);
    }
    await enqueue(notice('three'), message('elsewhere', 'c-lea'));
    assert.deepEqual(texts(leased), ['one', 'three']);
  });

  it('keeps the delivery record of what was sent, without its content', async () => {
    await enqueue(message('one'));
    const posted = { address: conversation('c1'), remoteId: 'm-17' };
    await db.outboxQueue.settle(leased[0]!.id, { kind: 'sent', posted });
    const [row] = await db.sql<object>('SELECT etat, content, remote_id, posted_at, settled_at FROM outbox');
    const { settled_at, ...record } = row as { settled_at: unknown };
    assert.ok(settled_at instanceof Date);
    assert.deepEqual(record, { etat: 'envoye', content: null, remote_id: 'm-17', posted_at: conversation('c1') });
  });

  it('gives the rows of a dead process to another one after 60 seconds, as ambiguous', async () => {
    await enqueue(message('one'));
    await pass(59);
    assert.deepEqual(await db.outboxQueue.claim(10), []);
    await pass(2);
    const [again] = await db.outboxQueue.claim(10);
    assert.deepEqual([again?.id, again?.tries, again?.ambiguous], [leased[0]!.id, 1, true]);
    assert.deepEqual(await db.outboxQueue.claim(10), []);
  });

  it('gives the rows of a process that is seen dead to another one at once, and of a live one not', async () => {
    await enqueue(message('of the living', 'c1'), message('of the dead', 'c2'));
    const mark = { ...ownMark(), pid: spawnSync(process.execPath, ['--version']).pid };
    await db.sql('UPDATE outbox SET processus = $1 WHERE id = $2', [JSON.stringify(mark), leased[1]!.id]);
    await db.freeDeadLeases();
    const [again, ...more] = await db.outboxQueue.claim(10);
    assert.deepEqual([texts([again!]), again!.tries, again!.ambiguous, more], [['of the dead'], 1, true, []]);
    await db.freeDeadLeases();
    assert.deepEqual(await db.outboxQueue.claim(10), []);
  });

  it('pauses a row that is tried again, with all that comes after it in its conversation', async () => {
    await enqueue(message('one'), message('two'));
    const retry = { kind: 'retry', afterMs: 5000, code: '429', ambiguous: false, countsAsTry: false } as const;
    await db.outboxQueue.settle(leased[0]!.id, retry);
    assert.deepEqual(await db.outboxQueue.claim(10), []);
    await pass(6);
    const [one] = await db.outboxQueue.claim(10);
    assert.deepEqual([texts([one!]), one?.tries, one?.ambiguous], [['one'], 0, false]);
    await db.outboxQueue.settle(one!.id, { ...retry, afterMs: 0, ambiguous: true, countsAsTry: true });
    const [third] = await db.outboxQueue.claim(10);
    assert.deepEqual([texts([third!]), third?.tries, third?.ambiguous], [['one'], 1, true]);
  });

  it('goes on after a dead row, which is kept', async () => {
    await enqueue(message('one'), message('two'));
    assert.equal(await db.outboxQueue.settle(leased[0]!.id, { kind: 'dead', code: '403' }), true);
    assert.deepEqual(texts(await db.outboxQueue.claim(10)), ['two']);
    const { waiting, dead } = await db.outboxQueue.depth();
    assert.deepEqual({ waiting, dead }, { waiting: 1, dead: 1 });
  });

  it('tells how long the oldest due row has waited', async () => {
    assert.deepEqual(await db.outboxQueue.depth(), { waiting: 0, dead: 0, oldestSeconds: 0 });
    await enqueue(message('one'));
    await db.sql("UPDATE outbox SET created_at = now() - interval '90 s', not_before = now() - interval '30 s'");
    const { oldestSeconds } = await db.outboxQueue.depth();
    assert.ok(oldestSeconds >= 90 && oldestSeconds < 100, String(oldestSeconds));
  });

  it('wakes what waits for somebody to come in, and what follows it is not late meanwhile', async () => {
    const toClaire: NewOutboxRow = { ...message('one'), destination: { to: 'identite', identiteId: claire.id } };
    await enqueue(toClaire, toClaire);
    const wake = (to = claire.id) =>
      db.unitOfWork.run((tx) => tx.outbox.wake([{ to: 'identite', identiteId: to }, message('').destination]));
    assert.equal(await wake(), false);
    const later = { kind: 'retry', afterMs: 60_000, code: NOT_JOINED, ambiguous: false, countsAsTry: false } as const;
    await db.outboxQueue.settle(leased[0]!.id, later);
    await db.sql("UPDATE outbox SET created_at = created_at - interval '1 day'");
    assert.equal((await db.outboxQueue.depth()).oldestSeconds, 0);
    assert.equal(await wake('somebody else'), false);
    assert.deepEqual(await db.outboxQueue.claim(10), []);
    assert.equal(await wake(), true);
    assert.deepEqual(texts(await db.outboxQueue.claim(10)), ['one']);
  });

  it('never gives one row to two workers', async () => {
    for (let index = 0; index < 20; index++) await enqueue(message(`m${index}`, `many${index}`));
    await pass(61);
    const claimed = await Promise.all([1, 2, 3, 4].map(() => db.outboxQueue.claim(8)));
    const ids = claimed.flat().map((row) => row.id);
    assert.equal(new Set(ids).size, ids.length);
    ids.push(...(await db.outboxQueue.claim(20)).map((row) => row.id));
    assert.equal(new Set(ids).size, 20);
  });

  it('keeps the order of commits where several transactions write to one conversation', async () => {
    const committed: string[] = [];
    const write = (text: string) =>
      db.unitOfWork.run(async (tx) => {
        await tx.outbox.enqueue([message(text, 'shared')]);
        // Answered after the row was written.
        await tx.directory.revision();
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
        // No other transaction can write there before this one's commit.
        committed.push(text);
      });
    await Promise.all(Array.from({ length: 15 }, (_, index) => write(`t${index}`)));
    assert.equal(leased.length, 1);
    const order = texts(leased);
    let last = leased[0]!;
    while (await db.outboxQueue.settle(last.id, sent)) {
      const next = await db.outboxQueue.claim(10);
      assert.equal(next.length, 1);
      last = next[0]!;
      order.push(...texts(next));
    }
    assert.deepEqual(order, committed);
  });

  it('wakes somebody for every row, when sending and writing go on at once', async () => {
    let inFlight = 0;
    let delivered = 0;
    const deliver = async (row: OutboxRow): Promise<void> => {
      inFlight++;
      delivered++;
      if (await db.outboxQueue.settle(row.id, sent)) {
        for (const next of await db.outboxQueue.claim(10)) void deliver(next);
      }
      inFlight--;
    };
    db.unitOfWork.onLeased((rows) => {
      for (const row of rows) if (row.destination.to === 'identite') void deliver(row);
    });
    const toClaire = { destination: { to: 'identite', identiteId: claire.id }, content: message('').content } as const;
    for (let round = 0; round < 25; round++) {
      await Promise.all([enqueue(toClaire), enqueue(toClaire)]);
    }
    for (let waits = 0; waits < 200 && (inFlight > 0 || delivered < 50); waits++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(delivered, 50);
    assert.equal((await db.outboxQueue.depth()).waiting, 0);
  });

  describe('with living cards', () => {
    const card = { kind: 'analyse', demandeId: 'd1' } as const;
    const place = { channel: 'sandbox', conversationId: 'equipe', kind: 'channel', opaque: { a: 1 } } as const;
    const copy = { address: place, remoteId: 'r1' };
    before(async () => {
      await insertDemande(db, claire, 'd1');
    });

    it('records the posted copy, under the card’s circonscription', async () => {
      await enqueue(onCard('send_card', card));
      await db.outboxQueue.settle(leased[0]!.id, { kind: 'sent', posted: copy });
      assert.deepEqual(await db.outboxQueue.copies(card), [copy]);
      assert.deepEqual(await db.outboxQueue.copies({ kind: 'analyse', demandeId: 'other' }), []);
      assert.deepEqual(await db.sql('SELECT circonscription, genre FROM carte'), [
        { circonscription: 'A', genre: 'analyse' },
      ]);
    });

    it('adopts a ghost once, and drops a copy that is gone', async () => {
      const ghost = { address: place, remoteId: 'r2' };
      const adopt = () => db.unitOfWork.run((tx) => tx.outbox.adoptCopy('A', card, ghost));
      assert.deepEqual([await adopt(), await adopt()], [true, false]);
      await db.outboxQueue.dropCopy(card, ghost);
      assert.deepEqual(await db.outboxQueue.copies(card), []);
    });

    it('tells the cards of two members apart', async () => {
      const [membre] = await db.directory.membres('A');
      const theirs = { kind: 'sollicitation', demandeId: 'd1', membreId: membre!.id } as const;
      await db.unitOfWork.run((tx) => tx.outbox.adoptCopy('A', theirs, copy));
      assert.deepEqual(await db.outboxQueue.copies(theirs), [copy]);
      assert.deepEqual(await db.outboxQueue.copies({ ...theirs, membreId: 'x' }), []);
      assert.deepEqual(await db.outboxQueue.copies(card), []);
    });

    const updates = async () =>
      (await db.sql<{ n: number }>("SELECT count(*)::integer AS n FROM outbox WHERE op = 'update_card'"))[0]!.n;

    it('writes one update where one waits already', async () => {
      await enqueue(message('in front', 'x'), onCard('send_card', card));
      await enqueue(onCard('update_card', card), onCard('update_card', card));
      await enqueue(onCard('update_card', card));
      assert.equal(await updates(), 1);
    });

    it('writes another update beside one that is being sent', async () => {
      await enqueue(onCard('update_card', card));
      assert.equal(leased.length, 1);
      await enqueue(onCard('update_card', card));
      assert.equal(await updates(), 2);
    });

    it('keeps a worker from taking the waiting update before the commit that counts on it', async () => {
      await enqueue(onCard('update_card', card));
      const pause = { kind: 'retry', afterMs: 0, code: '', ambiguous: false, countsAsTry: false } as const;
      await db.outboxQueue.settle(leased[0]!.id, pause);
      const during: OutboxRow[] = [];
      await db.unitOfWork.run(async (tx) => {
        await tx.outbox.enqueue([onCard('update_card', card)]);
        if (database().kind === 'postgres') during.push(...(await db.outboxQueue.claim(10)));
      });
      assert.deepEqual(during, []);
      assert.equal(await updates(), 1);
      assert.equal((await db.outboxQueue.claim(10)).length, 1);
    });

    it('finds the open demandes whose card the analysis channel lacks', async () => {
      const missing = () => db.outboxQueue.withoutCard();
      assert.deepEqual(await missing(), [], 'no channel, nowhere to post');
      await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', place));
      assert.deepEqual(await missing(), [{ circonscription: 'A', demandeId: 'd1' }]);
      await enqueue(onCard('send_card', card));
      assert.deepEqual(await missing(), []);
      await db.outboxQueue.settle(leased[0]!.id, { kind: 'sent', posted: copy });
      assert.deepEqual(await missing(), []);
      await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', { ...place, conversationId: 'new' }));
      assert.deepEqual(await missing(), [{ circonscription: 'A', demandeId: 'd1' }]);
    });
  });
});

onEachDatabase('a process that sends nothing', (database) => {
  it('leases nothing, so that another one sends at once', async () => {
    const db = await database().open();
    try {
      const row: NewOutboxRow = {
        destination: { to: 'conversation', address: conversation('c1') },
        content: { op: 'send', message: { text: 'one' } },
      };
      await db.unitOfWork.run((tx) => tx.outbox.enqueue([row]));
      assert.equal((await db.outboxQueue.claim(10)).length, 1);
    } finally {
      await db.close();
    }
  });
});
