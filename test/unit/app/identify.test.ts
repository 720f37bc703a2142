import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createIdentifier } from '../../../src/app/identify.ts';
import { type Channel, DeliveryError, type RosterMember } from '../../../src/app/ports/channel.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { Inbound } from '../../../src/app/ports/inbound.ts';
import type { UnitOfWork } from '../../../src/app/ports/unit-of-work.ts';
import { type FakeTime, fakeTime, systemClock } from '../../support/fake-time.ts';

const MINUTE = 60_000;
const CLAIRE: RosterMember = { externalId: '29:claire', name: 'Claire Durandeau', emails: ['claire@ecole.example'] };

const inbound: Inbound = {
  channel: 'teams',
  eventId: 'e1',
  actor: { externalId: '29:claire', name: 'Someone Else' },
  address: { channel: 'teams', conversationId: 'c1', kind: 'personal', opaque: null },
  payload: { kind: 'text', text: 'Je suis l’inspectrice.', attachments: [] },
};

/** A database of one account, as another server of the deployment would see it too. */
function memory(): UnitOfWork {
  let kept: Identite | undefined;
  const directory = {
    identite: async () => kept,
    saveIdentite: async (identite: Omit<Identite, 'id'>) => {
      kept = { ...identite, id: 'i1' };
      return kept;
    },
  };
  return { run: (work: (tx: never) => Promise<unknown>) => work({ directory } as never) } as unknown as UnitOfWork;
}

describe('who someone is', () => {
  let time: FakeTime;
  const rosterMember = sinon.stub<Parameters<Channel['rosterMember']>, ReturnType<Channel['rosterMember']>>();
  const channels = new Map([['teams', { rosterMember, capabilities: { verifiedEmails: true } } as unknown as Channel]]);
  beforeEach(() => {
    time = fakeTime();
    rosterMember.reset();
    rosterMember.resolves(CLAIRE);
  });
  afterEach(() => time.restore());

  it('is what the roster says, not what their client or their words say', async () => {
    const identite = await createIdentifier(memory(), channels, systemClock).identify(inbound);
    assert.equal(identite.nom, 'Claire Durandeau');
    assert.deepEqual(identite.emails, ['claire@ecole.example']);
  });

  it('is asked of the roster every five minutes at most', async () => {
    const identifier = createIdentifier(memory(), channels, systemClock);
    await identifier.identify(inbound);
    time.tick(5 * MINUTE - 1);
    await identifier.identify(inbound);
    assert.equal(rosterMember.callCount, 1);
    time.tick(1);
    await identifier.identify(inbound);
    assert.equal(rosterMember.callCount, 2);
  });

  it('is not asked again by another server within these five minutes', async () => {
    const shared = memory();
    await createIdentifier(shared, channels, systemClock).identify(inbound);
    time.tick(4 * MINUTE);
    const other = createIdentifier(shared, channels, systemClock);
    await other.identify(inbound);
    assert.equal(rosterMember.callCount, 1);
    time.tick(1 * MINUTE);
    await other.identify(inbound);
    assert.equal(rosterMember.callCount, 2, 'the time counts from when the roster answered');
  });

  it('without an answer of the roster is nobody of the directory, and asked again after half a minute', async () => {
    rosterMember.rejects(new DeliveryError('transient', '503'));
    const identifier = createIdentifier(memory(), channels, systemClock);
    assert.deepEqual((await identifier.identify(inbound)).emails, []);
    time.tick(29_000);
    await identifier.identify(inbound);
    assert.equal(rosterMember.callCount, 1);
    time.tick(1_000);
    rosterMember.resolves(CLAIRE);
    assert.deepEqual((await identifier.identify(inbound)).emails, ['claire@ecole.example']);
  });
});
