import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A homeserver as a bad network shows it: it stands before the real one and spoils what a test asks for. */
export interface MatrixProxy {
  url: string;
  /** The next message is refused: too many. */
  throttleNext(retryAfterMs: number): void;
  /** The next message arrives, and its answer does not. */
  loseNextAnswer(): void;
  /** Everything is refused, as while the server starts, until it is called with false. */
  down(isDown: boolean): void;
  /** Nothing is answered at all, until it is called with false. */
  silent(isSilent: boolean): void;
  /** The next time the account is asked for, its token has expired. */
  expireToken(): void;
  close(): Promise<void>;
}

type Fault = { kind: 'throttle'; retryAfterMs: number } | { kind: 'lose' };

export async function startProxy(target: string): Promise<MatrixProxy> {
  const faults: Fault[] = [];
  let isDown = false;
  let isSilent = false;
  let isExpired = false;
  const server = createServer((req, res) => {
    const fault = /\/send\//.test(req.url ?? '') ? faults.shift() : undefined;
    if (isSilent) req.resume();
    else if (isExpired && /\/whoami/.test(req.url ?? '')) {
      isExpired = false;
      answer(req, res, 401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Expired', soft_logout: true });
    } else if (isDown) {
      req.resume();
      // Not chained: restify, once loaded, makes writeHead return nothing.
      res.writeHead(503);
      res.end('{}');
    } else if (fault?.kind === 'throttle') refuse(req, res, fault.retryAfterMs);
    else forward(target, req, res, fault !== undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    throttleNext: (retryAfterMs) => faults.push({ kind: 'throttle', retryAfterMs }),
    loseNextAnswer: () => faults.push({ kind: 'lose' }),
    down(given) {
      isDown = given;
    },
    silent(given) {
      isSilent = given;
    },
    expireToken() {
      isExpired = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(req: IncomingMessage, res: ServerResponse, retryAfterMs: number): void {
  answer(req, res, 429, { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: retryAfterMs });
}

function answer(req: IncomingMessage, res: ServerResponse, status: number, body: object): void {
  req.resume();
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

function forward(target: string, req: IncomingMessage, res: ServerResponse, loses: boolean): void {
  const { method, headers } = req;
  const passed = request(new URL(req.url ?? '/', target), { method, headers }, (answer) => {
    if (loses) {
      answer.resume();
      answer.once('end', () => res.destroy());
      return;
    }
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  passed.once('error', () => res.destroy());
  res.once('close', () => passed.destroy());
  req.pipe(passed);
}
