import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second intention: a circonscription's own answers, and the directory of its partner structures. */
export class ReponsesEtPartenaires1764000000090 implements MigrationInterface {
  name = 'ReponsesEtPartenaires1764000000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE partenaire, reponse');
  }
}

const TABLES = `
CREATE TABLE reponse (
  circonscription text NOT NULL REFERENCES circonscription,
  valeur text NOT NULL,
  libelle text NOT NULL,
  groupe text NOT NULL CHECK (groupe IN ('proximite', 'partenaires')),
  rang integer NOT NULL,
  PRIMARY KEY (circonscription, valeur)
);
COMMENT ON TABLE reponse IS 'answers that a circonscription adds to the list of the product, or names otherwise';

CREATE TABLE partenaire (
  circonscription text NOT NULL REFERENCES circonscription,
  id text NOT NULL,
  nom text NOT NULL,
  genre text NOT NULL,
  commune text NOT NULL,
  telephone text NOT NULL,
  courriel text NOT NULL,
  adresse text NOT NULL,
  actif boolean NOT NULL,
  PRIMARY KEY (circonscription, id)
);
COMMENT ON COLUMN partenaire.genre IS 'the value of an answer: a structure is proposed for that one';
-- One structure may serve a commune through several addresses: it is known by its name, its kind and its commune.
CREATE UNIQUE INDEX partenaire_connu ON partenaire (circonscription, genre, lower(nom), lower(commune));
`;
