import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether the request names this computer. A page of another site that had its name point to 127.0.0.1
 * (DNS rebinding) still sends its own name.
 */
export function hostIsLoopback(request: IncomingMessage): boolean {
  return LOOPBACK_NAME.test(request.headers.host ?? '');
}

/** Whether a WebSocket was opened by a page that this very server gave: browsers do not hold sockets to one origin. */
export function originIsOwn(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
