import type { ActionName } from '../../core/action.ts';
import type { Cause } from '../ports/demande-store.ts';
import type { Turn } from '../turn.ts';

/**
 * From where and by which click a change comes. The digest holds what the click carried (the version it saw, the
 * values typed): the same click delivered again under a new event id has the same one.
 */
export function causeOf(turn: Turn, action: ActionName, carried: string): Cause {
  const { payload } = turn.inbound;
  const click = payload.kind === 'action' ? JSON.stringify([payload.action, payload.values]) : turn.inbound.eventId;
  return {
    action,
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    digest: turn.tools.ids.digest(`${click} ${carried}`),
  };
}
