import { createServer, type Server } from 'restify';

/** An HTTP server with nothing on it yet; no body parser: the routes that read a body do it themselves. */
export function createHttpServer(): Server {
  const server = createServer({ name: 'pole-ressources', handleUncaughtExceptions: false });
  // Nothing of an internal error ever reaches a client.
  server.on('restifyError', (_request, response, error, done) => {
    // restify would answer again, and throw outside of everything, unless it sent the answer itself.
    if (response.headersSent) return;
    const status = typeof error.statusCode === 'number' && error.statusCode < 500 ? error.statusCode : 500;
    response.sendRaw(status, '');
    done?.();
  });
  return server;
}

/** @returns the address to open in a browser */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // restify passes its HTTP server's errors on as its own.
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve(`http://${shown}:${address.port}`);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.server.closeIdleConnections();
  });
}
