import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory of the pôle: circonscriptions, écoles, membres, channel accounts and places. */
export class Annuaire1764000000000 implements MigrationInterface {
  name = 'Annuaire1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CIRCONSCRIPTIONS);
    await runner.query(PERSONNES);
    await runner.query(LIEUX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE roster, canal_analyse, identite, membre, ecole, fonction, problematique, revision, circonscription',
    );
  }
}

const CIRCONSCRIPTIONS = `
CREATE TABLE circonscription (
  circonscription text PRIMARY KEY,
  nom text NOT NULL,
  academie text NOT NULL,
  zone text NOT NULL,
  teams_tenant text,
  delai_lecture integer NOT NULL,
  delai_sollicitation integer NOT NULL,
  delai_prise_attache integer NOT NULL,
  delai_bilan integer NOT NULL,
  adresse_circonscription text,
  adresse_cpc text
);
COMMENT ON COLUMN circonscription.circonscription IS 'its code; every other table names the circonscription so';

-- One row per circonscription, raised by each import that changed something: tells a cache that it is stale.
CREATE TABLE revision (
  circonscription text PRIMARY KEY REFERENCES circonscription,
  numero bigint NOT NULL
);

CREATE TABLE problematique (
  circonscription text NOT NULL REFERENCES circonscription,
  libelle text NOT NULL,
  rang integer NOT NULL,
  PRIMARY KEY (circonscription, libelle)
);

CREATE TABLE fonction (
  circonscription text NOT NULL REFERENCES circonscription,
  libelle text NOT NULL,
  rang integer NOT NULL,
  PRIMARY KEY (circonscription, libelle)
);

-- An école that moves to another circonscription gets a row there; the old row is closed, and keeps its demandes.
CREATE TABLE ecole (
  circonscription text NOT NULL REFERENCES circonscription,
  uai text NOT NULL,
  nom text NOT NULL,
  type text NOT NULL,
  statut text NOT NULL,
  adresse text NOT NULL,
  code_postal text NOT NULL,
  commune text NOT NULL,
  telephone text NOT NULL,
  mail text NOT NULL,
  maternelle boolean NOT NULL,
  elementaire boolean NOT NULL,
  ulis boolean NOT NULL,
  education_prioritaire text NOT NULL,
  ouverte boolean NOT NULL,
  PRIMARY KEY (circonscription, uai)
);
CREATE UNIQUE INDEX ecole_ouverte ON ecole (uai) WHERE ouverte;
`;

const PERSONNES = `
CREATE TABLE membre (
  circonscription text NOT NULL REFERENCES circonscription,
  id text NOT NULL,
  prenom text NOT NULL,
  nom text NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  fonctions text[] NOT NULL,
  secteurs text[] NOT NULL,
  roles text[] NOT NULL CHECK (roles <@ ARRAY['pilote', 'equipe_restreinte', 'membre']),
  actif boolean NOT NULL,
  aad_object_id text,
  PRIMARY KEY (circonscription, id),
  UNIQUE (circonscription, email)
);
CREATE INDEX membre_email ON membre (email) WHERE actif;
CREATE INDEX membre_aad ON membre (aad_object_id) WHERE actif;

CREATE TABLE identite (
  id text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  channel text NOT NULL,
  external_id text NOT NULL,
  nom text NOT NULL,
  emails text[] NOT NULL,
  aad_object_id text,
  tenant text,
  verified_at timestamptz,
  personal jsonb,
  last_ecole text,
  UNIQUE (channel, external_id)
);
COMMENT ON COLUMN identite.circonscription IS
  'of the école of their last demande; NULL before it: an account belongs to a channel, and may act in several';
CREATE INDEX identite_emails ON identite USING gin (emails);
CREATE INDEX identite_aad ON identite (aad_object_id);
`;

const LIEUX = `
CREATE TABLE canal_analyse (
  circonscription text PRIMARY KEY REFERENCES circonscription,
  channel text NOT NULL,
  conversation_id text NOT NULL,
  address jsonb NOT NULL,
  set_at timestamptz NOT NULL
);
CREATE INDEX canal_analyse_lieu ON canal_analyse (channel, conversation_id);

CREATE TABLE roster (
  channel text NOT NULL,
  conversation_id text NOT NULL,
  external_id text NOT NULL,
  circonscription text REFERENCES circonscription,
  present boolean NOT NULL,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (channel, conversation_id, external_id)
);
CREATE INDEX roster_compte ON roster (channel, external_id);
COMMENT ON COLUMN roster.circonscription IS
  'whose analysis channel the place is; NULL while it is none, or when it is that of several';
`;
