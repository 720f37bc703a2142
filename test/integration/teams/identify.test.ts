import assert from 'node:assert/strict';
import type { Database } from '../../../src/adapters/db/database.ts';
import { createIdentifier } from '../../../src/app/identify.ts';
import type { Channel } from '../../../src/app/ports/channel.ts';
import type { Inbound } from '../../../src/app/ports/inbound.ts';
import { onEachDatabase } from '../../support/databases.ts';

const opaque = { serviceUrl: 'https://smba.example/teams/', botId: '28:bot', tenantId: 't-1', userId: '29:claire' };

function inbound(changes: Partial<Inbound['address']> = {}): Inbound {
  return {
    channel: 'teams',
    eventId: 'e-1',
    actor: { externalId: '29:claire', name: 'Claire' },
    address: { channel: 'teams', conversationId: 'a:1', kind: 'personal', tenant: 't-1', opaque, ...changes },
    payload: { kind: 'text', text: 'bonjour', attachments: [] },
  };
}

onEachDatabase('someone who writes from Teams', (database) => {
  let db: Database;
  let asked: number;
  const now = new Date('2026-10-01T08:00:00Z');
  const clock = { now: () => now };
  const channel = {
    capabilities: { verifiedEmails: true },
    async rosterMember() {
      asked += 1;
      return { externalId: '29:claire', name: 'Claire', emails: ['claire@exemple.fr'], tenant: 't-1' };
    },
  } as unknown as Channel;
  const identifier = () => createIdentifier(db.unitOfWork, new Map([['teams', channel]]), clock);

  before(async function () {
    this.timeout(60_000);
    db = await database().open();
  });
  after(() => db?.close());
  beforeEach(() => {
    asked = 0;
    now.setTime(now.getTime() + 3_600_000);
  });

  it('is looked up in the roster once, not at each message', async () => {
    const here = identifier();
    for (let i = 0; i < 3; i += 1) await here.identify(inbound());
    assert.equal(asked, 1);
  });

  it('is not looked up again by a server that starts, while the roster is believed', async () => {
    await identifier().identify(inbound());
    await identifier().identify(inbound());
    assert.equal(asked, 1);
  });

  it('is looked up again when their conversation moved to another service address', async () => {
    const here = identifier();
    await here.identify(inbound());
    const moved = { ...opaque, serviceUrl: 'https://autre.example/teams/' };
    const known = await here.identify(inbound({ opaque: moved }));
    assert.equal(asked, 2);
    assert.deepEqual(known.personal?.opaque, moved);
  });
});
