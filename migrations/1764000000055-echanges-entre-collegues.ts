import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A living card of one more kind: a colleague is asked to share their experience. */
export class EchangesEntreCollegues1764000000055 implements MigrationInterface {
  name = 'EchangesEntreCollegues1764000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox DROP CONSTRAINT outbox_genre_check,
        ADD CONSTRAINT outbox_genre_check CHECK (genre IN ('analyse', 'sollicitation', 'echange'));
      ALTER TABLE carte DROP CONSTRAINT carte_genre_check,
        ADD CONSTRAINT carte_genre_check CHECK (genre IN ('analyse', 'sollicitation', 'echange')),
        DROP CONSTRAINT carte_check,
        ADD CONSTRAINT carte_check CHECK ((genre = 'analyse') = (membre_id IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox WHERE genre = 'echange';
      DELETE FROM carte WHERE genre = 'echange';
      ALTER TABLE outbox DROP CONSTRAINT outbox_genre_check,
        ADD CONSTRAINT outbox_genre_check CHECK (genre IN ('analyse', 'sollicitation'));
      ALTER TABLE carte DROP CONSTRAINT carte_genre_check,
        ADD CONSTRAINT carte_genre_check CHECK (genre IN ('analyse', 'sollicitation')),
        DROP CONSTRAINT carte_check,
        ADD CONSTRAINT carte_check CHECK ((genre = 'sollicitation') = (membre_id IS NOT NULL));
    `);
  }
}
