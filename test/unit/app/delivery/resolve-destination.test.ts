import assert from 'node:assert/strict';
import { createResolver } from '../../../../src/app/delivery/resolve-destination.ts';
import { type Channel, DeliveryError, type DeliveryFailure } from '../../../../src/app/ports/channel.ts';
import type { Address, ChannelId } from '../../../../src/app/ports/inbound.ts';
import type { UnitOfWork } from '../../../../src/app/ports/unit-of-work.ts';

const PLACE: Address = { channel: 'teams', conversationId: '19:equipe', kind: 'channel', opaque: null };
const ROW = { destination: { to: 'membre', circonscription: 'A', membreId: 'm1' } } as const;

/** A member who never wrote, and what each messenger says when their conversation is to be opened. */
function resolving(outcomes: { [id in ChannelId]?: DeliveryFailure | 'open' }) {
  const directory = {
    membre: async () => ({ id: 'm1', circonscription: 'A', email: 'nadia@brume.example', actif: true }),
    identitesOfMembre: async () => [],
    analysisChannel: async () => ({ circonscription: 'A', address: PLACE }),
  };
  const unitOfWork = { run: (work: (tx: object) => unknown) => work({ directory }) } as unknown as UnitOfWork;
  const channels = Object.entries(outcomes).map(([id, outcome]) => {
    const openPersonal = async () => {
      if (outcome !== 'open') throw new DeliveryError(outcome, `${id} ${outcome}`);
      return { channel: id, conversationId: 'prive', kind: 'personal', opaque: {} };
    };
    return [id, { id, openPersonal } as unknown as Channel] as const;
  });
  return createResolver({ unitOfWork, channels: new Map(channels) })(ROW);
}

describe('A member who never wrote to the bot', () => {
  it('is looked for where the team is, then in the other messenger', async () => {
    assert.equal((await resolving({ tchap: 'open', teams: 'open' }))?.channel, 'teams');
    assert.equal((await resolving({ tchap: 'open', teams: 'unreachable' }))?.channel, 'tchap');
    assert.equal((await resolving({ tchap: 'open', teams: 'transient' }))?.channel, 'tchap');
  });

  it('is tried again while one messenger may still reach them, whatever the other says', async () => {
    const failsWith = (failure: DeliveryFailure) => (error: unknown) => (error as DeliveryError).failure === failure;
    await assert.rejects(resolving({ teams: 'transient', tchap: 'unreachable' }), failsWith('transient'));
    await assert.rejects(resolving({ teams: 'unreachable', tchap: 'throttled' }), failsWith('throttled'));
    await assert.rejects(resolving({ teams: 'unreachable', tchap: 'unreachable' }), failsWith('unreachable'));
  });
});
