import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A part in a demande that is over, who follows a demande that theirs was joined to, and who acted last on what. */
export class Corrections1764000000095 implements MigrationInterface {
  name = 'Corrections1764000000095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sollicitation DROP CONSTRAINT sollicitation_etat_check,
        ADD CONSTRAINT sollicitation_etat_check CHECK (etat IN ('en_attente', 'acceptee', 'declinee', 'terminee'));
      CREATE TABLE codemandeur (
        circonscription text NOT NULL,
        demande_id text NOT NULL,
        identite_id text NOT NULL REFERENCES identite,
        PRIMARY KEY (identite_id, demande_id),
        FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id)
      );
      CREATE INDEX codemandeur_demande ON codemandeur (demande_id);
      CREATE INDEX historique_acteur ON historique (actor_id, at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX historique_acteur;
      DROP TABLE codemandeur;
      DELETE FROM sollicitation WHERE etat = 'terminee';
      ALTER TABLE sollicitation DROP CONSTRAINT sollicitation_etat_check,
        ADD CONSTRAINT sollicitation_etat_check CHECK (etat IN ('en_attente', 'acceptee', 'declinee'));
    `);
  }
}
