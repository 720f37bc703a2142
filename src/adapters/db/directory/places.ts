import type { AnalysisChannel, DirectoryStore } from '../../../app/ports/directory-store.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import type { Sql } from '../sql.ts';

type Places = Pick<
  DirectoryStore,
  | 'analysisChannel'
  | 'analysisChannelsAt'
  | 'setAnalysisChannel'
  | 'rosterEntry'
  | 'saveRosterEntry'
  | 'forgetRosterEntries'
>;

/** Where équipes restreintes work, and who was last seen there. */
export function places(sql: Sql): Places {
  const channels = async (condition: string, params: string[]): Promise<AnalysisChannel[]> => {
    const rows = await sql<{ circonscription: string; address: Address; set_at: Date }>(
      `SELECT circonscription, address, set_at FROM canal_analyse WHERE ${condition} ORDER BY circonscription`,
      params,
    );
    return rows.map((row) => ({
      circonscription: row.circonscription,
      address: row.address,
      setAt: row.set_at.toISOString(),
    }));
  };

  return {
    async analysisChannel(circonscription) {
      return (await channels('circonscription = $1', [circonscription]))[0];
    },
    analysisChannelsAt(channel, conversationId) {
      return channels('channel = $1 AND conversation_id = $2', [channel, conversationId]);
    },
    async setAnalysisChannel(circonscription, address) {
      await sql(
        `INSERT INTO canal_analyse (circonscription, channel, conversation_id, address, set_at)
         VALUES ($1, $2, $3, $4, now())
         ON CONFLICT (circonscription) DO UPDATE SET channel = excluded.channel,
           conversation_id = excluded.conversation_id, address = excluded.address, set_at = excluded.set_at`,
        [circonscription, address.channel, address.conversationId, JSON.stringify(address)],
      );
    },
    async rosterEntry(channel, conversationId, externalId) {
      const [row] = await sql<{ present: boolean; checked_at: Date }>(
        'SELECT present, checked_at FROM roster WHERE channel = $1 AND conversation_id = $2 AND external_id = $3',
        [channel, conversationId, externalId],
      );
      return row && { present: row.present, checkedAt: row.checked_at.toISOString() };
    },
    async saveRosterEntry(channel, conversationId, externalId, present, seenAt) {
      await sql(
        `INSERT INTO roster AS r (channel, conversation_id, external_id, present, checked_at, circonscription)
         VALUES ($1, $2, $3, $4, $5, (SELECT min(circonscription) FROM canal_analyse
           WHERE channel = $1 AND conversation_id = $2 HAVING count(*) = 1))
         ON CONFLICT (channel, conversation_id, external_id) DO UPDATE SET present = excluded.present,
           checked_at = excluded.checked_at, circonscription = excluded.circonscription
         WHERE r.checked_at <= excluded.checked_at`,
        [channel, conversationId, externalId, present, seenAt],
      );
    },
    async forgetRosterEntries(channel, externalId) {
      await sql('DELETE FROM roster WHERE channel = $1 AND external_id = $2', [channel, externalId]);
    },
  };
}
