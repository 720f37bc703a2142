/** What a bearer token says of itself, before any of it is proved. */
export interface TokenParts {
  header: { [name: string]: unknown };
  claims: { [name: string]: unknown };
}

const MAX_LENGTH = 8192;

/** @returns undefined for whatever is not a `Bearer` JWT */
export function readToken(authorization: string | undefined): TokenParts | undefined {
  if (!authorization || authorization.length > MAX_LENGTH) return undefined;
  const [, head, payload] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  const header = readObject(head);
  const claims = readObject(payload);
  return header && claims && { header, claims };
}

function readObject(part: string | undefined): { [name: string]: unknown } | undefined {
  if (!part) return undefined;
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
