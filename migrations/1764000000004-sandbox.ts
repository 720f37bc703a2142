import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the sandbox page shows, kept over a restart. Empty wherever a real messenger is used. */
export class Sandbox1764000000004 implements MigrationInterface {
  name = 'Sandbox1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SANDBOX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sandbox_vue, sandbox_message, sandbox_persona');
  }
}

const SANDBOX = `
CREATE TABLE sandbox_message (
  id text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  circonscription text REFERENCES circonscription,
  conversation_id text NOT NULL,
  author text NOT NULL,
  texte text NOT NULL,
  carte text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz,
  erased boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN sandbox_message.circonscription IS 'always NULL: a played conversation belongs to none';
COMMENT ON COLUMN sandbox_message.texte IS 'sealed';
COMMENT ON COLUMN sandbox_message.carte IS 'sealed: the bound card; NULL for a message without one';
CREATE INDEX sandbox_message_conversation ON sandbox_message (conversation_id, seq);

-- The private answer that replaces a message's card for one persona.
CREATE TABLE sandbox_vue (
  message_id text NOT NULL REFERENCES sandbox_message ON DELETE CASCADE,
  persona text NOT NULL,
  circonscription text REFERENCES circonscription,
  carte text NOT NULL,
  PRIMARY KEY (message_id, persona)
);
COMMENT ON COLUMN sandbox_vue.circonscription IS 'always NULL, as for its message';
COMMENT ON COLUMN sandbox_vue.carte IS 'sealed';

-- The difficult situations one plays: out of the analysis channel, without the bot.
CREATE TABLE sandbox_persona (
  persona text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  absent boolean NOT NULL DEFAULT false,
  injoignable boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN sandbox_persona.circonscription IS 'always NULL: it is about the page, not about the directory';
`;
