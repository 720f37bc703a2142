import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bot's Tchap account: its encryption keys, where its sync stands, and which process runs it. */
export class Tchap1764000000010 implements MigrationInterface {
  name = 'Tchap1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TCHAP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tchap_bail, tchap_etat, tchap_objet, tchap_schema');
  }
}

const TCHAP = `
-- The crypto library's store, record by record: with the rest of the data, so that one backup restores all.
CREATE TABLE tchap_schema (
  base text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  contenu text NOT NULL
);
COMMENT ON COLUMN tchap_schema.circonscription IS 'always NULL: the account belongs to the deployment';
COMMENT ON COLUMN tchap_schema.contenu IS 'sealed: version, stores and indexes';

CREATE TABLE tchap_objet (
  base text NOT NULL,
  magasin text NOT NULL,
  id text NOT NULL,
  circonscription text REFERENCES circonscription,
  contenu text NOT NULL,
  PRIMARY KEY (base, magasin, id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN tchap_objet.circonscription IS 'always NULL: the account belongs to the deployment';
COMMENT ON COLUMN tchap_objet.id IS 'a digest of the record key, which may name people and rooms';
COMMENT ON COLUMN tchap_objet.contenu IS 'sealed: key and value';

CREATE TABLE tchap_etat (
  nom text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  valeur text NOT NULL
) WITH (fillfactor = 80);
COMMENT ON COLUMN tchap_etat.circonscription IS
  'always NULL: rooms and people are known before any école is, and the session belongs to the deployment';
COMMENT ON COLUMN tchap_etat.valeur IS 'sealed';

-- One row: the process that runs the device. Two at once would break the encryption for good.
CREATE TABLE tchap_bail (
  unique_ligne boolean PRIMARY KEY DEFAULT true CHECK (unique_ligne),
  circonscription text REFERENCES circonscription,
  porteur text NOT NULL,
  processus jsonb NOT NULL,
  jusqu_a timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON COLUMN tchap_bail.circonscription IS 'always NULL: the account belongs to the deployment';
COMMENT ON COLUMN tchap_bail.processus IS 'how a process of the same machine sees that the holder is dead';
`;
