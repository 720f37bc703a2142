import { z } from 'zod';
import type { ClientMessage } from '../../app/ports/messenger-persona.ts';
import type { BoundCard, SandboxMessage, SandboxSituation, ViewedMessage } from '../../app/ports/sandbox-store.ts';
import type { Persona } from './persona.ts';

/** The largest frame taken from the page, in bytes. */
export const MAX_FRAME = 256 * 1024;

const name = z.string().min(1).max(100);
// Chosen by the page, the same when it sends the frame again: what makes a re-sent frame harmless.
const id = z.uuid();
const where = { conversation: name, persona: name };

const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('show'), ...where, before: z.number().int().positive().optional() }),
  z.object({
    type: z.literal('text'),
    id,
    ...where,
    text: z.string(),
    attachments: z
      .array(z.enum(['image', 'audio', 'video', 'file', 'other']))
      .max(10)
      .default([]),
  }),
  z.object({
    type: z.literal('action'),
    id,
    ...where,
    messageId: name,
    data: z.unknown(),
    inputs: z.record(z.string(), z.string()),
    style: z.enum(['execute', 'submit']),
  }),
  z.object({ type: z.literal('reaction'), id, ...where, messageId: name, key: z.string().min(1).max(50) }),
  z.object({ type: z.literal('roster'), id, persona: name, present: z.boolean() }),
  z.object({ type: z.literal('reachable'), id, persona: name, reachable: z.boolean() }),
]);

export type ClientFrame = z.infer<typeof clientFrame>;
export type TextFrame = Extract<ClientFrame, { type: 'text' }>;
export type ActionFrame = Extract<ClientFrame, { type: 'action' }>;
export type ReactionFrame = Extract<ClientFrame, { type: 'reaction' }>;
export type ShowFrame = Extract<ClientFrame, { type: 'show' }>;
export type SituationFrame = Extract<ClientFrame, { type: 'roster' | 'reachable' }>;

export type Outcome = { kind: 'none' } | { kind: 'card'; card: BoundCard } | { kind: 'notice'; text: string };

/** A message of a conversation that is kept in its messenger and not here. */
export interface MessengerMessage extends Omit<ClientMessage, 'fromBot'> {
  conversationId: string;
  /** `bot`, or the id of the persona who wrote. */
  author: string;
}

export type ServerFrame =
  | {
      type: 'hello';
      poleNom: string;
      personas: Persona[];
      situation: SandboxSituation;
      lastSeqs: { [conversationId: string]: number };
    }
  | {
      type: 'history';
      conversation: string;
      persona: string;
      messages: (ViewedMessage | MessengerMessage)[];
      more: boolean;
      before?: number;
    }
  /** A message that is new, was updated or was erased; every open page gets it. */
  | { type: 'message'; message: SandboxMessage | MessengerMessage }
  | { type: 'situation'; situation: SandboxSituation }
  /** The frame of this id is durably dealt with; the outcome is for the one who sent it alone. */
  | { type: 'ack'; id: string; outcome: Outcome }
  /** `id` where the refused frame had one: sending it again is useless. */
  | { type: 'error'; id?: string; text: string };

export type ReadFrame = { frame: ClientFrame } | { frame?: undefined; id?: string };

/** Parses what a page sent; without a frame, the id is given where it could be read. */
export function readFrame(text: string): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  const parsed = clientFrame.safeParse(value);
  if (parsed.success) return { frame: parsed.data };
  const refused = z.object({ id }).safeParse(value);
  return refused.success ? { id: refused.data.id } : {};
}
