import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DirectoryStore, Identite } from '../../../app/ports/directory-store.ts';
import { present } from '../rows.ts';
import type { Sql } from '../sql.ts';
import { IdentiteEntity, type IdentiteRow } from './entities.ts';

const IDENTITE_COLUMNS = `id, channel, external_id AS "externalId", nom, emails, aad_object_id AS "aadObjectId", tenant,
  verified_at AS "verifiedAt", personal, last_ecole AS "lastEcole"`;

/**
 * E-mails that a roster gives replace what was known, even by none: rights must end when it stops naming them. Only
 * what a later answer of the roster brought, through another process, is not undone by an earlier one.
 */
const SAVE = `
INSERT INTO identite AS i (id, channel, external_id, nom, emails, aad_object_id, tenant, verified_at, personal,
  last_ecole, circonscription)
VALUES ($1, $2, $3, $4, COALESCE($5::text[], '{}'), $6, $7, $8, $9, $10, (SELECT circonscription FROM ecole WHERE uai = $10 AND ouverte))
ON CONFLICT (channel, external_id) DO UPDATE SET
  nom = COALESCE(NULLIF(excluded.nom, ''), i.nom),
  emails = CASE WHEN $5::text[] IS NULL OR i.verified_at > COALESCE(excluded.verified_at, '-infinity') THEN i.emails
    ELSE excluded.emails END,
  aad_object_id = COALESCE(excluded.aad_object_id, i.aad_object_id),
  tenant = COALESCE(excluded.tenant, i.tenant),
  verified_at = GREATEST(excluded.verified_at, i.verified_at),
  personal = COALESCE(excluded.personal, i.personal),
  last_ecole = COALESCE(excluded.last_ecole, i.last_ecole),
  circonscription = COALESCE(excluded.circonscription, i.circonscription)
RETURNING ${IDENTITE_COLUMNS}`;

/** Later than anything a turn under way has read, so that it is not undone by what that turn saves. */
const CONFIRM = `
UPDATE identite SET emails = ARRAY[$2], verified_at = GREATEST($3::timestamptz, verified_at + interval '1 ms')
WHERE id = $1 RETURNING ${IDENTITE_COLUMNS}`;

const FORGET_PERSONAL = `
UPDATE identite SET personal = NULL
WHERE channel = $1 AND external_id = $2 AND personal ->> 'conversationId' = $3`;

type Identites = Pick<
  DirectoryStore,
  'identite' | 'identiteById' | 'identitesOfMembre' | 'saveIdentite' | 'forgetPersonal' | 'confirmEmail'
>;

export function identites(manager: EntityManager, sql: Sql): Identites {
  return {
    async identite(channel, externalId) {
      const row = await manager.findOneBy(IdentiteEntity, { channel, externalId });
      return row ? identiteOf(row) : undefined;
    },
    async identiteById(id) {
      const row = await manager.findOneBy(IdentiteEntity, { id });
      return row ? identiteOf(row) : undefined;
    },
    async identitesOfMembre(membre) {
      const rows = await manager
        .createQueryBuilder(IdentiteEntity, 'i')
        .innerJoin('membre', 'm', 'm.circonscription = :circonscription AND m.id = :id', membre)
        .innerJoin('circonscription', 'c', 'c.code = m.circonscription')
        .where(
          `(i.aadObjectId = m.aadObjectId OR i.emails @> ARRAY[m.email]
            OR (i.channel = 'tchap' AND i.externalId = m.matrixId))`,
        )
        // As for membresOf: a tenant's roster proves nothing for a circonscription bound to another one.
        .andWhere("(i.channel <> 'teams' OR c.teamsTenant IS NULL OR c.teamsTenant = i.tenant)")
        .orderBy('i.verifiedAt', 'DESC', 'NULLS LAST')
        .getMany();
      return rows.map(identiteOf);
    },
    async saveIdentite(identite) {
      const [row] = await sql<IdentiteRow>(SAVE, [
        randomUUID(),
        identite.channel,
        identite.externalId,
        identite.nom,
        identite.emails?.map((email) => email.toLowerCase()) ?? null,
        identite.aadObjectId ?? null,
        identite.tenant ?? null,
        identite.verifiedAt ?? null,
        identite.personal === undefined ? null : JSON.stringify(identite.personal),
        identite.lastEcole ?? null,
      ]);
      return identiteOf(row!);
    },
    async forgetPersonal(channel, externalId, conversationId) {
      await sql(FORGET_PERSONAL, [channel, externalId, conversationId]);
    },
    async confirmEmail(identiteId, email, at) {
      const [row] = await sql<IdentiteRow>(CONFIRM, [identiteId, email.toLowerCase(), at]);
      return identiteOf(row!);
    },
  };
}

function identiteOf(row: IdentiteRow): Identite {
  return {
    id: row.id,
    channel: row.channel,
    externalId: row.externalId,
    nom: row.nom,
    emails: row.emails,
    ...present('aadObjectId', row.aadObjectId),
    ...present('tenant', row.tenant),
    ...present('verifiedAt', row.verifiedAt?.toISOString()),
    ...present('personal', row.personal),
    ...present('lastEcole', row.lastEcole),
  };
}
