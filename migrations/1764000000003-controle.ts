import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who saw and did what, and with which keys the sealed columns were written. */
export class Controle1764000000003 implements MigrationInterface {
  name = 'Controle1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTROLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE controle_cle, journal');
  }
}

const CONTROLE = `
CREATE TABLE journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  circonscription text REFERENCES circonscription,
  actor_id text NOT NULL,
  channel text NOT NULL,
  action text NOT NULL,
  demande_id text,
  outcome text NOT NULL CHECK (outcome IN ('fait', 'vu', 'refuse')),
  detail text
);
COMMENT ON COLUMN journal.circonscription IS 'NULL when what was done or refused concerned none';
COMMENT ON COLUMN journal.demande_id IS 'no foreign key: a refused click may name anything, and rows outlive a purge';
CREATE TRIGGER journal_ajout_seul BEFORE UPDATE OR DELETE ON journal
  FOR EACH ROW EXECUTE FUNCTION refuse_modification();
CREATE TRIGGER journal_ajout_seul_tout BEFORE TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_modification();

-- A sealed probe for each key that ever wrote: wrong keys are found out at the start, not at the first old row.
CREATE TABLE controle_cle (
  key_id text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  sonde text NOT NULL
);
COMMENT ON COLUMN controle_cle.circonscription IS 'always NULL: keys belong to the deployment';
`;
