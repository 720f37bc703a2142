/** An event as a homeserver gave it, of which nothing but these shapes is sure. */
export interface RawEvent {
  id: string;
  type: string;
  sender: string;
  content: RawContent;
  /** Present on state events. */
  stateKey?: string;
  unsigned: RawContent;
  /** What a redaction removes. */
  redacts?: string;
  /** As it came, for the decryption. */
  source: RawContent;
}

export interface RawContent {
  readonly [key: string]: unknown;
}

const LONGEST_ID = 255;
const USER_ID = /^@[^:\s]{1,250}:\S{1,250}$/;

/** @returns undefined when it is not an event */
export function readRawEvent(value: unknown): RawEvent | undefined {
  if (!isObject(value)) return undefined;
  const id = idIn(value, 'event_id');
  const type = idIn(value, 'type');
  const sender = idIn(value, 'sender');
  const content = objectIn(value, 'content');
  if (!id?.startsWith('$') || type === undefined || sender === undefined || !USER_ID.test(sender) || !content) {
    return undefined;
  }
  const stateKey = value.state_key;
  const redacts = idIn(value, 'redacts') ?? idIn(content, 'redacts');
  return {
    id,
    type,
    sender,
    content,
    ...(typeof stateKey === 'string' && { stateKey }),
    unsigned: objectIn(value, 'unsigned') ?? {},
    ...(redacts !== undefined && { redacts }),
    source: value,
  };
}

export function isObject(value: unknown): value is RawContent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of the object itself, never one that it inherits. */
export function member(object: RawContent, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function objectIn(object: RawContent, key: string): RawContent | undefined {
  const value = member(object, key);
  return isObject(value) ? value : undefined;
}

export function listIn(object: RawContent, key: string): unknown[] {
  const value = member(object, key);
  return Array.isArray(value) ? value : [];
}

export function textIn(object: RawContent, key: string): string | undefined {
  const value = member(object, key);
  return typeof value === 'string' ? value : undefined;
}

function idIn(object: RawContent, key: string): string | undefined {
  const value = textIn(object, key);
  return value !== undefined && value.length > 0 && value.length <= LONGEST_ID ? value : undefined;
}
