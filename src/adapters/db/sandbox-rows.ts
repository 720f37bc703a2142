import type { BoundCard, SandboxMessage, ViewedMessage } from '../../app/ports/sandbox-store.ts';
import { present } from './rows.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';

/** Of a table or a result named `m`. */
export const MESSAGE_COLUMNS =
  'm.id, m.seq, m.conversation_id, m.author, m.texte, m.carte, m.created_at, m.updated_at, m.erased';

export interface MessageRow {
  id: string;
  /** A bigint, which the driver gives as text. */
  seq: string;
  conversation_id: string;
  author: string;
  texte: string;
  carte: string | null;
  created_at: Date;
  updated_at: Date | null;
  erased: boolean;
}

export interface ViewedRow extends MessageRow {
  vue: string | null;
}

export function messageOf(row: MessageRow, sealer: Sealer): SandboxMessage {
  return {
    id: row.id,
    seq: Number(row.seq),
    conversationId: row.conversation_id,
    author: row.author,
    text: row.erased ? '' : sealer.open(textPlace(row.id), row.texte),
    ...present('card', row.carte === null ? null : openJson<BoundCard>(sealer, cardPlace(row.id), row.carte)),
    createdAt: row.created_at.toISOString(),
    ...present('updatedAt', row.updated_at?.toISOString()),
    erased: row.erased,
  };
}

export function viewedOf(row: ViewedRow, viewer: string, sealer: Sealer): ViewedMessage {
  const view = row.vue === null ? null : openJson<BoundCard>(sealer, viewPlace(row.id, viewer), row.vue);
  return { ...messageOf(row, sealer), ...present('view', view) };
}

/** The sealed text and card of a message, as parameters. */
export function contentParams(id: string, content: { text: string; card?: BoundCard }, sealer: Sealer) {
  const card = content.card === undefined ? null : sealJson(sealer, cardPlace(id), content.card);
  return [sealer.seal(textPlace(id), content.text), card] as const;
}

export function sealView(id: string, viewer: string, card: BoundCard, sealer: Sealer): string {
  return sealJson(sealer, viewPlace(id, viewer), card);
}

function textPlace(id: string) {
  return { column: 'sandbox_message.texte', row: id };
}

function cardPlace(id: string) {
  return { column: 'sandbox_message.carte', row: id };
}

function viewPlace(id: string, viewer: string) {
  return { column: 'sandbox_vue.carte', row: `${id} ${viewer}` };
}
