import type { EntityManager } from 'typeorm';
import type { DirectoryStore } from '../../../app/ports/directory-store.ts';
import type { Sql } from '../sql.ts';
import { circonscriptionReads } from './circonscription-reads.ts';
import { identites } from './identites.ts';
import { membreReads } from './membre-reads.ts';
import { places } from './places.ts';

/** @param manager and `sql` of one and the same connection, or both of the pool. */
export function createDirectoryStore(manager: EntityManager, sql: Sql): DirectoryStore {
  return {
    ...circonscriptionReads(manager, sql),
    ...membreReads(manager, sql),
    ...identites(manager, sql),
    ...places(sql),
  };
}
