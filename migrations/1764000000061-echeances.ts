import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be done at a given time, each once. */
export class Echeances1764000000061 implements MigrationInterface {
  name = 'Echeances1764000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ECHEANCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE echeance');
  }
}

const ECHEANCES = `
CREATE TABLE echeance (
  cle text PRIMARY KEY,
  circonscription text NOT NULL REFERENCES circonscription,
  demande_id text,
  genre text NOT NULL CHECK (genre IN ('rappel', 'semaine')),
  due timestamptz NOT NULL,
  payload jsonb NOT NULL,
  etat text NOT NULL DEFAULT 'prevue' CHECK (etat IN ('prevue', 'faite', 'abandonnee')),
  essais integer NOT NULL DEFAULT 0,
  code text,
  done_at timestamptz,
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id) ON DELETE CASCADE
);
COMMENT ON COLUMN echeance.cle IS 'says what is to be done and for when, so that planning it twice is one row';
COMMENT ON COLUMN echeance.due IS 'compared with the clock of the product, not with that of the database';
COMMENT ON COLUMN echeance.payload IS 'in clear: days and ids, nothing of a person';
CREATE INDEX echeance_due ON echeance (due) WHERE etat = 'prevue';
CREATE INDEX echeance_demande ON echeance (demande_id) WHERE etat = 'prevue';
CREATE INDEX echeance_abandonnee ON echeance (etat) WHERE etat = 'abandonnee';
`;
