import type { EventKey, OpenedTurn, Saisie, TurnStore } from '../../app/ports/turn-store.ts';
import type { Answer } from '../../core/view/message.ts';
import { SAISIE_COLUMNS, type SaisieRow, saisieOf, saisieParams } from './saisie-rows.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';
import type { OpenTransaction } from './transaction.ts';

/**
 * `seul` is false when the row lock was waited for: `tour` then moved on since this statement's snapshot, which
 * does not show what the other turn wrote. $1 channel, $2 conversation, $3 event, $4 actor.
 */
const OPEN = `
WITH recu AS (
  INSERT INTO evenement_recu (channel, conversation_id, event_id, actor_external_id, circonscription)
  VALUES ($1, $2, $3, $4, (SELECT circonscription FROM conversation WHERE channel = $1 AND conversation_id = $2))
  ON CONFLICT DO NOTHING RETURNING 1
), avant AS (
  SELECT tour FROM conversation WHERE channel = $1 AND conversation_id = $2
), tenue AS (
  INSERT INTO conversation (channel, conversation_id) SELECT $1::text, $2::text FROM recu
  ON CONFLICT (channel, conversation_id) DO UPDATE SET tour = conversation.tour + 1
  RETURNING tour, actives ->> $4 AS active
)
SELECT tenue.tour = COALESCE(avant.tour, 0) + 1 AS seul, tenue.active, ${SAISIE_COLUMNS}
FROM tenue LEFT JOIN avant ON true LEFT JOIN saisie s ON s.id = tenue.active AND s.status = 'ouverte'`;

const OF_EVENT = 'channel = $1 AND conversation_id = $2 AND event_id = $3 AND actor_external_id = $4';

/** A draft of this id that is someone else's has no state then, which the column refuses: all is rolled back. */
const KEEP_SAISIE = `
INSERT INTO saisie AS s (id, circonscription, owner_id, demande_id, status, state, updated_at)
VALUES ($1, COALESCE($2, (SELECT circonscription FROM demande WHERE id = $4)), $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET circonscription = excluded.circonscription, demande_id = excluded.demande_id,
  status = excluded.status, updated_at = excluded.updated_at,
  state = CASE WHEN s.owner_id = excluded.owner_id THEN excluded.state END
RETURNING s.id, s.circonscription, s.status`;

/** A draft that is no longer open is nobody's active one. */
const KEEP_ACTIVE = `
WITH gardee AS (${KEEP_SAISIE}), active AS (
  UPDATE conversation c SET circonscription = COALESCE(g.circonscription, c.circonscription),
    actives = CASE g.status WHEN 'ouverte' THEN c.actives || jsonb_build_object($10::text, g.id)
              ELSE c.actives - $10::text END
  FROM gardee g
  WHERE c.channel = $8 AND c.conversation_id = $9
    AND (c.actives ->> $10 IS DISTINCT FROM g.id OR g.status <> 'ouverte'
      OR (g.circonscription IS NOT NULL AND c.circonscription IS DISTINCT FROM g.circonscription))
)
SELECT id FROM gardee`;

const NO_ACTIVE = `
UPDATE conversation SET actives = actives - $3::text
WHERE channel = $1 AND conversation_id = $2 AND jsonb_exists(actives, $3)`;

const KEEP_ANSWER = `UPDATE evenement_recu SET answer = $5 WHERE ${OF_EVENT}`;

export function createTurnStore({ sql, later }: OpenTransaction, sealer: Sealer): TurnStore {
  const params = (key: EventKey) => [key.channel, key.conversationId, key.eventId, key.actorExternalId];

  async function answerOf(key: EventKey): Promise<Answer> {
    const [row] = await sql<{ answer: string | null }>(
      `SELECT answer FROM evenement_recu WHERE ${OF_EVENT}`,
      params(key),
    );
    if (!row?.answer) return { kind: 'none' };
    return openJson<Answer>(sealer, answerPlace(key), row.answer);
  }

  async function saisieById(id: string | null): Promise<Saisie | undefined> {
    if (id === null) return undefined;
    const [row] = await sql<SaisieRow>(
      `SELECT ${SAISIE_COLUMNS} FROM saisie s WHERE s.id = $1 AND s.status = 'ouverte'`,
      [id],
    );
    return row && saisieOf(row, sealer);
  }

  return {
    async open(key): Promise<OpenedTurn> {
      const [row] = await sql<OpenRow>(OPEN, params(key));
      if (row === undefined) return { repeated: true, answer: await answerOf(key) };
      const saisie = row.seul ? activeOf(row, sealer) : await saisieById(row.active);
      return { repeated: false, ...(saisie === undefined ? {} : { activeSaisie: saisie }) };
    },
    async keepAnswer(key, answer) {
      if (answer.kind === 'none') return;
      const sealed = sealJson(sealer, answerPlace(key), answer);
      later(sql(KEEP_ANSWER, [...params(key), sealed]));
    },
    async saveActive(key, saisie) {
      const place = [key.channel, key.conversationId, key.actorExternalId];
      if (saisie === undefined) {
        later(sql(NO_ACTIVE, place));
      } else {
        later(sql(KEEP_ACTIVE, [...saisieParams(saisie, sealer), ...place]));
      }
    },
    async save(saisie) {
      later(sql(KEEP_SAISIE, saisieParams(saisie, sealer)));
    },
    async load(id, ownerId) {
      // Held until the end of the transaction: what is loaded here is about to be changed.
      const [row] = await sql<SaisieRow>(
        `SELECT ${SAISIE_COLUMNS} FROM saisie s WHERE s.id = $1 AND s.owner_id = $2 FOR NO KEY UPDATE`,
        [id, ownerId],
      );
      return row && saisieOf(row, sealer);
    },
    async openOf(ownerId) {
      const rows = await sql<SaisieRow>(
        `SELECT ${SAISIE_COLUMNS} FROM saisie s WHERE s.owner_id = $1 AND s.status = 'ouverte' ORDER BY s.updated_at DESC`,
        [ownerId],
      );
      return rows.map((row) => saisieOf(row, sealer));
    },
  };
}

/** The draft's columns are all NULL when none is active. */
type OpenRow = { seul: boolean; active: string | null } & (SaisieRow | { id: null });

function activeOf(row: OpenRow, sealer: Sealer): Saisie | undefined {
  return row.id === null ? undefined : saisieOf(row, sealer);
}

function answerPlace(key: EventKey) {
  const row = JSON.stringify([key.channel, key.conversationId, key.eventId, key.actorExternalId]);
  return { column: 'evenement_recu.answer', row };
}
