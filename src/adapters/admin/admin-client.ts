import { Agent, request } from 'node:http';
import type { z } from 'zod';
import { ADMIN_RESULTS, type Administered, type AdminMethod } from './admin-protocol.ts';

/** The running server could not be asked (`silent`), or could not do it (`failed`, with its HTTP status). */
export class AdminServerError extends Error {
  readonly kind: 'silent' | 'failed';
  readonly code: string;
  constructor(kind: 'silent' | 'failed', code: string) {
    super(`admin server ${kind}: ${code}`);
    this.name = 'AdminServerError';
    this.kind = kind;
    this.code = code;
  }
}

/** The data of a running server, through its admin server. Each method may throw AdminServerError. */
export function connectAdmin(port: number, token: string): Administered {
  const call = async <R>(method: AdminMethod, result: z.ZodType<R>, args: unknown[]): Promise<R> => {
    const { status, text } = await post(port, token, method, JSON.stringify(args));
    if (status !== 200) throw new AdminServerError('failed', String(status));
    return result.parse(JSON.parse(text));
  };
  return {
    circonscriptions: () => call('circonscriptions', ADMIN_RESULTS.circonscriptions, []),
    overview: () => call('overview', ADMIN_RESULTS.overview, []),
    configure: (...args) => call('configure', ADMIN_RESULTS.configure, args),
    importEcoles: (...args) => call('importEcoles', ADMIN_RESULTS.importEcoles, args),
    importMembres: (...args) => call('importMembres', ADMIN_RESULTS.importMembres, args),
    importVacances: (...args) => call('importVacances', ADMIN_RESULTS.importVacances, args),
    reponses: (...args) => call('reponses', ADMIN_RESULTS.reponses, args),
    importPartenaires: (...args) => call('importPartenaires', ADMIN_RESULTS.importPartenaires, args),
    tchapOverview: () => call('tchapOverview', ADMIN_RESULTS.tchapOverview, []),
  };
}

// An agent of our own: the global one may be set to go through a proxy, which must never see the token.
const agent = new Agent({ keepAlive: false });

function post(port: number, token: string, method: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(
      { agent, host: '127.0.0.1', port, method: 'POST', path: `/${method}`, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => reject(new AdminServerError('silent', error.code ?? '?')));
    sent.end(body);
  });
}
