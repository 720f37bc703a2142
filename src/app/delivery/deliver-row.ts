import type { LivingCard } from '../../core/demande/living-card.ts';
import { documentCard } from '../../core/view/document-card.ts';
import type { Message } from '../../core/view/message.ts';
import type { MakeDocument } from '../documents/make-document.ts';
import { type Channel, DeliveryError, NO_FILE_THERE } from '../ports/channel.ts';
import type { DocumentLinks } from '../ports/document-links.ts';
import type { Address } from '../ports/inbound.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { CardCopy, DeliveryOutcome, OutboxContent, OutboxQueue, OutboxRow } from '../ports/outbox-store.ts';
import type { Mailbox } from './resolve-mailbox.ts';

/** Waits for a circonscription to choose its analysis channel: looked at again this often. */
const NO_PLACE_MS = 3_000;

export interface DeliveryTools {
  queue: OutboxQueue;
  /** Undefined when mail is not configured (any more). */
  mailer?: Mailer | undefined;
  /** @throws DeliveryError */
  resolveMailbox(row: OutboxRow): Promise<Mailbox>;
  makeDocument: MakeDocument;
  /** Undefined where the server has no public address. */
  links?: DocumentLinks | undefined;
  channels: ReadonlyMap<string, Channel>;
  /** Where a destination is at this moment; undefined when its place is not chosen yet. @throws DeliveryError */
  resolve(row: OutboxRow): Promise<Address | undefined>;
  /** The card as its demande is at this moment; undefined when there is nothing to show any more. */
  render(card: LivingCard): Promise<Message | undefined>;
}

/** Carries one row out. @throws DeliveryError */
export async function deliverRow(tools: DeliveryTools, row: OutboxRow): Promise<DeliveryOutcome> {
  const { content } = row;
  if (content.op === 'mail') return sendMail(tools, row, content.mail);
  if (content.op === 'update_card') return updateCopies(tools, row, content.card);
  const address = await tools.resolve(row);
  if (address === undefined) {
    return { kind: 'retry', afterMs: NO_PLACE_MS, code: 'no_place', ambiguous: false, countsAsTry: false };
  }
  const channel = channelOf(tools, address);
  switch (content.op) {
    case 'send':
      return sendMessage(tools, row, inItsThread(row, content.message), address);
    case 'erase':
      await channel.erase(address, content.remoteId);
      return { kind: 'sent' };
    case 'send_card':
      return sendCard(tools, row, content.card, address);
  }
}

type MailContent = Extract<OutboxContent, { op: 'mail' }>['mail'];

async function sendMail(tools: DeliveryTools, row: OutboxRow, mail: MailContent): Promise<DeliveryOutcome> {
  if (tools.mailer === undefined) throw new DeliveryError('unreachable', 'no_mailer');
  const { document, ...plain } = mail;
  const mailbox = await tools.resolveMailbox(row);
  const file = document && (await tools.makeDocument(document));
  // What it is about has been erased: there is nothing to say of it any more.
  if (document !== undefined && file === undefined) return { kind: 'sent' };
  await tools.mailer.send({ ...mailbox, ...plain, ...(file && { file }) }, keyOf(row));
  return { kind: 'sent' };
}

async function sendMessage(
  tools: DeliveryTools,
  row: OutboxRow,
  message: Message,
  address: Address,
): Promise<DeliveryOutcome> {
  const { document, text } = message;
  const channel = channelOf(tools, address);
  if (document === undefined) return sent(address, await channel.send(address, message, keyOf(row)));
  if (channel.capabilities.files) {
    const file = await tools.makeDocument(document);
    return file === undefined
      ? { kind: 'sent' }
      : sent(address, await channel.send(address, message, keyOf(row), file));
  }
  if (tools.links === undefined) throw new DeliveryError('unreachable', NO_FILE_THERE);
  const linked = documentCard(text, document, tools.links.urlOf(document));
  return sent(address, await channel.send(address, { ...message, ...linked }, keyOf(row)));
}

async function sendCard(
  tools: DeliveryTools,
  row: OutboxRow,
  card: LivingCard,
  address: Address,
): Promise<DeliveryOutcome> {
  const message = await tools.render(card);
  if (message === undefined) return { kind: 'sent' };
  const posted = card.kind === 'analyse' ? await copyAt(tools, card, address) : undefined;
  if (posted !== undefined) {
    // Already there (posted again by a sweep, or the channel was chosen twice): one card is enough.
    await channelOf(tools, address).update(address, posted.remoteId, message);
    return { kind: 'sent' };
  }
  return sent(address, await channelOf(tools, address).send(address, inItsThread(row, message), keyOf(row)));
}

/** Ids begin again with another database, or go back with a restored one; the moment of writing makes them one. */
const keyOf = ({ id, createdAt }: OutboxRow): string => `${id}.${Date.parse(createdAt).toString(36)}`;

/** In the analysis channel, what is about one demande stands under its card. */
function inItsThread({ destination, demandeId, content }: OutboxRow, message: Message): Message {
  const thread = content.op === 'send_card' ? content.card.demandeId : demandeId;
  return destination.to === 'analyse' && thread !== undefined ? { ...message, thread } : message;
}

async function copyAt(tools: DeliveryTools, card: LivingCard, address: Address): Promise<CardCopy | undefined> {
  const copies = await tools.queue.copies(card);
  return copies.find((copy) => isSamePlace(copy.address, address));
}

async function updateCopies(tools: DeliveryTools, row: OutboxRow, card: LivingCard): Promise<DeliveryOutcome> {
  const message = await tools.render(card);
  if (message === undefined) return { kind: 'sent' };
  const copies = await livingCopies(tools, row, card);
  let gone = 0;
  for (const copy of copies) {
    const there = await updateCopy(tools, copy, message);
    if (!there) {
      gone++;
      await tools.queue.dropCopy(card, copy);
    }
  }
  // Someone removed the one card of a demande: it is posted anew rather than lost.
  if (card.kind === 'analyse' && gone > 0 && gone === copies.length) {
    const address = await tools.resolve(row);
    if (address !== undefined) return sendCard(tools, row, card, address);
  }
  return { kind: 'sent' };
}

/** What stands in a channel that the team has left is not kept up to date: who reads there is no longer known. */
async function livingCopies(tools: DeliveryTools, row: OutboxRow, card: LivingCard): Promise<CardCopy[]> {
  const copies = await tools.queue.copies(card);
  if (card.kind !== 'analyse') return copies;
  const place = await tools.resolve(row);
  return place === undefined ? [] : copies.filter(({ address }) => isSamePlace(address, place));
}

const isSamePlace = (a: Address, b: Address) => a.channel === b.channel && a.conversationId === b.conversationId;

/** @returns false when the copy is gone */
async function updateCopy(tools: DeliveryTools, copy: CardCopy, message: Message): Promise<boolean> {
  try {
    await channelOf(tools, copy.address).update(copy.address, copy.remoteId, message);
    return true;
  } catch (error) {
    if (error instanceof DeliveryError && (error.failure === 'unreachable' || error.code.startsWith('404')))
      return false;
    throw error;
  }
}

function channelOf(tools: DeliveryTools, address: Address): Channel {
  const channel = tools.channels.get(address.channel);
  if (channel === undefined) throw new DeliveryError('unreachable', `no channel ${address.channel}`);
  return channel;
}

function sent(address: Address, remoteId: string): DeliveryOutcome {
  return { kind: 'sent', posted: { address, remoteId } };
}
