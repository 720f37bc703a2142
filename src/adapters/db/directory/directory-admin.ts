import type { DataSource } from 'typeorm';
import type { DirectoryAdmin } from '../../../app/ports/directory-admin.ts';
import { sqlOnPool } from '../sql.ts';
import { circonscriptionReads } from './circonscription-reads.ts';
import { configure } from './configure.ts';
import { importEcoles } from './import-ecoles.ts';
import { importMembres } from './import-membres.ts';
import { importPartenaires } from './import-partenaires.ts';
import { importVacances } from './import-vacances.ts';
import { importing } from './importing.ts';
import { overview } from './overview.ts';

export function createDirectoryAdmin(dataSource: DataSource): DirectoryAdmin {
  const sql = sqlOnPool(dataSource);
  return {
    circonscriptions: () => circonscriptionReads(dataSource.manager, sql).circonscriptions(),
    overview: () => overview(sql),
    configure: (setup, dryRun) => importing(dataSource, dryRun, (session) => configure(session, setup)),
    importEcoles: (records, dryRun) => importing(dataSource, dryRun, (session) => importEcoles(session, records)),
    importMembres: (circonscription, records, complete, dryRun) =>
      importing(dataSource, dryRun, (session) => importMembres(session, circonscription, records, complete)),
    importVacances: (records, dryRun) => importing(dataSource, dryRun, (session) => importVacances(session, records)),
    reponses: (circonscription) => circonscriptionReads(dataSource.manager, sql).reponses(circonscription),
    importPartenaires: (circonscription, records, complete, dryRun) =>
      importing(dataSource, dryRun, (session) => importPartenaires(session, circonscription, records, complete)),
  };
}
