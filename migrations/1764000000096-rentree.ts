import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One more thing to be done at a given time: what is said on the first day of a school year. */
export class Rentree1764000000096 implements MigrationInterface {
  name = 'Rentree1764000000096';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE echeance DROP CONSTRAINT echeance_genre_check,
        ADD CONSTRAINT echeance_genre_check CHECK (genre IN ('rappel', 'semaine', 'rentree'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM echeance WHERE genre = 'rentree';
      ALTER TABLE echeance DROP CONSTRAINT echeance_genre_check,
        ADD CONSTRAINT echeance_genre_check CHECK (genre IN ('rappel', 'semaine'))`);
  }
}
