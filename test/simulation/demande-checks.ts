import assert from 'node:assert/strict';
import { echeanceCle } from '../../src/app/echeances/plan-demande.ts';
import { type Attente, attentesOf, type Regles } from '../../src/core/demande/attentes.ts';
import type { Demande } from '../../src/core/demande/demande.ts';
import { nextRappels } from '../../src/core/demande/echeances.ts';
import type { DemandeEvent, EventOf, RappelEvent } from '../../src/core/demande/events.ts';
import { evolve } from '../../src/core/demande/evolve.ts';
import { ENDED } from '../../src/core/demande/transitions.ts';
import type { OpenedWithSql } from '../support/databases.ts';
import { outsideTable } from '../support/event-actions.ts';
import { groupBy } from './group-by.ts';
import { isAtWork, schoolDaysUpTo } from './paris-calendar.ts';

/** One demande as it stands, and all that happened to it. */
export interface Known {
  demande: Demande;
  history: DemandeEvent[];
}

/**
 * Reads a demande while nobody may change it, and checks that the row is what its history says, that every step of
 * the history is in the table, and that somebody will be reminded of all that is awaited.
 * @param today YYYY-MM-DD
 */
export async function readChecked(db: OpenedWithSql, id: string, regles: Regles, today: string): Promise<Known> {
  return db.unitOfWork.run(async ({ demandes }) => {
    const demande = await demandes.lock(id);
    const history = await demandes.history(id);
    const planned = await db.sql<{ cle: string }>(
      "SELECT cle FROM echeance WHERE demande_id = $1 AND etat = 'prevue'",
      [id],
    );
    assert.ok(demande);
    assert.deepEqual(demande, foldInTable(history));
    const keys = new Set(planned.map(({ cle }) => cle));
    const missing = nextRappels(demande, regles, today).filter((rappel) => !keys.has(echeanceCle(rappel, id)));
    const expected = missing.map(({ cle, rang }) => `${demande.numero}: nobody will be told of ${cle} (${rang})`);
    assert.deepEqual(expected, []);
    if (ENDED.includes(demande.etat)) assert.deepEqual([...keys], [], `${demande.numero} has ended`);
    return { demande, history };
  });
}

function foldInTable(history: readonly DemandeEvent[]): Demande | undefined {
  let state: Demande | undefined;
  for (const event of history) {
    const after = evolve(state, event);
    assert.equal(outsideTable(state, event, after), undefined);
    state = after;
  }
  return state;
}

/** What stands still although nobody was told; empty when each demande has ended, or waits for somebody reminded. */
export function forgotten({ demande }: Known, regles: Regles, today: string): string[] {
  if (ENDED.includes(demande.etat)) return [];
  const waits = attentesOf(demande, regles, today);
  if (waits.length === 0) return [`${demande.numero} (${demande.etat}) waits for nobody`];
  return waits
    .filter((wait) => today > wait.premierRappel && !wasTold(demande, wait))
    .map(({ etape, depuis }) => `${demande.numero}: nobody was told of ${etape} since ${depuis}`);
}

function wasTold({ rappels }: Demande, { etape, depuis, ...wait }: Attente): boolean {
  const who = wait.qui === 'membre' ? ` ${wait.membreId}` : '';
  return Object.keys(rappels).some((cle) => cle.endsWith(`${etape}${who} ${depuis}`));
}

/** Two reminders, then others are told. */
const MOST = 3;
/** School days from a reminder to the next. */
const APART = 3;

/** What is wrong with the reminders of one demande; empty when nothing is. */
export function wrongRappels({ demande, history }: Known): string[] {
  const sent = history.filter((event) => event.type === 'rappel_envoye');
  const series = groupBy(sent, ({ cle }) => cle);
  const late = sent.filter(({ at }) => !isAtWork(at));
  return [
    ...late.map(({ at, cle }) => `${demande.numero}: ${cle} was said at ${at}`),
    ...[...series].flatMap(([cle, rappels]) => wrongSeries(rappels).map((what) => `${cle}: ${what}`)),
  ];
}

function wrongSeries(rappels: EventOf<RappelEvent>[]): string[] {
  const ranks = rappels.map(({ rang }) => rang);
  const times = rappels.map(({ at }) => at);
  const tooSoon = times.some((at, rank) => rank > 0 && schoolDaysUpTo(times[rank - 1]!, at) < APART);
  return [
    ...(ranks.some((rang, place) => rang !== place + 1) || ranks.length > MOST ? [`ranks ${ranks}`] : []),
    ...(tooSoon ? [`too soon: ${times}`] : []),
  ];
}
