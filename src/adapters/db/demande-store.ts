import { type Cause, type DemandeStore, VersionConflict } from '../../app/ports/demande-store.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent, DemandeEventType } from '../../core/demande/events.ts';
import { type DemandeRow, demandeOf, demandeParams, eventOf, historyRows, sollicitationRows } from './demande-rows.ts';
import type { Sealer } from './sealing.ts';
import type { OpenTransaction } from './transaction.ts';

/** As the predicate of the index `demande_ouverte`. */
export const OPEN_ETATS = "etat NOT IN ('brouillon', 'close', 'retiree', 'reorientee')";

const SELECT = 'SELECT id, eleve, dossier FROM demande';
const NEWEST_FIRST = 'ORDER BY envoyee_le DESC, id DESC';
/** Demandes opened at a time: some milliseconds of work. */
const BATCH = 100;

const OF_MEMBRE = `
SELECT d.id, d.eleve, d.dossier FROM sollicitation s JOIN demande d ON d.id = s.demande_id
WHERE s.circonscription = $1 AND s.membre_id = $2 AND s.etat <> 'declinee'
  AND (d.envoyee_le >= $3 OR d.${OPEN_ETATS}) ORDER BY d.envoyee_le DESC, d.id DESC`;

const RECENT_IDS = `
SELECT id FROM demande WHERE circonscription = $1 AND etat <> 'brouillon' AND (envoyee_le >= $2 OR ${OPEN_ETATS})
${NEWEST_FIRST}`;

const INSERT = `
INSERT INTO demande (id, circonscription, etat, version, cas, niveaux, problematiques, ecole_uai, depuis, eleve, dossier,
  numero, demandeur_id, envoyee_le)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

const UPDATE = `
UPDATE demande SET etat = $3, version = $4, cas = $5, niveaux = $6, problematiques = $7, ecole_uai = $8, depuis = $9,
  eleve = $10, dossier = $11
WHERE id = $1 AND circonscription = $2 AND version = $12 RETURNING id`;

const APPEND_HISTORY = `
INSERT INTO historique (circonscription, demande_id, version, type, at, actor_id, channel, action, digest, evenement)
SELECT $1, $2, version, type, at, actor_id, channel, action, digest, evenement
FROM jsonb_to_recordset($3::jsonb) AS e (version integer, type text, at timestamptz, actor_id text, channel text,
  action text, digest text, evenement text)`;

const PROJECT_SOLLICITATIONS = `
INSERT INTO sollicitation (circonscription, demande_id, membre_id, etat, injoignable, le, repondu_le)
SELECT $1, $2, membre_id, etat, injoignable, le, repondu_le
FROM jsonb_to_recordset($3::jsonb) AS s (membre_id text, etat text, injoignable boolean, le timestamptz,
  repondu_le timestamptz)
