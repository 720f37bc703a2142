import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose lease it is, so that what a dead process held need not wait for the lease's end. */
export class BailDEnvoi1764000000040 implements MigrationInterface {
  name = 'BailDEnvoi1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
ALTER TABLE outbox ADD COLUMN processus text;
COMMENT ON COLUMN outbox.processus IS 'who leased it last: how a process of the same machine sees that it is dead'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN processus');
  }
}
