import type { InvitationStore } from '../../app/ports/invitation-store.ts';
import type { Sql } from './sql.ts';

/** Said again of itself when it is known, so that it is returned in either case. */
const WAITED_FOR = `
INSERT INTO invitation AS i (channel, conversation_id, le) VALUES ($1, $2, $3)
ON CONFLICT (channel, conversation_id) DO UPDATE SET le = i.le
RETURNING le, rappelee`;

export function createInvitationStore(sql: Sql): InvitationStore {
  return {
    async waitedFor({ channel, conversationId }, now) {
      const [row] = await sql<{ le: Date; rappelee: boolean }>(WAITED_FOR, [channel, conversationId, now]);
      return { since: row!.le.toISOString(), reminded: row!.rappelee };
    },
    async remind({ channel, conversationId }) {
      const reminded = await sql(
        `UPDATE invitation SET rappelee = true WHERE channel = $1 AND conversation_id = $2 AND NOT rappelee
         RETURNING conversation_id`,
        [channel, conversationId],
      );
      return reminded.length > 0;
    },
    async end({ channel, conversationId }) {
      const gone = await sql(
        'DELETE FROM invitation WHERE channel = $1 AND conversation_id = $2 RETURNING conversation_id',
        [channel, conversationId],
      );
      return gone.length > 0;
    },
  };
}
