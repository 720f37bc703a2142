import { NOT_JOINED } from '../../app/ports/channel.ts';
import type { Address } from '../../app/ports/inbound.ts';
import type { Destination, NewOutboxRow, OutboxRow, OutboxWriter } from '../../app/ports/outbox-store.ts';
import type { PersonalCard } from '../../core/demande/living-card.ts';
import { OPEN_ETATS } from './demande-store.ts';
import { leaseMark } from './outbox-leases.ts';
import { cardColumns, cardOf, conversationKey, copyParams, insertedRow } from './outbox-rows.ts';
import type { Sealer } from './sealing.ts';
import type { OpenTransaction } from './transaction.ts';

/**
 * `outbox_attend` locks each conversation before its rows get their ids, and sees what the last holder committed.
 * $1 the rows, $2 whether this process will send what it leases, $3 its mark.
 */
const ENQUEUE = `
WITH neuf AS MATERIALIZED (
  SELECT r.*, NOT outbox_attend(r.cle, 0) AND r.premier AND $2 AS libre
  FROM (
    SELECT *, row_number() OVER (PARTITION BY cle ORDER BY ord) = 1 AS premier
    FROM jsonb_to_recordset($1::jsonb) AS n (ord integer, cle text, circonscription text, destination jsonb, op text,
      genre text, demande_id text, membre_id text, content text)
    ORDER BY cle, ord
  ) r
)
INSERT INTO outbox (cle, circonscription, destination, op, genre, demande_id, membre_id, content, leased,
  processus, not_before)
SELECT cle, COALESCE(circonscription, (SELECT d.circonscription FROM demande d WHERE d.id = demande_id)), destination,
  op, genre, demande_id, membre_id, content, libre, CASE WHEN libre THEN $3::text END,
  CASE WHEN libre THEN now() + interval '60 s' ELSE now() END
FROM neuf
RETURNING id, cle, leased, created_at`;

const PLACE = `
SELECT personal, EXISTS (SELECT 1 FROM outbox WHERE cle = $2 AND etat = 'attente') AS waits
FROM identite WHERE id = $1`;

/**
 * An update that waits and is in nobody's hands will show what this transaction writes: a second one is needless.
 * The row lock keeps workers from taking it before the commit.
 */
const PENDING_UPDATE = `
SELECT 1 FROM outbox
WHERE demande_id = $1 AND genre = $2 AND membre_id IS NOT DISTINCT FROM $3 AND cle = $4
  AND op = 'update_card' AND etat = 'attente' AND NOT leased
LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** Conversations before their rows, and in one order, as everybody who changes both. */
const HOLD = 'SELECT outbox_attend(c, 0) FROM (SELECT unnest($1::text[]) AS c ORDER BY 1) cles';

const WAKE = `
UPDATE outbox SET not_before = CASE WHEN leased THEN not_before ELSE now() END
WHERE cle = ANY ($1::text[]) AND etat = 'attente' AND code = $2
RETURNING id`;

/** An update of cards that stand nowhere is settled as sent: only what was posted, or mailed, reached somebody. */
const UNHEARD = `
SELECT 1 FROM outbox m
WHERE m.etat = 'mort' AND m.demande_id = $1 AND m.cle = ANY ($2::text[]) AND m.op IN ('send', 'mail')
  AND NOT EXISTS (SELECT 1 FROM outbox s WHERE s.etat = 'envoye' AND s.cle = ANY ($2::text[]) AND s.id > m.id
    AND (s.remote_id IS NOT NULL OR s.op = 'mail'))
LIMIT 1`;

const MISSED = `
SELECT s.demande_id, 'sollicitation' AS genre, s.le FROM sollicitation s JOIN demande d ON d.id = s.demande_id
WHERE s.circonscription = $1 AND s.membre_id = $2 AND s.etat = 'en_attente' AND s.injoignable AND d.${OPEN_ETATS}
  AND NOT EXISTS (SELECT 1 FROM carte c WHERE c.demande_id = s.demande_id AND c.genre = 'sollicitation'
    AND c.membre_id = $2)
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.demande_id = s.demande_id AND o.genre = 'sollicitation'
    AND o.membre_id = $2 AND o.op = 'send_card' AND o.etat = 'attente')
