import type { SandboxStore } from '../../app/ports/sandbox-store.ts';
import {
  contentParams,
  MESSAGE_COLUMNS,
  type MessageRow,
  messageOf,
  sealView,
  type ViewedRow,
  viewedOf,
} from './sandbox-rows.ts';
import type { Sealer } from './sealing.ts';
import type { Sql } from './sql.ts';

const ADD = `
WITH m AS (
  INSERT INTO sandbox_message (id, conversation_id, author, texte, carte, created_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING *
)
SELECT ${MESSAGE_COLUMNS} FROM m`;

const KNOWN = `SELECT ${MESSAGE_COLUMNS} FROM sandbox_message m WHERE id = $1`;

/** A changed message loses its private views in the same statement. */
const changing = (change: string): string => `
WITH m AS (
  UPDATE sandbox_message SET updated_at = $3, ${change}
  WHERE conversation_id = $1 AND id = $2 AND NOT erased RETURNING *
), perimees AS (
  DELETE FROM sandbox_vue v USING m WHERE v.message_id = m.id
)
SELECT ${MESSAGE_COLUMNS} FROM m`;

const UPDATE = changing('texte = $4, carte = $5');
const ERASE = changing("texte = '', carte = NULL, erased = true");

const LIST = `
SELECT * FROM (
  SELECT ${MESSAGE_COLUMNS}, v.carte AS vue
  FROM sandbox_message m LEFT JOIN sandbox_vue v ON v.message_id = m.id AND v.persona = $2
  WHERE m.conversation_id = $1 AND ($4::bigint IS NULL OR m.seq < $4) ORDER BY m.seq DESC LIMIT $3
) dernier ORDER BY seq`;

const KEEP_VIEW = `
INSERT INTO sandbox_vue (message_id, persona, carte)
SELECT id, $3, $4 FROM sandbox_message WHERE conversation_id = $1 AND id = $2 AND NOT erased
ON CONFLICT (message_id, persona) DO UPDATE SET carte = excluded.carte`;

const DROP_VIEWS = `
DELETE FROM sandbox_vue v USING sandbox_message m
WHERE m.id = v.message_id AND m.conversation_id = $1 AND v.persona = $2`;

const SET_SITUATION = `
INSERT INTO sandbox_persona AS p (persona, absent, injoignable)
VALUES ($1, COALESCE($2::boolean, false), COALESCE($3::boolean, false))
ON CONFLICT (persona) DO UPDATE
SET absent = COALESCE($2::boolean, p.absent), injoignable = COALESCE($3::boolean, p.injoignable)`;

/** What the sandbox page shows. Each call is one statement, committed by itself. */
export function createSandboxStore(sql: Sql, sealer: Sealer): SandboxStore {
  return {
    async add({ id, conversationId, author, createdAt, ...content }) {
      const params = [id, conversationId, author, ...contentParams(id, content, sealer), createdAt];
      const [added] = await sql<MessageRow>(ADD, params);
      if (added) return { message: messageOf(added, sealer), added: true };
      const [known] = await sql<MessageRow>(KNOWN, [id]);
      return { message: messageOf(known!, sealer), added: false };
    },
    async update(conversationId, id, content, at) {
      const params = [conversationId, id, at, ...contentParams(id, content, sealer)];
      const [row] = await sql<MessageRow>(UPDATE, params);
      return row && messageOf(row, sealer);
    },
    async erase(conversationId, id, at) {
      const [row] = await sql<MessageRow>(ERASE, [conversationId, id, at]);
      return row && messageOf(row, sealer);
    },
    async list(conversationId, viewer, limit, beforeSeq) {
      const rows = await sql<ViewedRow>(LIST, [conversationId, viewer, limit, beforeSeq ?? null]);
      return rows.map((row) => viewedOf(row, viewer, sealer));
    },
    async lastSeqs() {
      const rows = await sql<{ id: string; seq: string }>(
        'SELECT conversation_id AS id, max(seq) AS seq FROM sandbox_message GROUP BY conversation_id',
      );
      return Object.fromEntries(rows.map(({ id, seq }) => [id, Number(seq)]));
    },
    async keepView(conversationId, id, viewer, card) {
      await sql(KEEP_VIEW, [conversationId, id, viewer, sealView(id, viewer, card, sealer)]);
    },
    async dropViews(conversationId, viewer) {
      await sql(DROP_VIEWS, [conversationId, viewer]);
    },
    async situation() {
      const rows = await sql<{ persona: string; absent: boolean; injoignable: boolean }>(
        'SELECT persona, absent, injoignable FROM sandbox_persona ORDER BY persona',
      );
      const of = (flag: 'absent' | 'injoignable') => rows.filter((row) => row[flag]).map(({ persona }) => persona);
      return { absents: of('absent'), injoignables: of('injoignable') };
    },
    async setSituation(persona, change) {
      await sql(SET_SITUATION, [persona, change.absent ?? null, change.injoignable ?? null]);
    },
  };
}
