import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails in the outbox, Tchap accounts in the directory, and accounts linked to it by a code. */
export class CourrielEtComptes1764000000020 implements MigrationInterface {
  name = 'CourrielEtComptes1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COURRIEL);
    await runner.query(COMPTES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lien_compte');
    await runner.query('DROP INDEX membre_tchap, membre_matrix; ALTER TABLE membre DROP COLUMN matrix_id');
    await runner.query(
      `DELETE FROM outbox WHERE op = 'mail'; ${outboxOps("'send', 'send_card', 'update_card', 'erase'")}`,
    );
  }
}

const outboxOps = (ops: string): string => `
ALTER TABLE outbox DROP CONSTRAINT outbox_op_check, ADD CONSTRAINT outbox_op_check CHECK (op IN (${ops}));
`;

const COURRIEL = outboxOps("'send', 'send_card', 'update_card', 'erase', 'mail'");

const COMPTES = `
ALTER TABLE membre ADD COLUMN matrix_id text CHECK (matrix_id = lower(matrix_id));
CREATE UNIQUE INDEX membre_matrix ON membre (matrix_id, circonscription);
-- The local part of a Tchap id is the e-mail with this one change.
CREATE INDEX membre_tchap ON membre (replace(email, '@', '-')) WHERE actif;

CREATE TABLE lien_compte (
  id text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  identite_id text NOT NULL REFERENCES identite,
  email text NOT NULL CHECK (email = lower(email)),
  code_hmac text NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('attente', 'reliee', 'epuisee', 'remplacee')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE lien_compte IS 'codes sent to a directory e-mail, for an account whose channel verifies none';
COMMENT ON COLUMN lien_compte.circonscription IS 'of the member with that e-mail; NULL when they are in several';
COMMENT ON COLUMN lien_compte.code_hmac IS 'keyed with a data key: the code cannot be found again from the database';
CREATE INDEX lien_compte_identite ON lien_compte (identite_id, created_at);
CREATE UNIQUE INDEX lien_compte_attente ON lien_compte (identite_id) WHERE status = 'attente';
`;
