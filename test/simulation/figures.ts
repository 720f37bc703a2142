import { groupBy } from './group-by.ts';
import type { SchoolYear } from './school-year.ts';

/** What the year was and what it cost, as docs/performance.md tells it. */
export async function tellFigures({ db, known, servers, steps, checks }: SchoolYear, wallMs: number): Promise<void> {
  const { post } = servers;
  const histories = [...known.values()].flatMap(({ history }) => history);
  const rappels = histories.filter((event) => event.type === 'rappel_envoye');
  const to = (a: string) => rappels.filter((event) => event.a === a).length;
  const away = rappels.filter(({ cle }) => cle.startsWith('absence ')).length;
  const digests = post.posted.filter(({ kind }) => kind === 'semaine').length;
  const etats = counted([...known.values()].map(({ demande }) => demande.etat));
  const done = await db.sql<{ action: string; count: number }>(
    "SELECT action, count(*)::integer AS count FROM journal WHERE outcome = 'fait' GROUP BY 1 ORDER BY 2 DESC",
  );
  const lines = [
    `${known.size} demandes in ${(wallMs / 1000).toFixed(0)} s: ${steps.turns} turns, ${checks} checks, ${post.messages} messages`,
    `states: ${etats}`,
    `${histories.length} events; ${rappels.length} reminders: équipe ${to('equipe')}, pilote ${to('pilote')}, members ${to('membre')}, demandeurs ${to('demandeur')}; of absences ${away}`,
    `${digests} digests, ${post.kills} kills`,
    `done: ${done.map(({ action, count }) => `${action} ${count}`).join(', ')}`,
    ...steps.lines(),
  ];
  process.stdout.write(lines.map((line) => `      ${line}\n`).join(''));
}

function counted(names: string[]): string {
  return [...groupBy(names, (name) => name)].map(([name, list]) => `${name} ${list.length}`).join(', ');
}
