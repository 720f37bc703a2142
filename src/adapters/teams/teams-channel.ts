import type { CardBinder } from '../../app/ports/card-binder.ts';
import { type Channel, DeliveryError, type PersonToReach, type RosterMember } from '../../app/ports/channel.ts';
import type { Address } from '../../app/ports/inbound.ts';
import type { Pictures } from '../../core/view/way-picture.ts';
import type { Connector, TeamsAccount } from './connector.ts';
import type { ConversationLanes } from './rate-limit.ts';
import { type Reference, referenceOf } from './reference.ts';
import { renderMessage } from './render.ts';

export interface ChannelParts {
  connector: Connector;
  lanes: ConversationLanes;
  binder: CardBinder;
  /** A place to start from when no address is given: the last one the bot heard from, or the cloud's own. */
  home(): Reference | undefined;
  /** Where this server is reached by Microsoft's, which fetches the pictures of cards. */
  pictures?: Pictures | undefined;
}

/** Teams as a messenger. Per conversation: one write at a time, in order, within Microsoft's rates. */
export function createTeamsChannel({ connector, lanes, binder, home, pictures }: ChannelParts): Channel {
  return {
    id: 'teams',
    capabilities: {
      privateAnswer: true,
      cardInputs: true,
      verifiedEmails: true,
      files: false,
      ...(pictures && { pictures }),
    },

    // Teams knows no idempotency key: an unclear outcome is told as such.
    async send(address, message) {
      const { serviceUrl } = referenceOf(address);
      const { conversationId } = address;
      const activity = renderMessage(message, binder);
      return lanes.run(conversationId, () => connector.send(serviceUrl, conversationId, activity));
    },

    async update(address, remoteId, message) {
      const { serviceUrl } = referenceOf(address);
      const { conversationId } = address;
      const activity = renderMessage(message, binder);
      await lanes.run(conversationId, () => connector.update(serviceUrl, conversationId, remoteId, activity));
    },

    async erase(address, remoteId) {
      const { serviceUrl } = referenceOf(address);
      const { conversationId } = address;
      await lanes.run(conversationId, () => connector.delete(serviceUrl, conversationId, remoteId));
    },

    async openPersonal(person, via) {
      const base = via ? referenceOf(via) : home();
      if (!base) throw new DeliveryError('unreachable', 'no service url');
      const found = person.externalId ? undefined : await findInRoster(connector, person, via);
      const memberId = person.externalId ?? found!.id;
      const tenantId = found?.tenantId ?? base.tenantId ?? '';
      const { serviceUrl, botId } = base;
      const conversationId = await connector.createConversation(serviceUrl, { botId, tenantId, memberId });
      const opaque = { serviceUrl, botId, ...(tenantId && { tenantId }), userId: memberId };
      return { channel: 'teams', conversationId, kind: 'personal', ...(tenantId && { tenant: tenantId }), opaque };
    },

    async rosterMember(address, externalId) {
      const account = await connector.member(referenceOf(address).serviceUrl, address.conversationId, externalId);
      return account && memberOf(account);
    },
  };
}

/** @throws DeliveryError `unreachable` when the roster does not hold them */
async function findInRoster(connector: Connector, person: PersonToReach, via: Address | undefined) {
  const email = person.email?.toLowerCase();
  const objectId = person.aadObjectId?.toLowerCase();
  if (via && (email || objectId)) {
    for await (const account of connector.members(referenceOf(via).serviceUrl, via.conversationId)) {
      const { emails, aadObjectId } = memberOf(account);
      const same = objectId ? aadObjectId?.toLowerCase() === objectId : email !== undefined && emails.includes(email);
      if (same) return account;
    }
  }
  throw new DeliveryError('unreachable', 'not_in_roster');
}

function memberOf(account: TeamsAccount): RosterMember {
  const given = [account.email, account.userPrincipalName].filter((email) => typeof email === 'string' && email !== '');
  const emails = [...new Set(given.map((email) => email!.toLowerCase()))];
  const aadObjectId = account.aadObjectId ?? account.objectId;
  const { id, name = '', tenantId } = account;
  return { externalId: id, name, emails, ...(aadObjectId && { aadObjectId }), ...(tenantId && { tenant: tenantId }) };
}
