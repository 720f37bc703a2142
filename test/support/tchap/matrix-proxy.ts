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
  close(): Promise<void>;
}

type Fault = { kind: 'throttle'; retryAfterMs: number } | { kind: 'lose' };

export async function startProxy(target: string): Promise<MatrixProxy> {
  const faults: Fault[] = [];
  let isDown = false;
  const server = createServer((req, res) => {
    const fault = /\/send\//.test(req.url ?? '') ? faults.shift() : undefined;
    if (isDown) {
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(req: IncomingMessage, res: ServerResponse, retryAfterMs: number): void {
  req.resume();
  res.writeHead(429, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: retryAfterMs }));
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
