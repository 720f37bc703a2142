import { type EntityManager, In } from 'typeorm';
import type { Circonscription, DirectoryStore } from '../../../app/ports/directory-store.ts';
import { present } from '../rows.ts';
import type { Sql } from '../sql.ts';
import {
  CirconscriptionEntity,
  type CirconscriptionRow,
  EcoleEntity,
  PartenaireEntity,
  ProblematiqueEntity,
  ReponseEntity,
  VacancesEntity,
} from './entities.ts';

type Reads = Pick<
  DirectoryStore,
  | 'circonscriptions'
  | 'circonscription'
  | 'calendar'
  | 'ecoles'
  | 'revision'
  | 'problematiques'
  | 'reponses'
  | 'partenaires'
>;

export function circonscriptionReads(manager: EntityManager, sql: Sql): Reads {
  return {
    async circonscriptions(tenant) {
      const query = manager.createQueryBuilder(CirconscriptionEntity, 'c').orderBy('c.code');
      if (tenant !== undefined) query.where('c.teamsTenant IS NULL OR c.teamsTenant = :tenant', { tenant });
      return (await query.getMany()).map(circonscriptionOf);
    },
    async circonscription(code) {
      const row = await manager.findOneBy(CirconscriptionEntity, { code });
      return row ? circonscriptionOf(row) : undefined;
    },
    async calendar({ code, zone, joursEcole, heures }) {
      const rows = await manager.find(VacancesEntity, {
        where: { circonscription: code, zone },
        order: { debut: 'ASC' },
      });
      const vacances = rows.map(({ debut, reprise }) => ({ debut, reprise }));
      return { joursEcole, heures, vacances, annees: [...new Set(rows.map(({ annee }) => annee))] };
    },
    async ecoles(circonscriptions) {
      if (circonscriptions.length === 0) return [];
      const rows = await manager.find(EcoleEntity, {
        where: { circonscription: In(circonscriptions), ouverte: true },
        order: { circonscription: 'ASC', uai: 'ASC' },
      });
      return rows.map(({ uai, nom, commune, circonscription, codePostal, maternelle, elementaire }) => ({
        uai,
        nom,
        commune,
        circonscription,
        codePostal,
        maternelle,
        elementaire,
      }));
    },
    async revision() {
      // Each one only grows, so their sum tells any change; a new circonscription brings its own.
      const [row] = await sql<{ revision: string }>('SELECT COALESCE(sum(numero), 0)::text AS revision FROM revision');
      return row!.revision;
    },
    async problematiques(circonscription) {
      const rows = await manager.find(ProblematiqueEntity, { where: { circonscription }, order: { rang: 'ASC' } });
      return rows.map((row) => row.libelle);
    },
    async reponses(circonscription) {
      const rows = await manager.find(ReponseEntity, { where: { circonscription }, order: { rang: 'ASC' } });
      return rows.map(({ groupe, value, label }) => ({ groupe, value, label }));
    },
    partenaires(circonscription) {
      return manager.find(PartenaireEntity, {
        where: { circonscription, actif: true },
        order: { nom: 'ASC', id: 'ASC' },
      });
    },
  };
}

function circonscriptionOf(row: CirconscriptionRow): Circonscription {
  return {
    code: row.code,
    nom: row.nom,
    academie: row.academie,
    zone: row.zone,
    ...present('teamsTenant', row.teamsTenant),
    delais: {
      lecture: row.delaiLecture,
      sollicitation: row.delaiSollicitation,
      priseAttache: row.delaiPriseAttache,
      bilan: row.delaiBilan,
    },
    joursEcole: row.joursEcole,
    heures: { debut: row.heureDebut, fin: row.heureFin },
    adresses: { ...present('circonscription', row.adresseCirconscription), ...present('cpc', row.adresseCpc) },
    convergence: { jours: row.convergenceJours, ecoles: row.convergenceEcoles },
  };
}
