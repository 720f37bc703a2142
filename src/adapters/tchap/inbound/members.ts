import type { InboundPayload } from '../../../app/ports/inbound.ts';
import { objectIn, type RawEvent, textIn } from '../sync/raw-event.ts';

/** What somebody's coming or going means; undefined for a change of name and the like. */
export function memberPayload({ stateKey, content, unsigned }: RawEvent): InboundPayload | undefined {
  if (stateKey === undefined || !stateKey.startsWith('@')) return undefined;
  const now = textIn(content, 'membership');
  const before = textIn(objectIn(unsigned, 'prev_content') ?? {}, 'membership');
  if (now === 'join' && before !== 'join') return { kind: 'joined', externalIds: [stateKey] };
  // Also of an invitation: whoever refuses it is waited for no more.
  const gone = now === 'ban' || (now === 'leave' && before !== 'leave' && before !== 'ban');
  return gone ? { kind: 'left', externalIds: [stateKey] } : undefined;
}

/** Who brought the bot into a room, from its own entry; undefined when it made the room itself. */
export function inviterOf({ unsigned, sender }: RawEvent, entered: string): string | undefined {
  const before = objectIn(unsigned, 'prev_content');
  const by = textIn(unsigned, 'prev_sender');
  if (before !== undefined && textIn(before, 'membership') === 'invite') return by;
  return sender === entered ? undefined : sender;
}
