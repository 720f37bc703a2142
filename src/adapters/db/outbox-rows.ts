import type { Address } from '../../app/ports/inbound.ts';
import type {
  CardCopy,
  Destination,
  LivingCard,
  NewOutboxRow,
  OutboxContent,
  OutboxRow,
} from '../../app/ports/outbox-store.ts';
import { present } from './rows.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';

/** The conversation of a destination, in the sense of order: rows of one key are sent one after the other. */
export function conversationKey(destination: Destination): string {
  switch (destination.to) {
    case 'conversation':
      return `${destination.address.channel} ${destination.address.conversationId}`;
    case 'analyse':
      return `analyse:${destination.circonscription}`;
    case 'membre':
      return `membre:${destination.circonscription}:${destination.membreId}`;
    case 'identite':
      return `identite:${destination.identiteId}`;
    case 'courriel':
      if ('email' in destination) return `courriel:${destination.email}`;
      return 'officielle' in destination
        ? `courriel-officiel:${destination.circonscription}`
        : `courriel:${destination.circonscription}:${destination.membreId}`;
  }
}

/** The columns that name a living card; all undefined for the other contents. */
export function cardColumns(card: LivingCard | undefined) {
  return {
    genre: card?.kind,
    demande_id: card?.demandeId,
    membre_id: card && 'membreId' in card ? card.membreId : undefined,
  };
}

export function cardOf(content: OutboxContent): LivingCard | undefined {
  return 'card' in content ? content.card : undefined;
}

/** One row for jsonb_to_recordset; what is undefined becomes NULL. */
export function insertedRow(row: NewOutboxRow, cle: string, order: number, sealer: Sealer) {
  const { destination, content } = row;
  const card = cardColumns(cardOf(content));
  return {
    ord: order,
    cle,
    circonscription:
      row.circonscription ?? ('circonscription' in destination ? destination.circonscription : undefined),
    destination,
    op: content.op,
    ...card,
    demande_id: row.demandeId ?? card.demande_id,
    content: sealJson(sealer, contentPlace(cle), content),
  };
}

export const OUTBOX_COLUMNS =
  'o.id, o.cle, o.circonscription, o.destination, o.demande_id, o.content, o.tries, o.ambiguous, o.created_at';

export interface OutboxTableRow {
  id: string;
  cle: string;
  circonscription: string | null;
  destination: Destination;
  demande_id: string | null;
  content: string;
  tries: number;
  ambiguous: boolean;
  created_at: Date;
}

export function outboxRowOf(row: OutboxTableRow, sealer: Sealer): OutboxRow {
  return {
    id: row.id,
    ...present('circonscription', row.circonscription),
    destination: row.destination,
    content: openJson<OutboxContent>(sealer, contentPlace(row.cle), row.content),
    ...present('demandeId', row.demande_id),
    tries: row.tries,
    ambiguous: row.ambiguous,
    createdAt: row.created_at.toISOString(),
  };
}

/** The id is the database's to give, so a content is bound to the conversation it goes to. */
function contentPlace(cle: string) {
  return { column: 'outbox.content', row: cle };
}

/** channel, conversation, remote id, address. */
export function copyParams(copy: CardCopy): [Address['channel'], string, string, string] {
  return [copy.address.channel, copy.address.conversationId, copy.remoteId, JSON.stringify(copy.address)];
}
