import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Écoles that share a problématique, and the actions de formation that gather their demandes. */
export class ConvergencesEtFormations1764000000091 implements MigrationInterface {
  name = 'ConvergencesEtFormations1764000000091';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE formation_demande, formation, convergence;
      ALTER TABLE circonscription DROP COLUMN convergence_jours, DROP COLUMN convergence_ecoles;
    `);
  }
}

const TABLES = `
ALTER TABLE circonscription
  ADD COLUMN convergence_jours integer NOT NULL DEFAULT 90,
  ADD COLUMN convergence_ecoles integer NOT NULL DEFAULT 3;
COMMENT ON COLUMN circonscription.convergence_jours IS 'calendar days in which demandes are looked at together';

-- When the équipe restreinte was last told that écoles share a problématique: once in a window.
CREATE TABLE convergence (
  circonscription text NOT NULL REFERENCES circonscription,
  problematique text NOT NULL,
  annoncee_le timestamptz NOT NULL,
  PRIMARY KEY (circonscription, problematique)
);

CREATE TABLE formation (
  circonscription text NOT NULL REFERENCES circonscription,
  id text PRIMARY KEY,
  problematique text NOT NULL,
  ouverte boolean NOT NULL,
  ouverte_le timestamptz NOT NULL,
  contenu text NOT NULL,
  UNIQUE (circonscription, id)
);
COMMENT ON COLUMN formation.contenu IS 'sealed: title, who leads it, when, who opened it';
-- Two analysts who open one at the same moment open one.
CREATE UNIQUE INDEX formation_ouverte ON formation (circonscription, problematique) WHERE ouverte;

CREATE TABLE formation_demande (
  circonscription text NOT NULL,
  formation_id text NOT NULL,
  demande_id text NOT NULL,
  PRIMARY KEY (formation_id, demande_id),
  FOREIGN KEY (circonscription, formation_id) REFERENCES formation (circonscription, id),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id)
);
CREATE INDEX formation_demande_demande ON formation_demande (demande_id);
`;
