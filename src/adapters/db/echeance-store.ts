import type {
  Echeance,
  EcheanceDepth,
  EcheanceQueue,
  EcheanceStore,
  NewEcheance,
} from '../../app/ports/echeance-store.ts';
import { present } from './rows.ts';
import type { Sql } from './sql.ts';
import type { OpenTransaction } from './transaction.ts';

const ROWS = `jsonb_to_recordset($1::jsonb) AS v (cle text, circonscription text, demande_id text, genre text,
  due timestamptz, payload jsonb)`;

const INSERT = `
INSERT INTO echeance (cle, circonscription, demande_id, genre, due, payload)
SELECT v.cle, v.circonscription, v.demande_id, v.genre, v.due, v.payload FROM ${ROWS} ORDER BY v.cle
ON CONFLICT (cle) DO NOTHING`;

/**
 * Rows that a runner holds are passed over, never waited for: it holds them before the demande, the caller the demande
 * before them.
 */
const REPLAN = `
WITH libre AS MATERIALIZED (
  SELECT cle, due FROM echeance WHERE circonscription = $2 AND demande_id = $3 AND etat = 'prevue'
  FOR UPDATE SKIP LOCKED
), otee AS (
  DELETE FROM echeance e USING libre l WHERE e.cle = l.cle AND NOT EXISTS (SELECT 1 FROM ${ROWS} WHERE v.cle = e.cle)
), deplacee AS (
  UPDATE echeance e SET due = v.due, essais = 0 FROM libre l, ${ROWS}
  WHERE e.cle = l.cle AND v.cle = l.cle AND v.due <> l.due
)
${INSERT}`;

/** Held, and not changed yet: whoever plans a demande passes over a row that is held, and would wait for a changed one. */
const CLAIM = `
SELECT cle, circonscription, demande_id AS "demandeId", genre, due, payload, essais FROM echeance
WHERE etat = 'prevue' AND due <= $1 ORDER BY due, cle LIMIT 1 FOR UPDATE SKIP LOCKED`;

const FAIL = `
UPDATE echeance SET essais = essais + 1, code = $2, due = COALESCE($3::timestamptz, due),
  etat = CASE WHEN $3::timestamptz IS NULL THEN 'abandonnee' ELSE etat END
WHERE cle = $1 AND etat = 'prevue'`;

const DEPTH = `
SELECT count(*) FILTER (WHERE etat = 'prevue')::integer AS planned,
  count(*) FILTER (WHERE etat = 'abandonnee')::integer AS parked,
  GREATEST(0, COALESCE(extract(epoch FROM $1::timestamptz - min(due) FILTER (WHERE etat = 'prevue')), 0))::float8 AS "lateSeconds"
FROM echeance WHERE etat IN ('prevue', 'abandonnee')`;

export function createEcheanceStore({ sql, later }: OpenTransaction): EcheanceStore {
  return {
    async plan(rows) {
      if (rows.length > 0) later(sql(INSERT, [recordset(rows)]));
    },
    async replan(circonscription, demandeId, rows) {
      later(sql(REPLAN, [recordset(rows), circonscription, demandeId]));
    },
    async claim(now) {
      const [row] = await sql<ClaimedRow>(CLAIM, [now]);
      if (row === undefined) return undefined;
      const { demandeId, due, ...known } = row;
      return { ...known, ...present('demandeId', demandeId), due: due.toISOString() };
    },
    async done(cle, now) {
      later(sql("UPDATE echeance SET etat = 'faite', done_at = $2 WHERE cle = $1", [cle, now]));
    },
    async move(cle, due) {
      later(
        sql("UPDATE echeance SET etat = 'prevue', done_at = NULL, due = $2, essais = 0 WHERE cle = $1", [cle, due]),
      );
    },
    async drop(cle) {
      later(sql('DELETE FROM echeance WHERE cle = $1', [cle]));
    },
    async fail(cle, code, due) {
      later(sql(FAIL, [cle, code, due ?? null]));
    },
  };
}

type ClaimedRow = Omit<Echeance, 'demandeId' | 'due'> & { demandeId: string | null; due: Date };

function recordset(rows: NewEcheance[]): string {
  return JSON.stringify(rows.map(({ demandeId, ...row }) => ({ ...row, demande_id: demandeId ?? null })));
}

export function createEcheanceQueue(sql: Sql): EcheanceQueue {
  return {
    async depth(now) {
      const [depth] = await sql<EcheanceDepth>(DEPTH, [now]);
      return depth!;
    },
    async purge(doneBefore) {
      await sql("DELETE FROM echeance WHERE etat = 'faite' AND done_at < $1", [doneBefore]);
    },
  };
}
