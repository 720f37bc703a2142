import type { ServerResponse } from 'node:http';

export type FakeRoute = 'send' | 'update' | 'delete' | 'create' | 'member' | 'members' | 'token' | 'metadata' | 'jwks';

/** What goes wrong, on which route, how often. */
export interface Fault {
  route: FakeRoute;
  /** Only in this conversation. */
  conversationId?: string;
  /** Default 1; Infinity until `mend`. */
  times?: number;
  status?: number;
  /** The error code in the body: `{error: {code, message}}`. */
  code?: string;
  /** Instead of the usual error body. */
  body?: unknown;
  retryAfter?: string;
  delayMs?: number;
  /** The socket is cut instead of an answer. */
  reset?: boolean;
  /** The effect happens although the answer is the fault: an ambiguous send. */
  takesEffect?: boolean;
}

export class Faults {
  #active: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.#active.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#active = [];
  }

  take(route: FakeRoute, conversationId?: string): Fault | undefined {
    const fault = this.#active.find(
      (f) => f.route === route && f.left > 0 && (!f.conversationId || f.conversationId === conversationId),
    );
    if (fault) fault.left -= 1;
    return fault;
  }
}

/** Answers as the fault says. @returns false for a mere delay: the usual answer follows */
export async function playFault(fault: Fault, res: ServerResponse): Promise<boolean> {
  if (fault.delayMs) await new Promise((done) => setTimeout(done, fault.delayMs));
  if (fault.reset) {
    res.socket?.resetAndDestroy();
    return true;
  }
  if (!fault.status) return false;
  if (fault.retryAfter) res.setHeader('retry-after', fault.retryAfter);
  const body = fault.body ?? { error: { code: fault.code ?? 'ServiceError', message: 'injected' } };
  const text = JSON.stringify(body);
  res.writeHead(fault.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.end(text);
  return true;
}
