import type { RosterMember } from '../../../app/ports/channel.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import type { Gate, TchapPeople } from '../people.ts';
import { isObject, objectIn, textIn } from '../sync/raw-event.ts';

export type RosterMemberOf = (address: Address, externalId: string) => Promise<RosterMember | undefined>;

const LONGEST_NAME = 100;

/** Asked of the homeserver each time: rights hang on it. */
export function createRoster(call: CallHomeserver, people: TchapPeople, gate: Gate): RosterMemberOf {
  return async ({ conversationId }, userId) => {
    if (!gate.admits(userId)) return undefined;
    const answer = await call({ method: 'GET', path: path`/rooms/${conversationId}/joined_members` });
    const joined = objectIn(isObject(answer) ? answer : {}, 'joined') ?? {};
    const entry = objectIn(joined, userId);
    if (entry === undefined) return undefined;
    const emails = (await people.emailsOf(userId)).map((email) => email.toLowerCase());
    return { externalId: userId, name: (textIn(entry, 'display_name') ?? '').slice(0, LONGEST_NAME), emails };
  };
}
