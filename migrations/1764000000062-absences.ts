import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When members are away. */
export class Absences1764000000062 implements MigrationInterface {
  name = 'Absences1764000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ABSENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE absence');
  }
}

const ABSENCES = `
CREATE TABLE absence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  circonscription text NOT NULL,
  membre_id text NOT NULL,
  du text NOT NULL,
  au text NOT NULL CHECK (au >= du),
  declaree_le timestamptz NOT NULL,
  annulee_le timestamptz,
  FOREIGN KEY (circonscription, membre_id) REFERENCES membre (circonscription, id)
);
COMMENT ON TABLE absence IS 'days only: why somebody is away is never asked, nor kept';
COMMENT ON COLUMN absence.au IS 'YYYY-MM-DD, as du: the last day away';
CREATE INDEX absence_membre ON absence (circonscription, membre_id, au) WHERE annulee_le IS NULL;
`;
