import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../app/ports/log.ts';
import { ADMIN_ARGUMENTS, type Administered, type AdminMethod, BODY_LIMIT, isAdminMethod } from './admin-protocol.ts';

export interface AdminServer {
  port: number;
  /** Whoever has it may change the directory: written to the lock file, which its owner alone may read. */
  token: string;
  close(): Promise<void>;
}

/**
 * Lets the `pole` command reach the embedded database, which only one process may open. Listens on loopback, on a
 * free port; POST /<method of Administered> with the JSON array of its arguments and the bearer token.
 */
export async function startAdminServer(admin: Administered, log: Log): Promise<AdminServer> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    answer(request, admin, token, log).then(
      ({ status, body }) => send(response, status, body),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  return { port: (server.address() as AddressInfo).port, token, close };
}

interface Reply {
  status: number;
  body?: unknown;
}

async function answer(request: IncomingMessage, admin: Administered, token: string, log: Log): Promise<Reply> {
  if (!carries(request, token)) return { status: 401 };
  const method = (request.url ?? '').slice(1);
  if (request.method !== 'POST' || !isAdminMethod(method)) return { status: 404 };
  const text = await readBody(request);
  if (text === undefined) return { status: 413 };
  const args = ADMIN_ARGUMENTS[method].safeParse(parseJson(text));
  if (!args.success) return { status: 400 };
  try {
    return { status: 200, body: await call(admin, method, args.data) };
  } catch (error) {
    log.error({ method }, 'admin command failed', error);
    return { status: 500 };
  }
}

function call(admin: Administered, method: AdminMethod, args: unknown[]): Promise<unknown> {
  return (admin[method] as (...args: unknown[]) => Promise<unknown>)(...args);
}

/** Digests have one length and tell nothing, so the comparison takes the same time for any wrong token. */
function carries(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** @returns undefined when it is too long; the rest is then not read */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
