import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations into a private conversation that the outbox waits for. */
export class Invitations1764000000030 implements MigrationInterface {
  name = 'Invitations1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INVITATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation');
  }
}

const INVITATION = `
CREATE TABLE invitation (
  channel text NOT NULL,
  conversation_id text NOT NULL,
  circonscription text REFERENCES circonscription,
  le timestamptz NOT NULL,
  rappelee boolean NOT NULL DEFAULT false,
  PRIMARY KEY (channel, conversation_id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN invitation.circonscription IS 'always NULL: somebody may be written to by several';
`;
