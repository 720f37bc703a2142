import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createResolver } from '../../../../src/app/delivery/resolve-destination.ts';
import { type Channel, DeliveryError, NotJoined, type Patience } from '../../../../src/app/ports/channel.ts';
import type { Identite, Membre } from '../../../../src/app/ports/directory-store.ts';
import type { Address, ChannelId } from '../../../../src/app/ports/inbound.ts';
import type { UnitOfWork } from '../../../../src/app/ports/unit-of-work.ts';

const room = (conversationId: string, channel: ChannelId = 'tchap'): Address => ({
  channel,
  conversationId,
  kind: 'personal',
  opaque: {},
});
const refused = new DeliveryError('unreachable', 'invite_refused');
const busy = new DeliveryError('throttled', '429', 60_000);
const away = (account: string) => new NotJoined(room(`invitation ${account}`));

const PAUL = { email: 'paul@ac.example', actif: true } as Membre;
const DESTINATION = { to: 'membre', circonscription: 'A', membreId: 'paul' } as const;
const account = (externalId: string, more: Partial<Identite> = {}): Identite => ({
  id: externalId,
  channel: 'tchap',
  externalId,
  nom: 'Paul',
  emails: ['paul@ac.example'],
  ...more,
});

/** What each account answers; the others let themselves be written to. */
type Answers = { [account: string]: DeliveryError };

function play(membre: Partial<Membre>, identites: Identite[], answers: Answers = {}, team: ChannelId = 'tchap') {
  const asked: string[] = [];
  const channel = (id: ChannelId): Channel =>
    ({
      id,
      async openPersonal({ externalId, email }: { externalId?: string; email?: string }, _via: unknown, how: Patience) {
        const who = externalId ?? `${id} ${email}`;
        asked.push(how === 'look' ? who : `${who} (${how})`);
        if (answers[who]) throw answers[who];
        return room(who, id);
      },
      stillPrivate: async (address: Address) => (address.conversationId === 'shared' ? room('another', id) : address),
    }) as unknown as Channel;
  const directory = {
    membre: async () => ({ ...PAUL, ...membre }),
    identitesOfMembre: async () => identites,
    analysisChannel: async () => ({ address: room('équipe', team) }),
  };
  const unitOfWork = { run: (work: (tx: unknown) => unknown) => work({ directory }) } as unknown as UnitOfWork;
  const channels = new Map([
    ['teams', channel('teams')],
    ['tchap', channel('tchap')],
  ]);
  const resolve = createResolver({ unitOfWork, channels });
  return {
    asked,
    where: (how?: Patience) => resolve({ destination: DESTINATION }, how).then((a) => a?.conversationId),
  };
}

describe('where a member is written to', () => {
  it('is where they last talked, whatever the directory names', async () => {
    const { asked, where } = play({ matrixId: '@new:s' }, [account('@old:s', { personal: room('dm') })]);
    assert.equal(await where(), 'dm');
    assert.deepEqual(asked, []);
  });

  it('is another conversation once somebody else was brought into the one where they last talked', async () => {
    const { asked, where } = play({}, [account('@old:s', { personal: room('shared') })]);
    assert.equal(await where(), 'another');
    assert.deepEqual(asked, []);
  });

  it('is the account that the directory names, rather than one that was seen before', async () => {
    const { asked, where } = play({ matrixId: '@new:s' }, [account('@old:s')]);
    assert.equal(await where(), '@new:s');
    assert.deepEqual(asked, ['@new:s']);
  });

  it('is the last account seen when the directory names none', async () => {
    const { where } = play({}, [account('@last:s'), account('@first:s')]);
    assert.equal(await where(), '@last:s');
  });

  it('is their other account when the one that the directory names refuses, is unknown or not allowed', async () => {
    for (const code of ['invite_refused', 'unknown_account', 'homeserver_not_allowed']) {
      const answers = { '@new:s': new DeliveryError('unreachable', code) };
      const { asked, where } = play({ matrixId: '@new:s' }, [account('@old:s'), account('@new:s')], answers);
      assert.equal(await where(), '@old:s');
      assert.deepEqual(asked, ['@new:s', '@old:s']);
    }
  });

  it('invites one account of theirs at a time', async () => {
    const answers = { '@new:s': away('@new:s'), 'teams paul@ac.example': refused };
    const { asked, where } = play({ matrixId: '@new:s' }, [account('@old:s')], answers);
    await assert.rejects(where(), (error) => error === answers['@new:s']);
    assert.deepEqual(asked, ['@new:s', 'teams paul@ac.example']);
  });

  it('is the other messenger while an invitation waits, when it reaches them', async () => {
    const { where } = play({ matrixId: '@p:s' }, [], { '@p:s': away('@p:s') });
    assert.equal(await where(), 'teams paul@ac.example');
  });

  it('is given up for no messenger whose trouble passes', async () => {
    const { where } = play({ matrixId: '@p:s' }, [], { '@p:s': busy, 'teams paul@ac.example': refused });
    await assert.rejects(where(), (error) => error === busy);
  });

  it('is nowhere when all refuse', async () => {
    const { where } = play({}, [], { 'tchap paul@ac.example': refused, 'teams paul@ac.example': refused }, 'teams');
    await assert.rejects(where(), { failure: 'unreachable', code: 'invite_refused' });
  });

  it('is nowhere for somebody who is a member no more', async () => {
    const { where } = play({ actif: false }, [account('@p:s', { personal: room('dm') })]);
    await assert.rejects(where(), { failure: 'unreachable', code: 'inactive_member' });
  });

  it('is looked for once more as it is told', async () => {
    const { asked, where } = play({ matrixId: '@p:s' }, []);
    await where('invite_again');
    assert.deepEqual(asked, ['@p:s (invite_again)']);
  });
});
