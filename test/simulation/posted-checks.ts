import type { Period } from '../../src/core/absence/period.ts';
import type { Demande } from '../../src/core/demande/demande.ts';
import type { DemandeEvent } from '../../src/core/demande/events.ts';
import { evolve } from '../../src/core/demande/evolve.ts';
import { groupBy } from './group-by.ts';
import { isAtWork, parisDayOf, weekOf } from './paris-calendar.ts';
import type { SchoolYear } from './school-year.ts';

/**
 * Reminders and digests that were posted outside of working hours: by the right time as by the clock of the process,
 * which may be an hour behind the one that wrote the message.
 */
export function notAtWork({ servers }: SchoolYear): string[] {
  return servers.post.posted
    .filter(({ at, rightly }) => !isAtWork(at) && !isAtWork(rightly))
    .map(({ kind, to, at }) => `${kind} to ${to} at ${at}`);
}

/** Digests of the week that somebody got twice, by the right time: a process that has just started knows none. */
export function repeatedDigests({ servers }: SchoolYear): string[] {
  const digests = servers.post.posted.filter(({ kind }) => kind === 'semaine');
  const weeks = groupBy(digests, ({ to, rightly }) => `${to} ${weekOf(rightly)}`);
  return [...weeks].filter(([, list]) => list.length > 1).map(([week]) => week);
}

/**
 * Demandes of which more or fewer reminders were posted than their histories hold. What is written to somebody whom
 * the bot cannot reach is posted nowhere.
 */
export async function unsaidRappels({ servers, known, db }: SchoolYear): Promise<string[]> {
  const posted = groupBy(
    servers.post.posted.filter(({ kind }) => kind === 'rappel'),
    ({ thread }) => thread,
  );
  const dead = await db.sql<{ id: string }>("SELECT demande_id AS id FROM outbox WHERE etat = 'mort' AND op = 'send'");
  return [...known].flatMap(([id, { demande, history }]) => {
    const kept = rappelsIn(history);
    const lost = dead.filter((row) => row.id === id).length;
    const said = posted.get(id)?.length ?? 0;
    return said <= kept && said >= kept - lost ? [] : [`${demande.numero}: ${kept} reminders to post, ${said} posted`];
  });
}

/** How many messages the reminders of a history are: one is for the demandeur, and all who joined them. */
function rappelsIn(history: readonly DemandeEvent[]): number {
  let state: Demande | undefined;
  let count = 0;
  for (const event of history) {
    state = evolve(state, event);
    if (event.type === 'rappel_envoye') count += event.a === 'demandeur' ? 1 + state.codemandeurs.length : 1;
  }
  return count;
}

interface Absence extends Period {
  membreId: string;
  declaree: Date;
  annulee: Date | null;
}

/** An absence may be noted by a clock that is so far behind the one that noted a reminder before it. */
const CLOCK_BEHIND_MS = 3_600_000;

/** Reminders to members who had told that they would be away on that day. */
export async function absentRappels({ db, known }: SchoolYear): Promise<string[]> {
  const absences = await db.sql<Absence>(
    'SELECT membre_id AS "membreId", du, au, declaree_le AS declaree, annulee_le AS annulee FROM absence',
  );
  const isAway = (membreId: string | undefined, at: string) =>
    absences.some(
      (one) =>
        one.membreId === membreId &&
        one.du <= parisDayOf(at) &&
        parisDayOf(at) <= one.au &&
        one.declaree.getTime() + CLOCK_BEHIND_MS < Date.parse(at) &&
        (one.annulee === null || one.annulee.toISOString() > at),
    );
  return [...known.values()].flatMap(({ demande, history }) =>
    history.flatMap((event) =>
      event.type === 'rappel_envoye' && event.a === 'membre' && isAway(event.membreId, event.at)
        ? [`${demande.numero}: ${event.cle} at ${event.at}`]
        : [],
    ),
  );
}
