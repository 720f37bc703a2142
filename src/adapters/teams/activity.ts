import { storable } from '../../core/read-action.ts';
/** An activity whose shape was checked: what is read of it from here on has the type it says. */
export interface IncomingActivity {
  type: string;
  /** Teams gives one to every activity; a few odd ones have none. */
  id: string | undefined;
  serviceUrl: string;
  from: { id: string; name: string; aadObjectId: string | undefined };
  recipientId: string | undefined;
  conversation: {
    id: string;
    conversationType: string | undefined;
    tenantId: string | undefined;
    isGroup: boolean;
  };
  /** The name of an invoke or event. */
  name: string | undefined;
  /** `add` or `remove` of an installationUpdate. */
  action: string | undefined;
  text: string;
  value: Fields | undefined;
  replyToId: string | undefined;
  entities: Fields[];
  attachments: Fields[];
  membersAdded: string[];
  membersRemoved: string[];
  channelData: Fields;
}

/** A JSON object, of which only its own members are read. */
export type Fields = { readonly [name: string]: unknown };

const MAX_DEPTH = 40;
const MAX_ID = 1024;

/** @returns undefined when a member is missing that the bot cannot do without, or one has another type than Teams gives */
export function readActivity(body: unknown): IncomingActivity | undefined {
  if (!isFields(body) || !isShallow(body, MAX_DEPTH)) return undefined;
  try {
    return read(body);
  } catch (error) {
    if (error instanceof WrongShape) return undefined;
    throw error;
  }
}

class WrongShape extends Error {}

function read(body: Fields): IncomingActivity {
  const from = fields(body, 'from');
  const conversation = fields(body, 'conversation');
  const recipient = own(body, 'recipient') === undefined ? undefined : fields(body, 'recipient');
  return {
    type: id(body, 'type'),
    id: optionalId(body, 'id'),
    serviceUrl: id(body, 'serviceUrl'),
    from: { id: id(from, 'id'), name: text(from, 'name') ?? '', aadObjectId: optionalId(from, 'aadObjectId') },
    recipientId: recipient && optionalId(recipient, 'id'),
    conversation: {
      id: id(conversation, 'id'),
      conversationType: optionalId(conversation, 'conversationType'),
      tenantId: optionalId(conversation, 'tenantId'),
      isGroup: own(conversation, 'isGroup') === true,
    },
    name: optionalId(body, 'name'),
    action: optionalId(body, 'action'),
    text: text(body, 'text') ?? '',
    // A value that is no object carries no button of ours.
    value: isFields(own(body, 'value')) ? (own(body, 'value') as Fields) : undefined,
    replyToId: optionalId(body, 'replyToId'),
    entities: list(body, 'entities'),
    attachments: list(body, 'attachments'),
    membersAdded: list(body, 'membersAdded').map((member) => id(member, 'id')),
    membersRemoved: list(body, 'membersRemoved').map((member) => id(member, 'id')),
    channelData: isFields(own(body, 'channelData')) ? (own(body, 'channelData') as Fields) : {},
  };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of the object itself, never one that it inherits. JSON's null counts as absent. */
export function own(holder: Fields, name: string): unknown {
  return Object.hasOwn(holder, name) ? (holder[name] ?? undefined) : undefined;
}

/** Reads `a.b.c`; undefined as soon as a step is missing. */
export function dig(holder: Fields, ...names: string[]): unknown {
  let here: unknown = holder;
  for (const name of names) here = isFields(here) ? own(here, name) : undefined;
  return here;
}

function fields(holder: Fields, name: string): Fields {
  const value = own(holder, name);
  if (!isFields(value)) throw new WrongShape();
  return value;
}

function list(holder: Fields, name: string): Fields[] {
  const value = own(holder, name) ?? [];
  if (!Array.isArray(value) || !value.every(isFields)) throw new WrongShape();
  return value;
}

function text(holder: Fields, name: string): string | undefined {
  const value = own(holder, name);
  if (value !== undefined && typeof value !== 'string') throw new WrongShape();
  return value === undefined ? undefined : storable(value);
}

function optionalId(holder: Fields, name: string): string | undefined {
  const value = text(holder, name);
  if (value !== undefined && value.length > MAX_ID) throw new WrongShape();
  return value || undefined;
}

function id(holder: Fields, name: string): string {
  const value = optionalId(holder, name);
  if (value === undefined) throw new WrongShape();
  return value;
}

/** Whatever walks the activity later may recurse: a body of brackets must not exhaust the stack. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}
