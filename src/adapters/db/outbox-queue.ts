import { NOT_JOINED } from '../../app/ports/channel.ts';
import type { Address } from '../../app/ports/inbound.ts';
import type { DeliveryOutcome, OutboxQueue } from '../../app/ports/outbox-store.ts';
import { OPEN_ETATS } from './demande-store.ts';
import { leaseMark } from './outbox-leases.ts';
import { cardColumns, copyParams, OUTBOX_COLUMNS, type OutboxTableRow, outboxRowOf } from './outbox-rows.ts';
import type { Sealer } from './sealing.ts';
import type { Sql } from './sql.ts';

/** A lease that ended without a word: its try counts, and the message may have been posted. */
const CLAIM = `
WITH due AS MATERIALIZED (
  SELECT id FROM outbox d
  WHERE etat = 'attente' AND not_before <= now()
    AND NOT EXISTS (SELECT 1 FROM outbox a WHERE a.cle = d.cle AND a.etat = 'attente' AND a.id < d.id)
  ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE outbox o SET leased = true, processus = $2, not_before = now() + interval '60 s',
  tries = o.tries + o.leased::integer, ambiguous = o.ambiguous OR o.leased
FROM due WHERE o.id = due.id
RETURNING ${OUTBOX_COLUMNS}`;

/** The conversation is locked before its row, as writers do, so that the two never wait for each other. */
const settling = (change: string, andThen = ''): string => `
WITH tenue AS MATERIALIZED (
  SELECT id, cle, outbox_attend(cle, id) AS encore FROM outbox WHERE id = $1
), regle AS (
  UPDATE outbox o SET leased = false, ${change} FROM tenue WHERE o.id = tenue.id AND o.etat = 'attente'
)${andThen}
SELECT encore FROM tenue`;

const SETTLE_SENT = settling(
  "etat = 'envoye', content = NULL, settled_at = now(), remote_id = $4, posted_at = $5::jsonb",
  `, copie AS (
  INSERT INTO carte (channel, conversation_id, remote_id, address, circonscription, genre, demande_id, membre_id)
  SELECT $2, $3, $4, $5::jsonb, o.circonscription, o.genre, o.demande_id, o.membre_id
  FROM tenue JOIN outbox o USING (id) WHERE o.op = 'send_card' AND $4::text IS NOT NULL
  ON CONFLICT DO NOTHING
)`,
);

const SETTLE_RETRY = settling(`not_before = now() + $2::float8 * interval '1 ms', code = $3,
  ambiguous = ambiguous OR $4::boolean, tries = tries + $5::integer`);

const SETTLE_DEAD = settling("etat = 'mort', settled_at = now(), code = $2");

const WITHOUT_CARD = `
SELECT d.circonscription, d.id AS "demandeId" FROM demande d JOIN canal_analyse k USING (circonscription)
WHERE d.${OPEN_ETATS}
  AND NOT EXISTS (SELECT 1 FROM carte c WHERE c.demande_id = d.id AND c.genre = 'analyse'
    AND c.channel = k.channel AND c.conversation_id = k.conversation_id)
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.demande_id = d.id AND o.genre = 'analyse' AND o.op = 'send_card'
    AND o.etat = 'attente')
ORDER BY d.envoyee_le`;

const DEPTH = `
SELECT (SELECT count(*) FROM outbox WHERE etat = 'attente')::integer AS waiting,
  (SELECT count(*) FROM outbox WHERE etat = 'mort')::integer AS dead,
  (SELECT COALESCE(extract(epoch FROM now() - min(created_at)), 0) FROM outbox d
   WHERE etat = 'attente' AND not_before <= now() AND NOT EXISTS (SELECT 1 FROM outbox a
     WHERE a.cle = d.cle AND a.etat = 'attente' AND a.id <= d.id AND a.code = '${NOT_JOINED}'))::float8
   AS "oldestSeconds"`;

const OF_CARD = 'demande_id = $1 AND genre = $2 AND membre_id IS NOT DISTINCT FROM $3';

export function createOutboxQueue(sql: Sql, sealer: Sealer): OutboxQueue {
  return {
    async claim(limit) {
      const rows = await sql<OutboxTableRow>(CLAIM, [limit, leaseMark()]);
      return rows.sort((a, b) => Number(a.id) - Number(b.id)).map((row) => outboxRowOf(row, sealer));
    },
    async settle(id, outcome) {
      const { text, params } = settlement(outcome);
      const [row] = await sql<{ encore: boolean }>(text, [id, ...params]);
      return row?.encore ?? false;
    },
    async copies(card) {
      const { genre, demande_id, membre_id } = cardColumns(card);
      const rows = await sql<{ address: Address; remote_id: string }>(
        `SELECT address, remote_id FROM carte WHERE ${OF_CARD} ORDER BY posted_at`,
        [demande_id, genre, membre_id ?? null],
      );
      return rows.map((row) => ({ address: row.address, remoteId: row.remote_id }));
    },
    async dropCopy(card, copy) {
      const { genre, demande_id, membre_id } = cardColumns(card);
      const [channel, conversationId, remoteId] = copyParams(copy);
      await sql(`DELETE FROM carte WHERE ${OF_CARD} AND channel = $4 AND conversation_id = $5 AND remote_id = $6`, [
        demande_id,
        genre,
        membre_id ?? null,
        channel,
        conversationId,
        remoteId,
      ]);
    },
    withoutCard: () => sql(WITHOUT_CARD),
    async depth() {
      const [row] = await sql<{ waiting: number; dead: number; oldestSeconds: number }>(DEPTH);
      return row!;
    },
  };
}

function settlement(outcome: DeliveryOutcome): { text: string; params: unknown[] } {
  switch (outcome.kind) {
    case 'sent':
      return { text: SETTLE_SENT, params: outcome.posted ? copyParams(outcome.posted) : [null, null, null, null] };
    case 'retry': {
      const { afterMs, code, ambiguous, countsAsTry } = outcome;
      return { text: SETTLE_RETRY, params: [afterMs, code, ambiguous, countsAsTry ? 1 : 0] };
    }
    case 'dead':
      return { text: SETTLE_DEAD, params: [outcome.code] };
  }
}