ON CONFLICT (circonscription, membre_id, demande_id) DO UPDATE SET etat = excluded.etat,
  injoignable = excluded.injoignable, le = excluded.le, repondu_le = excluded.repondu_le`;

/** What was taken back was never asked. */
const DROP_SOLLICITATIONS = `
DELETE FROM sollicitation WHERE circonscription = $1 AND demande_id = $2 AND membre_id <> ALL ($3::text[])`;

const CHANGES_CODEMANDEURS: ReadonlySet<DemandeEventType> = new Set<DemandeEventType>([
  'demande_absorbee',
  'demande_detachee',
]);

const PROJECT_CODEMANDEURS = `
WITH gone AS (DELETE FROM codemandeur WHERE demande_id = $2 AND identite_id <> ALL ($3::text[]))
INSERT INTO codemandeur (circonscription, demande_id, identite_id) SELECT $1, $2, unnest($3::text[])
ON CONFLICT DO NOTHING`;

const OF_DEMANDEUR = `
id IN (SELECT id FROM demande WHERE demandeur_id = $1 UNION SELECT demande_id FROM codemandeur WHERE identite_id = $1)`;

const WITH_DEPARTED = `
SELECT s.demande_id, array_agg(s.membre_id ORDER BY s.membre_id) AS membre_ids
FROM sollicitation s
JOIN membre m ON m.circonscription = s.circonscription AND m.id = s.membre_id AND NOT m.actif
JOIN demande d ON d.id = s.demande_id AND d.${OPEN_ETATS}
WHERE s.etat IN ('en_attente', 'acceptee') GROUP BY s.demande_id ORDER BY s.demande_id`;

const membreIds = ({ sollicitations }: Demande) => sollicitations.map(({ membreId }) => membreId);

export function createDemandeStore({ sql, later }: OpenTransaction, sealer: Sealer): DemandeStore {
  const load = async (query: string, params: unknown[]): Promise<Demande[]> =>
    (await sql<DemandeRow>(query, params)).map((row) => demandeOf(row, sealer));

  function appendHistory(demande: Demande, events: DemandeEvent[], cause: Cause): void {
    const of = [demande.circonscription, demande.id];
    later(sql(APPEND_HISTORY, [...of, historyRows(demande, events, cause, sealer)]));
    if (events.some(({ type }) => type === 'acte_annule')) later(sql(DROP_SOLLICITATIONS, [...of, membreIds(demande)]));
    if (events.some(({ type }) => CHANGES_CODEMANDEURS.has(type))) {
      later(sql(PROJECT_CODEMANDEURS, [...of, demande.codemandeurs.map(({ id }) => id)]));
    }
    if (demande.sollicitations.length > 0) later(sql(PROJECT_SOLLICITATIONS, [...of, sollicitationRows(demande)]));
  }

  return {
    async nextCounter(circonscription, schoolYear) {
      const [row] = await sql<{ valeur: number }>(
        `INSERT INTO compteur AS c (circonscription, annee, valeur) VALUES ($1, $2, 1)
         ON CONFLICT (circonscription, annee) DO UPDATE SET valeur = c.valeur + 1 RETURNING valeur`,
        [circonscription, schoolYear],
      );
      return row!.valeur;
    },
    async insert(demande, events, cause) {
      await sql(INSERT, [...demandeParams(demande, sealer), demande.numero, demande.demandeur.id, demande.envoyeeLe]);
      appendHistory(demande, events, cause);
    },
    async append(demande, events, cause) {
      const before = demande.version - events.length;
      const updated = await sql(UPDATE, [...demandeParams(demande, sealer), before]);
      if (updated.length === 0) throw new VersionConflict(`the demande is no longer at version ${before}`);
      appendHistory(demande, events, cause);
    },
    async get(id) {
      return (await load(`${SELECT} WHERE id = $1`, [id]))[0];
    },
    async lock(id) {
      // NO KEY: rows that only refer to the demande (outbox, drafts) need not wait for it.
      return (await load(`${SELECT} WHERE id = $1 FOR NO KEY UPDATE`, [id]))[0];
    },
    async isRepeat(id, cause) {
      const rows = await sql(
        'SELECT 1 FROM historique WHERE demande_id = $1 AND action = $2 AND actor_id = $3 AND digest = $4 LIMIT 1',
        [id, cause.action, cause.actorId, cause.digest],
      );
      return rows.length > 0;
    },
    async history(id) {
      const rows = await sql<{ version: number; evenement: string }>(
        'SELECT version, evenement FROM historique WHERE demande_id = $1 ORDER BY version',
        [id],
      );
      return rows.map((row) => eventOf(id, row, sealer));
    },
    ofDemandeur(identiteId) {
      return load(`${SELECT} WHERE ${OF_DEMANDEUR} ORDER BY envoyee_le DESC, numero DESC`, [identiteId]);
    },
    openIn(circonscription) {
      return load(`${SELECT} WHERE circonscription = $1 AND ${OPEN_ETATS} ORDER BY envoyee_le, numero`, [
        circonscription,
      ]);
    },
    openBeside({ id, circonscription, ecole }, limit) {
      return load(
        `${SELECT} WHERE circonscription = $1 AND ${OPEN_ETATS} AND etat <> 'envoyee' AND id <> $2
         ORDER BY (ecole_uai = $3) DESC, envoyee_le DESC LIMIT $4`,
        [circonscription, id, ecole.uai, limit],
      );
    },
    async actedOnBy(identiteId, since) {
      const rows = await sql<{ demande_id: string }>(
        `SELECT demande_id FROM historique WHERE actor_id = $1 AND at >= $2
         GROUP BY demande_id ORDER BY max(at) DESC`,
        [identiteId, since],
      );
      return rows.map((row) => row.demande_id);
    },
    async withDeparted() {
      const rows = await sql<{ demande_id: string; membre_ids: string[] }>(WITH_DEPARTED, []);
      return rows.map((row) => ({ demandeId: row.demande_id, membreIds: row.membre_ids }));
    },
    async byNumero(circonscription, numero) {
      return (await load(`${SELECT} WHERE circonscription = $1 AND numero = $2`, [circonscription, numero]))[0];
    },
    ofMembre(circonscription, membreId, since) {
      return load(OF_MEMBRE, [circonscription, membreId, since]);
    },
    async visitRecent(circonscription, since, visit) {
      const ids = (await sql<{ id: string }>(RECENT_IDS, [circonscription, since])).map(({ id }) => id);
      for (let from = 0; from < ids.length; from += BATCH) {
        const batch = await load(`${SELECT} WHERE id = ANY($1) ${NEWEST_FIRST}`, [ids.slice(from, from + BATCH)]);
        batch.forEach(visit);
      }
    },
  };
}
