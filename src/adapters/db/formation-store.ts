import type { Formation, FormationStore } from '../../app/ports/formation-store.ts';
import type { Etat } from '../../core/demande/demande.ts';
import { OPEN_ETATS } from './demande-store.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';
import type { Sql } from './sql.ts';

const PROCHES = `
SELECT d.id, d.numero, d.etat, d.problematiques, d.envoyee_le, e.uai, e.nom, e.commune
FROM demande d JOIN ecole e ON e.circonscription = d.circonscription AND e.uai = d.ecole_uai
WHERE d.circonscription = $1 AND d.problematiques && $2::text[] AND d.envoyee_le >= $3 AND d.${OPEN_ETATS}
ORDER BY d.envoyee_le, d.numero`;

const ANNOUNCE = `
INSERT INTO convergence AS c (circonscription, problematique, annoncee_le) VALUES ($1, $2, $3)
ON CONFLICT (circonscription, problematique) DO UPDATE SET annoncee_le = excluded.annoncee_le
WHERE c.annoncee_le < $4
RETURNING 1`;

const SELECT = `
SELECT f.*, ARRAY(SELECT demande_id FROM formation_demande g WHERE g.formation_id = f.id ORDER BY 1) AS demandes
FROM formation f`;

const OPEN = `
INSERT INTO formation (circonscription, id, problematique, ouverte, ouverte_le, contenu) VALUES ($1, $2, $3, true, $4, $5)
ON CONFLICT (circonscription, problematique) WHERE ouverte DO NOTHING RETURNING 1`;

interface ProcheRow {
  id: string;
  numero: string;
  etat: Etat;
  problematiques: string[];
  envoyee_le: Date;
  uai: string;
  nom: string;
  commune: string;
}

interface FormationRow {
  id: string;
  circonscription: string;
  problematique: string;
  ouverte: boolean;
  ouverte_le: Date;
  contenu: string;
  demandes: string[];
}

type Contenu = Pick<Formation, 'titre' | 'animateur' | 'periode' | 'par'>;

const placeOf = (id: string) => ({ column: 'formation.contenu', row: id });

export function createFormationStore(sql: Sql, sealer: Sealer): FormationStore {
  const read = async (where: string, params: unknown[]): Promise<Formation[]> =>
    (await sql<FormationRow>(`${SELECT} ${where}`, params)).map(({ contenu, ouverte_le, ...row }) => ({
      ...row,
      ouverteLe: ouverte_le.toISOString(),
      ...openJson<Contenu>(sealer, placeOf(row.id), contenu),
    }));

  return {
    async proches(circonscription, problematiques, depuis) {
      const rows = await sql<ProcheRow>(PROCHES, [circonscription, problematiques, depuis]);
      return rows.map(({ uai, nom, commune, envoyee_le, ...row }) => ({
        ...row,
        envoyeeLe: envoyee_le.toISOString(),
        ecole: { uai, nom, commune },
      }));
    },
    async holdConvergences(circonscription) {
      await sql('SELECT 1 FROM circonscription WHERE circonscription = $1 FOR NO KEY UPDATE', [circonscription]);
    },
    async announce(circonscription, problematique, now, depuis) {
      return (await sql(ANNOUNCE, [circonscription, problematique, now, depuis])).length > 0;
    },
    async open({ circonscription, id, problematique, ouverteLe, titre, animateur, periode, par }) {
      const contenu = sealJson(sealer, placeOf(id), { titre, animateur, periode, par } satisfies Contenu);
      const written = await sql(OPEN, [circonscription, id, problematique, ouverteLe, contenu]);
      if (written.length > 0) return undefined;
      return (
        await read('WHERE f.circonscription = $1 AND f.problematique = $2 AND f.ouverte', [
          circonscription,
          problematique,
        ])
      )[0];
    },
    openIn(circonscription) {
      return read('WHERE f.circonscription = $1 AND f.ouverte ORDER BY f.ouverte_le, f.id', [circonscription]);
    },
    async lock(ids) {
      // Locked by themselves: the list of demandes is then read as it is once the lock is held.
      await sql('SELECT 1 FROM formation WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE', [ids]);
      return read('WHERE f.id = ANY ($1::text[]) ORDER BY f.id', [ids]);
    },
    async gather({ id, circonscription }, demandeId) {
      await sql('INSERT INTO formation_demande (circonscription, formation_id, demande_id) VALUES ($1, $2, $3)', [
        circonscription,
        id,
        demandeId,
      ]);
    },
    async end(id) {
      await sql('UPDATE formation SET ouverte = false WHERE id = $1', [id]);
    },
  };
}
