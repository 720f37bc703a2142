import assert from 'node:assert/strict';
import pg from 'pg';
import sinon from 'sinon';
import type { Database } from '../../../src/adapters/db/database.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { OutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { EventKey, OpenedTurn, Saisie } from '../../../src/app/ports/turn-store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { conversation, insertDemande, seedPole } from '../../support/pole.ts';

onEachDatabase('turns', (database, kind) => {
  let db: Database;
  let claire: Identite;
  let other: Identite;
  before(async function () {
    this.timeout(60_000);
    db = await database().open();
    claire = await seedPole(db);
    other = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'marc', nom: 'Marc', emails: [] }),
    );
  });
  after(() => db?.close());

  const key = (eventId: string, conversationId = 'c1', actorExternalId = 'claire'): EventKey => ({
    channel: 'sandbox',
    conversationId,
    actorExternalId,
    eventId,
  });
  const saisie = (id: string, given: Partial<Saisie> = {}): Saisie => ({
    id,
    ownerId: claire.id,
    state: { form: 'annexe1', version: 3, answers: { cas: 'eleve', niveau: ['CP'] }, at: 'x', trail: [], skipped: [] },
    status: 'ouverte',
    updatedAt: '2026-10-01T08:00:00.123Z',
    ...given,
  });
  const opened = (eventId: string, conversationId?: string, actor?: string): Promise<OpenedTurn> =>
    db.unitOfWork.run((tx) => tx.turns.open(key(eventId, conversationId, actor)));
  const activeIn = async (conversationId: string, actor?: string): Promise<Saisie | undefined> => {
    const turn = await opened(`look ${Math.random()}`, conversationId, actor);
    return turn.repeated ? undefined : turn.activeSaisie;
  };

  it('give the stored answer to a re-delivery', async () => {
    const answer = { kind: 'notice', text: 'C’est noté.' } as const;
    await db.unitOfWork.run(async (tx) => {
      assert.deepEqual(await tx.turns.open(key('e1')), { repeated: false });
      await tx.turns.keepAnswer(key('e1'), answer);
    });
    assert.deepEqual(await opened('e1'), { repeated: true, answer });
    assert.deepEqual(await opened('e1', 'c2'), { repeated: false }, 'the same id elsewhere is another event');
    assert.deepEqual(await opened('e1', 'c1', 'marc'), { repeated: false }, 'and so is another actor’s');
  });

  it('answer nothing to the re-delivery of an event that had no answer', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(key('e2'));
      await tx.turns.keepAnswer(key('e2'), { kind: 'none' });
    });
    assert.deepEqual(await opened('e2'), { repeated: true, answer: { kind: 'none' } });
  });

  it('are run once for five deliveries, two at once, in twenty rounds', async () => {
    for (let round = 0; round < 20; round++) {
      const event = key(`round ${round}`);
      const answer = { kind: 'notice', text: `round ${round}` } as const;
      let effects = 0;
      const deliver = () =>
        db.unitOfWork.run(async (tx) => {
          const turn = await tx.turns.open(event);
          if (turn.repeated) return turn.answer;
          effects++;
          await tx.turns.keepAnswer(event, answer);
          return answer;
        });
      const answers = await Promise.all([deliver(), deliver()]);
      answers.push(...(await Promise.all([deliver(), deliver()])), await deliver());
      assert.equal(effects, 1);
      assert.deepEqual(answers, new Array(5).fill(answer));
    }
  });

  it('are run by the second delivery when the first one was rolled back', async () => {
    const failing = db.unitOfWork.run(async (tx) => {
      await tx.turns.open(key('e3'));
      throw new Error('a bug');
    });
    const second = db.unitOfWork.run((tx) => tx.turns.open(key('e3')));
    await assert.rejects(failing, /a bug/);
    assert.equal((await second).repeated, false);
  });

  it('of one conversation follow one another, each seeing what the one before wrote', async () => {
    const turns = Array.from({ length: 12 }, (_, index) =>
      db.unitOfWork.run(async (tx) => {
        const turn = await tx.turns.open(key(`serial ${index}`, 'serial'));
        const before = turn.repeated ? undefined : turn.activeSaisie;
        const answers = { ...before?.state.answers, [`turn${index}`]: 'seen' };
        const draft = before ?? saisie('serial');
        await tx.turns.saveActive(key(`serial ${index}`, 'serial'), { ...draft, state: { ...draft.state, answers } });
      }),
    );
    await Promise.all(turns);
    const answers = Object.keys((await activeIn('serial'))?.state.answers ?? {});
    assert.equal(answers.filter((name) => name.startsWith('turn')).length, 12);
  });

  it('give back a draft as it was saved', async () => {
    const demande = await insertDemande(db, claire, 'd-draft');
    const full = saisie('s-full', { circonscription: 'A', demandeId: demande.id });
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(key('e4', 'c4'));
      await tx.turns.saveActive(key('e4', 'c4'), full);
    });
    assert.deepEqual(await activeIn('c4'), full);
    assert.deepEqual(await db.unitOfWork.run((tx) => tx.turns.load('s-full', claire.id)), full);
  });

  it('find the circonscription of a draft about a demande by the demande', async () => {
    await db.unitOfWork.run((tx) => tx.turns.save(saisie('s-about', { demandeId: 'd-draft' })));
    const loaded = await db.unitOfWork.run((tx) => tx.turns.load('s-about', claire.id));
    assert.equal(loaded?.circonscription, 'A');
  });

  it('know one active draft for each account of a shared conversation', async () => {
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(key('e5', 'shared'));
      await tx.turns.saveActive(key('e5', 'shared'), saisie('s-claire'));
    });
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(key('e5', 'shared', 'marc'));
      await tx.turns.saveActive(key('e5', 'shared', 'marc'), saisie('s-marc', { ownerId: other.id }));
    });
    assert.equal((await activeIn('shared'))?.id, 's-claire');
    assert.equal((await activeIn('shared', 'marc'))?.id, 's-marc');
  });

  it('leave no draft active when told so, and keep it open', async () => {
    const turn = key('e6', 'c6');
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(turn);
      await tx.turns.saveActive(turn, saisie('s-left'));
      await tx.turns.saveActive(turn, undefined);
    });
    assert.equal(await activeIn('c6'), undefined);
    const open = await db.unitOfWork.run((tx) => tx.turns.openOf(claire.id));
    assert.ok(open.some((draft) => draft.id === 's-left'));
  });

  it('do not resume a draft that has ended', async () => {
    const turn = key('e7', 'c7');
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.open(turn);
      await tx.turns.saveActive(turn, saisie('s-ended'));
      await tx.turns.save(saisie('s-ended', { status: 'terminee' }));
    });
    assert.equal(await activeIn('c7'), undefined);
    assert.equal((await db.unitOfWork.run((tx) => tx.turns.load('s-ended', claire.id)))?.status, 'terminee');
  });

  it('list the open drafts of their owner, the last touched first', async () => {
    const owner = { ownerId: other.id };
    await db.unitOfWork.run(async (tx) => {
      await tx.turns.save(saisie('o1', { ...owner, updatedAt: '2026-10-03T08:00:00.000Z' }));
      await tx.turns.save(saisie('o2', { ...owner, updatedAt: '2026-10-05T08:00:00.000Z' }));
      await tx.turns.save(saisie('o3', { ...owner, status: 'abandonnee' }));
    });
    const open = await db.unitOfWork.run((tx) => tx.turns.openOf(other.id));
    assert.deepEqual(
      open.map((draft) => draft.id),
      ['o2', 'o1', 's-marc'],
    );
  });

  it('give nobody else’s draft, and let nobody else write it', async () => {
    assert.equal(await db.unitOfWork.run((tx) => tx.turns.load('s-claire', other.id)), undefined);
    await assert.rejects(db.unitOfWork.run((tx) => tx.turns.save(saisie('s-claire', { ownerId: other.id }))));
    assert.equal((await activeIn('shared'))?.ownerId, claire.id);
  });

  if (kind === 'postgres') {
    it('cost five statements when a text is answered, and one more once it is sent', async () => {
      const leased: OutboxRow[] = [];
      db.unitOfWork.onLeased((rows) => leased.push(...rows));
      const query = sinon.spy(pg.Client.prototype, 'query');
      try {
        await db.unitOfWork.run(async (tx) => {
          await tx.turns.open(key('counted', 'c8'));
          await tx.turns.saveActive(key('counted', 'c8'), saisie('s-counted'));
          const content = { op: 'send', message: { text: 'Et la classe ?' } } as const;
          await tx.outbox.enqueue([{ destination: { to: 'conversation', address: conversation('c8') }, content }]);
        });
        assert.equal(query.callCount, 5);
        assert.equal(await db.outboxQueue.settle(leased[0]!.id, { kind: 'sent' }), false);
        assert.equal(query.callCount, 6);
      } finally {
        query.restore();
      }
    });
  }

  it('purge old events only', async () => {
    assert.equal(await db.purgeInbox(1), 0);
    assert.equal((await opened('e1')).repeated, true);
    assert.ok((await db.purgeInbox(0)) > 20);
    assert.equal((await opened('e1')).repeated, false);
  });
});
