import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Demandes: state row, append-only history, and what is projected from them. */
export class Demandes1764000000001 implements MigrationInterface {
  name = 'Demandes1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AJOUT_SEUL);
    await runner.query(DEMANDES);
    await runner.query(PROJECTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE compteur, sollicitation, historique, demande; DROP FUNCTION refuse_modification');
  }
}

const AJOUT_SEUL = `
CREATE FUNCTION refuse_modification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
`;

const DEMANDES = `
CREATE TABLE demande (
  circonscription text NOT NULL REFERENCES circonscription,
  id text PRIMARY KEY,
  numero text NOT NULL,
  etat text NOT NULL CHECK (etat IN ('brouillon', 'envoyee', 'en_analyse', 'complement_demande', 'membres_sollicites',
    'premiere_intention', 'seconde_intention', 'bilan', 'close', 'retiree', 'reorientee')),
  version integer NOT NULL,
  cas text NOT NULL,
  niveaux text[] NOT NULL,
  problematiques text[] NOT NULL,
  ecole_uai text NOT NULL,
  demandeur_id text NOT NULL REFERENCES identite,
  envoyee_le timestamptz NOT NULL,
  depuis timestamptz NOT NULL,
  eleve text,
  dossier text NOT NULL,
  UNIQUE (circonscription, id),
  UNIQUE (circonscription, numero),
  FOREIGN KEY (circonscription, ecole_uai) REFERENCES ecole (circonscription, uai)
);
COMMENT ON COLUMN demande.eleve IS 'sealed: the pupil''s identity; NULL when the demande is about no pupil';
COMMENT ON COLUMN demande.dossier IS 'sealed: the state of the demande without the pupil''s identity';
CREATE INDEX demande_demandeur ON demande (demandeur_id, envoyee_le);
CREATE INDEX demande_ouverte ON demande (circonscription, envoyee_le)
  WHERE etat NOT IN ('brouillon', 'close', 'retiree', 'reorientee');

CREATE TABLE historique (
  circonscription text NOT NULL,
  demande_id text NOT NULL,
  version integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_id text NOT NULL,
  channel text NOT NULL,
  action text NOT NULL,
  digest text NOT NULL,
  evenement text NOT NULL,
  PRIMARY KEY (demande_id, version),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id)
);
COMMENT ON COLUMN historique.evenement IS 'sealed: the whole event';
CREATE TRIGGER historique_ajout_seul BEFORE UPDATE OR DELETE ON historique
  FOR EACH ROW EXECUTE FUNCTION refuse_modification();
CREATE TRIGGER historique_ajout_seul_tout BEFORE TRUNCATE ON historique
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_modification();
`;

const PROJECTIONS = `
-- What the loads of members are counted from; the texts of a sollicitation are in the dossier.
CREATE TABLE sollicitation (
  circonscription text NOT NULL,
  demande_id text NOT NULL,
  membre_id text NOT NULL,
  etat text NOT NULL CHECK (etat IN ('en_attente', 'acceptee', 'declinee')),
  injoignable boolean NOT NULL,
  le timestamptz NOT NULL,
  repondu_le timestamptz,
  PRIMARY KEY (circonscription, membre_id, demande_id),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id),
  FOREIGN KEY (circonscription, membre_id) REFERENCES membre (circonscription, id)
);

CREATE TABLE compteur (
  circonscription text NOT NULL REFERENCES circonscription,
  annee integer NOT NULL,
  valeur integer NOT NULL,
  PRIMARY KEY (circonscription, annee)
);
COMMENT ON COLUMN compteur.annee IS 'the year in which the school year began';
`;