UNION ALL
SELECT m.demande_id, m.genre, min(m.created_at) FROM outbox m JOIN demande d ON d.id = m.demande_id
WHERE m.circonscription = $1 AND m.membre_id = $2 AND m.genre = 'echange' AND m.op = 'send_card' AND m.etat = 'mort'
  AND d.${OPEN_ETATS}
  AND NOT EXISTS (SELECT 1 FROM carte c WHERE c.demande_id = m.demande_id AND c.genre = m.genre AND c.membre_id = $2)
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.demande_id = m.demande_id AND o.genre = m.genre
    AND o.membre_id = $2 AND o.op = 'send_card' AND o.etat = 'attente')
GROUP BY m.demande_id, m.genre
ORDER BY le`;

/**
 * @param leasing whether leased rows will be sent by this process
 * @param leased gets the leased rows, to hand over after the commit
 */
export function createOutboxWriter(
  { sql, later }: OpenTransaction,
  sealer: Sealer,
  leasing: boolean,
  leased: OutboxRow[],
): OutboxWriter {
  const updatesWritten = new Set<string>();

  /** Whether a card will be updated after this commit anyway. */
  async function isNeedless(row: NewOutboxRow, cle: string): Promise<boolean> {
    if (row.content.op !== 'update_card') return false;
    const card = cardColumns(cardOf(row.content));
    const name = JSON.stringify([cle, card]);
    if (updatesWritten.has(name)) return true;
    updatesWritten.add(name);
    const pending = await sql(PENDING_UPDATE, [card.demande_id, card.genre, card.membre_id ?? null, cle]);
    return pending.length > 0;
  }

  /**
   * What goes to a person keeps the order of their conversation with what answers them there; and of what waited until
   * they had one.
   */
  async function keyOf(destination: Destination): Promise<string> {
    const own = conversationKey(destination);
    if (destination.to !== 'identite') return own;
    const [known] = await sql<{ personal: Address | null; waits: boolean }>(PLACE, [destination.identiteId, own]);
    return known?.personal && !known.waits ? conversationKey({ to: 'conversation', address: known.personal }) : own;
  }

  async function insert(json: string, wanted: Wanted[]): Promise<void> {
    const inserted = await sql<Inserted>(ENQUEUE, [json, leasing, leaseMark()]);
    // Only the first row of a conversation is ever leased here.
    for (const { id, cle, created_at } of inserted.filter((row) => row.leased)) {
      const { row } = wanted.find((given) => given.cle === cle)!;
      leased.push({ ...row, id, tries: 0, ambiguous: false, createdAt: created_at.toISOString() });
    }
  }

  return {
    async enqueue(rows) {
      const wanted: Wanted[] = [];
      for (const row of rows) {
        const cle = await keyOf(row.destination);
        if (!(await isNeedless(row, cle))) wanted.push({ row, cle });
      }
      if (wanted.length === 0) return;
      const json = JSON.stringify(wanted.map(({ row, cle }, order) => insertedRow(row, cle, order, sealer)));
      later(insert(json, wanted));
    },
    async adoptCopy(circonscription, card, copy) {
      const { genre, demande_id, membre_id } = cardColumns(card);
      const added = await sql(
        `INSERT INTO carte (channel, conversation_id, remote_id, address, circonscription, genre, demande_id, membre_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING remote_id`,
        [...copyParams(copy), circonscription, genre, demande_id, membre_id ?? null],
      );
      return added.length > 0;
    },
    async wake(destinations) {
      const cles = destinations.map(conversationKey);
      await sql(HOLD, [cles]);
      const waiting = await sql(WAKE, [cles, NOT_JOINED]);
      return waiting.length > 0;
    },
    async stillUnheard(demandeId, places) {
      const rows = await sql(UNHEARD, [demandeId, places.map(conversationKey)]);
      return rows.length > 0;
    },
    async missedCards(circonscription, membreId) {
      const rows = await sql<{ demande_id: string; genre: PersonalCard['kind'] }>(MISSED, [circonscription, membreId]);
      return rows.map(({ genre: kind, demande_id: demandeId }) => ({ kind, demandeId, membreId }));
    },
  };
}

interface Wanted {
  row: NewOutboxRow;
  cle: string;
}

interface Inserted {
  id: string;
  cle: string;
  leased: boolean;
  created_at: Date;
}
