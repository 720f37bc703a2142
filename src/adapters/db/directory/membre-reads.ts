import type { EntityManager } from 'typeorm';
import type { DirectoryStore, Identite, Membre } from '../../../app/ports/directory-store.ts';
import { present } from '../rows.ts';
import type { Sql } from '../sql.ts';
import { MembreEntity, type MembreRow } from './entities.ts';

const CHARGES = `
SELECT m.id AS "membreId",
  count(*) FILTER (WHERE s.etat = 'acceptee' AND d.etat NOT IN ('close', 'retiree', 'reorientee'))::integer AS ouvertes,
  count(*) FILTER (WHERE s.etat = 'declinee' AND s.repondu_le > now() - interval '30 days')::integer AS "refusRecents",
  COALESCE((array_agg(s.injoignable ORDER BY s.le DESC))[1], false) AS injoignable
FROM membre m
LEFT JOIN sollicitation s ON s.circonscription = m.circonscription AND s.membre_id = m.id
LEFT JOIN demande d ON d.circonscription = s.circonscription AND d.id = s.demande_id
WHERE m.circonscription = $1 AND m.actif
GROUP BY m.id`;

type Reads = Pick<DirectoryStore, 'membres' | 'membre' | 'membresOf' | 'membresNamed' | 'charges'>;

export function membreReads(manager: EntityManager, sql: Sql): Reads {
  return {
    async membres(circonscription) {
      const rows = await manager.find(MembreEntity, {
        where: { circonscription, actif: true },
        order: { nom: 'ASC', prenom: 'ASC', id: 'ASC' },
      });
      return rows.map(membreOf);
    },
    async membre(circonscription, id) {
      const row = await manager.findOneBy(MembreEntity, { circonscription, id });
      return row ? membreOf(row) : undefined;
    },
    async membresOf(identite) {
      const rows = await matching(manager, identite);
      const unlinked = rows.filter((row) => row.aadObjectId === null);
      if (identite.aadObjectId !== undefined && unlinked.length > 0) {
        await link(sql, unlinked, identite.aadObjectId);
      }
      return rows.map(membreOf);
    },
    async membresNamed(tchapLocalpart) {
      const rows = await manager
        .createQueryBuilder(MembreEntity, 'm')
        .where("m.actif AND replace(m.email, '@', '-') = :tchapLocalpart", { tchapLocalpart })
        .orderBy('m.circonscription')
        .getMany();
      return rows.map(membreOf);
    },
    async charges(circonscription) {
      const rows = await sql<Charge & { membreId: string }>(CHARGES, [circonscription]);
      return new Map(rows.map(({ membreId, ...charge }) => [membreId, charge]));
    },
  };
}

interface Charge {
  ouvertes: number;
  refusRecents: number;
  injoignable: boolean;
}

/**
 * A tenant's roster is believed for the circonscriptions bound to that tenant or to none: another tenant could
 * give anybody's e-mail to one of its accounts.
 */
function matching(manager: EntityManager, identite: Identite): Promise<MembreRow[]> {
  const { channel, externalId, tenant, aadObjectId, emails } = identite;
  const query = manager
    .createQueryBuilder(MembreEntity, 'm')
    .innerJoin('circonscription', 'c', 'c.code = m.circonscription')
    .where('m.actif AND (m.aadObjectId = :aadObjectId OR m.matrixId = :matrixId OR m.email = ANY(:emails))', {
      aadObjectId: aadObjectId ?? null,
      matrixId: channel === 'tchap' ? externalId : null,
      emails,
    })
    .orderBy('m.circonscription')
    .addOrderBy('m.email');
  if (channel === 'teams') {
    query.andWhere('(c.teamsTenant IS NULL OR c.teamsTenant = :tenant)', { tenant: tenant ?? null });
  }
  return query.getMany();
}

/** The account met first by its e-mail is known by its object id from then on, even when the e-mail changes. */
async function link(sql: Sql, membres: MembreRow[], aadObjectId: string): Promise<void> {
  await sql(
    `UPDATE membre m SET aad_object_id = $1 FROM unnest($2::text[], $3::text[]) AS l (circonscription, id)
     WHERE m.circonscription = l.circonscription AND m.id = l.id AND m.aad_object_id IS NULL`,
    [aadObjectId, membres.map((membre) => membre.circonscription), membres.map((membre) => membre.id)],
  );
}

function membreOf({ aadObjectId: _aadObjectId, matrixId, ...membre }: MembreRow): Membre {
  return { ...membre, ...present('matrixId', matrixId) };
}
