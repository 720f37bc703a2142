import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes in and goes out: inbox, conversations, drafts, outbox, posted cards. */
export class Echanges1764000000002 implements MigrationInterface {
  name = 'Echanges1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENTREES);
    await runner.query(SORTIES);
    await runner.query(ATTENTE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION outbox_attend(text, bigint)');
    await runner.query('DROP TABLE carte, outbox, saisie, conversation, evenement_recu');
  }
}

const ENTREES = `
CREATE TABLE evenement_recu (
  channel text NOT NULL,
  conversation_id text NOT NULL,
  event_id text NOT NULL,
  actor_external_id text NOT NULL,
  circonscription text REFERENCES circonscription,
  received_at timestamptz NOT NULL DEFAULT now(),
  answer text,
  PRIMARY KEY (channel, conversation_id, event_id, actor_external_id)
);
COMMENT ON COLUMN evenement_recu.circonscription IS
  'that of the conversation when the event came; NULL while no école was named in it';
COMMENT ON COLUMN evenement_recu.answer IS 'sealed: what the event was answered with; NULL for no answer';
CREATE INDEX evenement_recu_age ON evenement_recu (received_at);

CREATE TABLE conversation (
  channel text NOT NULL,
  conversation_id text NOT NULL,
  circonscription text REFERENCES circonscription,
  tour bigint NOT NULL DEFAULT 1,
  actives jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (channel, conversation_id)
) WITH (fillfactor = 70);
COMMENT ON COLUMN conversation.circonscription IS 'of the last draft in it whose école is known; NULL before';
COMMENT ON COLUMN conversation.tour IS 'events taken; a turn that had to wait for another one sees it by this count';
COMMENT ON COLUMN conversation.actives IS
  'the active draft of each account that writes here, {external id: saisie id}: a channel has several';

CREATE TABLE saisie (
  id text PRIMARY KEY,
  circonscription text REFERENCES circonscription,
  owner_id text NOT NULL REFERENCES identite,
  demande_id text,
  status text NOT NULL CHECK (status IN ('ouverte', 'terminee', 'abandonnee')),
  state text NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (demande_id IS NULL OR circonscription IS NOT NULL),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70);
COMMENT ON COLUMN saisie.circonscription IS 'NULL until the école is chosen';
COMMENT ON COLUMN saisie.state IS 'sealed: where the person is in the form, and the answers';
CREATE INDEX saisie_ouverte ON saisie (owner_id, updated_at) WHERE status = 'ouverte';
`;

const SORTIES = `
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cle text NOT NULL,
  circonscription text REFERENCES circonscription,
  destination jsonb NOT NULL,
  op text NOT NULL CHECK (op IN ('send', 'send_card', 'update_card', 'erase')),
  genre text CHECK (genre IN ('analyse', 'sollicitation')),
  demande_id text,
  membre_id text,
  content text,
  etat text NOT NULL DEFAULT 'attente' CHECK (etat IN ('attente', 'envoye', 'mort')),
  leased boolean NOT NULL,
  not_before timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  ambiguous boolean NOT NULL DEFAULT false,
  code text,
  remote_id text,
  posted_at jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  CHECK (content IS NOT NULL OR etat = 'envoye'),
  CHECK (genre IS NULL OR (circonscription IS NOT NULL AND demande_id IS NOT NULL)),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (circonscription, membre_id) REFERENCES membre (circonscription, id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN outbox.id IS 'order of insertion, which is the order of commit within one cle';
COMMENT ON COLUMN outbox.cle IS 'the conversation, in the sense of order: one row after the other';
COMMENT ON COLUMN outbox.circonscription IS 'NULL for a message in a conversation where no école was named yet';
COMMENT ON COLUMN outbox.content IS 'sealed; dropped once sent, the rest stays as the delivery record';
COMMENT ON COLUMN outbox.leased IS 'handed to a process that has not said yet what came of it';
COMMENT ON COLUMN outbox.not_before IS 'end of the lease, or of the pause before the next try';
COMMENT ON COLUMN outbox.posted_at IS 'address of the posted message, remote_id its id there';
CREATE INDEX outbox_attente ON outbox (cle, id) WHERE etat = 'attente';
CREATE INDEX outbox_due ON outbox (id) WHERE etat = 'attente';
CREATE INDEX outbox_morte ON outbox (id) WHERE etat = 'mort';
CREATE INDEX outbox_carte ON outbox (demande_id) WHERE etat = 'attente' AND genre IS NOT NULL;

-- Posted copies of living cards.
CREATE TABLE carte (
  channel text NOT NULL,
  conversation_id text NOT NULL,
  remote_id text NOT NULL,
  circonscription text NOT NULL,
  genre text NOT NULL CHECK (genre IN ('analyse', 'sollicitation')),
  demande_id text NOT NULL,
  membre_id text,
  address jsonb NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (channel, conversation_id, remote_id),
  CHECK ((genre = 'sollicitation') = (membre_id IS NOT NULL)),
  FOREIGN KEY (circonscription, demande_id) REFERENCES demande (circonscription, id),
  FOREIGN KEY (circonscription, membre_id) REFERENCES membre (circonscription, id)
);
CREATE INDEX carte_demande ON carte (demande_id);
`;

/**
 * Whoever adds to a conversation or settles one of its rows holds its lock until their commit, so that ids follow
 * the commits, and nobody misses a row that is being written. In a function, because each statement of a volatile
 * one sees what was committed while it waited; the statement that calls it does not.
 */
const ATTENTE = `
CREATE FUNCTION outbox_attend(cle_ text, sauf bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(cle_, 0));
  RETURN EXISTS (SELECT 1 FROM outbox WHERE cle = cle_ AND etat = 'attente' AND id <> sauf);
END $$;
COMMENT ON FUNCTION outbox_attend IS 'locks the conversation, then tells whether a row other than sauf waits in it';
`;
