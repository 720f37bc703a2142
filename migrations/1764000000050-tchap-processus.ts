import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each process says of the Tchap account, for the operator's commands. */
export class TchapProcessus1764000000050 implements MigrationInterface {
  name = 'TchapProcessus1764000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROCESSUS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tchap_processus');
  }
}

const PROCESSUS = `
CREATE TABLE tchap_processus (
  id text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  machine text NOT NULL,
  pid integer NOT NULL,
  statut text NOT NULL CHECK (statut IN ('starting', 'standby', 'unreachable', 'running', 'stopped')),
  depuis timestamptz NOT NULL,
  vu timestamptz NOT NULL,
  cause text,
  appareil jsonb
) WITH (fillfactor = 50);
COMMENT ON COLUMN tchap_processus.circonscription IS 'always NULL: the account belongs to the deployment';
COMMENT ON COLUMN tchap_processus.appareil IS 'in clear: the bot account and counts, nothing of a person and no secret';
`;
