import type { CirconscriptionOverview } from '../../../app/ports/directory-admin.ts';
import type { Sql } from '../sql.ts';

const OVERVIEW = `
SELECT c.circonscription AS code, c.nom,
  (SELECT count(*) FROM problematique p WHERE p.circonscription = c.circonscription)::integer AS problematiques,
  e.ouvertes AS "ecolesOuvertes", e.fermees AS "ecolesFermees",
  m.actifs AS "membresActifs", m.inactifs AS "membresInactifs", m.equipe AS "equipeRestreinte", m.pilotes,
  (SELECT COALESCE(array_agg(DISTINCT v.annee ORDER BY v.annee), '{}') FROM vacances v
   WHERE v.circonscription = c.circonscription AND v.zone = c.zone) AS annees
FROM circonscription c
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE ouverte)::integer AS ouvertes, count(*) FILTER (WHERE NOT ouverte)::integer AS fermees
  FROM ecole WHERE circonscription = c.circonscription
) e
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE actif)::integer AS actifs, count(*) FILTER (WHERE NOT actif)::integer AS inactifs,
    count(*) FILTER (WHERE actif AND roles && ARRAY['pilote', 'equipe_restreinte'])::integer AS equipe,
    COALESCE(array_agg(email ORDER BY email) FILTER (WHERE actif AND 'pilote' = ANY (roles)), '{}') AS pilotes
  FROM membre WHERE circonscription = c.circonscription
) m
ORDER BY c.circonscription`;

export function overview(sql: Sql): Promise<CirconscriptionOverview[]> {
  return sql(OVERVIEW);
}
