import type { LinkStore } from '../../app/ports/link-store.ts';
import type { AccountLink } from '../../core/pole/account-link.ts';
import { present } from './rows.ts';
import type { Sql } from './sql.ts';

interface LinkRow {
  id: string;
  identite_id: string;
  circonscription: string | null;
  email: string;
  code_hmac: string;
  tries: number;
  status: AccountLink['status'];
  created_at: Date;
  expires_at: Date;
}

export function createLinkStore(sql: Sql): LinkStore {
  return {
    async latest(identiteId) {
      const [row] = await sql<LinkRow>(
        'SELECT * FROM lien_compte WHERE identite_id = $1 ORDER BY created_at DESC, id LIMIT 1 FOR UPDATE',
        [identiteId],
      );
      return row && linkOf(row);
    },
    async countSince(identiteId, since) {
      const [row] = await sql<{ codes: number }>(
        'SELECT count(*)::integer AS codes FROM lien_compte WHERE identite_id = $1 AND created_at > $2',
        [identiteId, since],
      );
      return row!.codes;
    },
    async add({ id, identiteId, circonscription, email, codeHmac, tries, status, createdAt, expiresAt }) {
      await sql(`DELETE FROM lien_compte WHERE identite_id = $1 AND created_at < $2::timestamptz - interval '1 day'`, [
        identiteId,
        createdAt,
      ]);
      await sql(`UPDATE lien_compte SET status = 'remplacee' WHERE identite_id = $1 AND status = 'attente'`, [
        identiteId,
      ]);
      await sql(
        `INSERT INTO lien_compte (id, identite_id, circonscription, email, code_hmac, tries, status, created_at,
           expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, identiteId, circonscription ?? null, email, codeHmac, tries, status, createdAt, expiresAt],
      );
    },
    async save({ id, tries, status }) {
      await sql('UPDATE lien_compte SET tries = $2, status = $3 WHERE id = $1', [id, tries, status]);
    },
  };
}

function linkOf(row: LinkRow): AccountLink {
  return {
    id: row.id,
    identiteId: row.identite_id,
    ...present('circonscription', row.circonscription),
    email: row.email,
    codeHmac: row.code_hmac,
    tries: row.tries,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
