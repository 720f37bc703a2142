import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people are at school, and when they are not. */
export class CalendrierScolaire1764000000060 implements MigrationInterface {
  name = 'CalendrierScolaire1764000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CALENDRIER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE vacances; ALTER TABLE circonscription DROP COLUMN jours_ecole, DROP COLUMN heure_debut, DROP COLUMN heure_fin',
    );
  }
}

const CALENDRIER = `
ALTER TABLE circonscription
  ADD COLUMN jours_ecole integer[] NOT NULL DEFAULT '{1,2,4,5}' CHECK (cardinality(jours_ecole) > 0),
  ADD COLUMN heure_debut text NOT NULL DEFAULT '08:30',
  ADD COLUMN heure_fin text NOT NULL DEFAULT '17:30';
COMMENT ON COLUMN circonscription.jours_ecole IS 'week days with school, 0 for Sunday to 6 for Saturday';
COMMENT ON COLUMN circonscription.heure_debut IS 'HH:MM in Paris, as heure_fin: the working hours';

CREATE TABLE vacances (
  circonscription text NOT NULL REFERENCES circonscription,
  zone text NOT NULL,
  annee integer NOT NULL,
  nom text NOT NULL,
  debut text NOT NULL,
  reprise text NOT NULL CHECK (reprise > debut),
  PRIMARY KEY (circonscription, zone, annee, nom, debut)
);
COMMENT ON COLUMN vacances.annee IS 'the year in which the school year began';
COMMENT ON COLUMN vacances.reprise IS 'YYYY-MM-DD, as debut: the day on which classes begin again';
`;
