import type { Server } from 'restify';

export interface Readiness {
  database: boolean;
  migrations: boolean;
  worker: boolean;
}

/** GET /health/live: the process answers. GET /health/ready: it can do its work. */
export function mountHealth(server: Server, ready: () => Promise<Readiness>): void {
  server.get('/health/live', (_request, response, next) => {
    response.json(200, { live: true });
    next();
  });
  server.get('/health/ready', (_request, response, next) => {
    ready()
      .catch((): Readiness => ({ database: false, migrations: false, worker: false }))
      .then((state) => {
        response.json(Object.values(state).every(Boolean) ? 200 : 503, state);
        next();
      });
  });
}
