import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { TchapDevice, TchapProcess, TchapReports, TchapStatus } from '../../app/ports/tchap-reports.ts';
import { present } from './rows.ts';
import type { Sql } from './sql.ts';

/** Times are the database's own: machines do not agree on theirs. */
const REPORT = `
INSERT INTO tchap_processus AS p (id, machine, pid, statut, depuis, vu, cause, appareil)
VALUES ($1, $2, $3, $4, clock_timestamp() - $5::float8 * interval '1 second', clock_timestamp(), $6, $7::jsonb)
ON CONFLICT (id) DO UPDATE SET statut = excluded.statut, depuis = excluded.depuis, vu = excluded.vu,
  cause = excluded.cause, appareil = COALESCE(excluded.appareil, p.appareil)`;

/** Those that ended; the last word about the device stays, for when nobody runs it. */
const FORGET = `
DELETE FROM tchap_processus WHERE (statut = 'stopped' OR vu < clock_timestamp() - interval '1 hour')
  AND id IS DISTINCT FROM (SELECT id FROM tchap_processus WHERE appareil IS NOT NULL ORDER BY vu DESC LIMIT 1)`;

const PROCESSES = `
SELECT machine, pid, statut AS status, cause, appareil AS device,
  extract(epoch FROM clock_timestamp() - depuis)::float8 AS "sinceSeconds",
  extract(epoch FROM clock_timestamp() - vu)::float8 AS "saidSeconds"
FROM tchap_processus ORDER BY vu DESC`;

/**
 * A row that names a place or a person says where it goes. For a member, found when it is sent: those whom the
 * directory knows in Tchap, and those whose team has its room there.
 */
const OUTBOX = `
SELECT count(*) FILTER (WHERE etat = 'attente')::integer AS waiting,
  count(*) FILTER (WHERE etat = 'mort')::integer AS dead
FROM outbox o
LEFT JOIN canal_analyse k ON k.circonscription = o.destination->>'circonscription'
LEFT JOIN identite i ON i.id = o.destination->>'identiteId'
LEFT JOIN membre m ON m.circonscription = o.destination->>'circonscription' AND m.id = o.destination->>'membreId'
WHERE o.etat IN ('attente', 'mort') AND CASE o.destination->>'to'
  WHEN 'conversation' THEN o.destination->'address'->>'channel' = 'tchap'
  WHEN 'analyse' THEN k.channel = 'tchap'
  WHEN 'identite' THEN i.channel = 'tchap'
  WHEN 'membre' THEN m.matrix_id IS NOT NULL OR k.channel = 'tchap'
  ELSE false END`;

interface ProcessRow {
  machine: string;
  pid: number;
  status: TchapStatus;
  cause: string | null;
  device: TchapDevice | null;
  sinceSeconds: number;
  saidSeconds: number;
}

/** @param sql each statement committed by itself */
export function createTchapReports(sql: Sql): TchapReports {
  const id = randomUUID();
  let first = true;
  return {
    async report({ status, sinceSeconds, cause, device }) {
      const params = [id, hostname(), process.pid, status, sinceSeconds, cause ?? null];
      await sql(REPORT, [...params, device === undefined ? null : JSON.stringify(device)]);
      if (first) await sql(FORGET);
      first = false;
    },
    async tchapOverview() {
      const rows = await sql<ProcessRow>(PROCESSES);
      const [outbox] = await sql<{ waiting: number; dead: number }>(OUTBOX);
      return { processes: rows.map(processOf), outbox: outbox! };
    },
  };
}

const processOf = ({ cause, device, ...row }: ProcessRow): TchapProcess => ({
  ...row,
  ...present('cause', cause),
  ...present('device', device),
});
