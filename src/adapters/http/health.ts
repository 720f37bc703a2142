import type { Server } from 'restify';

export interface Readiness {
  database: boolean;
  migrations: boolean;
  worker: boolean;
  /** What is to be done at a given time is looked at. */
  echeances: boolean;
  /** Of those, what was given up after several failures: told, and never a reason not to be ready. */
  abandonnees?: number | undefined;
  /** Told, and never a reason not to be ready: another process may run it, and Teams does not wait for Tchap's server. */
  tchap?: string;
}

/** GET /health/live: the process answers. GET /health/ready: it can do its work. */
export function mountHealth(server: Server, ready: () => Promise<Readiness>): void {
  server.get('/health/live', (_request, response, next) => {
    response.json(200, { live: true });
    next();
  });
  server.get('/health/ready', (_request, response, next) => {
    ready()
      .catch((): Readiness => ({ database: false, migrations: false, worker: false, echeances: false }))
      .then((state) => {
        const { database, migrations, worker, echeances } = state;
        response.json(database && migrations && worker && echeances ? 200 : 503, state);
        next();
      });
  });
}
