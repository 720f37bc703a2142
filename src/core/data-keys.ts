/** One key of the columns' encryption: 32 bytes, named in each sealed value. */
export interface DataKey {
  id: string;
  key: Uint8Array;
}

export type DataKeysProblem =
  | { code: 'form' | 'id'; position: number }
  /** `id` has the right form, so it may be shown; the key never is. */
  | { code: 'length' | 'duplicate'; id: string };

const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
/** 32 bytes are 43 characters and their padding. Written out, since decoders skip what they do not know. */
const KEY_BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** Reads `id:base64,id:base64`: the first key writes, the others only read. Spaces and newlines around are ignored. */
export function parseDataKeys(text: string): { keys: DataKey[]; problems: DataKeysProblem[] } {
  const keys: DataKey[] = [];
  const problems: DataKeysProblem[] = [];
  for (const [index, part] of text.split(',').entries()) {
    const parsed = parseDataKey(part.trim(), index + 1);
    if ('code' in parsed) problems.push(parsed);
    else if (keys.some((key) => key.id === parsed.id)) problems.push({ code: 'duplicate', id: parsed.id });
    else keys.push(parsed);
  }
  return { keys, problems };
}

function parseDataKey(text: string, position: number): DataKey | DataKeysProblem {
  const colon = text.indexOf(':');
  if (colon < 0) return { code: 'form', position };
  const id = text.slice(0, colon);
  const base64 = text.slice(colon + 1);
  if (!KEY_ID.test(id)) return { code: 'id', position };
  if (!KEY_BASE64.test(base64)) return { code: 'length', id };
  return { id, key: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) };
}

export function formatDataKey(key: DataKey): string {
  return `${key.id}:${btoa(String.fromCharCode(...key.key))}`;
}
