import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Server } from 'restify';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { OutboxQueue } from '../../app/ports/outbox-store.ts';

export interface Metrics {
  /** The same handler, counted and timed. */
  observed(handle: HandleInbound): HandleInbound;
  /** An inbound event met a bug, whether or not the person could be told. */
  incident(channel: string): void;
  /** What GET /metrics answers. */
  text(): Promise<string>;
  mount(server: Server): void;
}

/** GET /metrics in the Prometheus format: counts and times, never anything of a person. */
export function createMetrics(queue: Pick<OutboxQueue, 'depth'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const turns = new Histogram({
    name: 'pole_inbound_seconds',
    help: 'Time to take an inbound event durably',
    labelNames: ['channel', 'kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const incidents = new Counter({
    name: 'pole_incidents_total',
    help: 'Inbound events that met a bug',
    labelNames: ['channel'],
    registers: [registry],
  });
  new Gauge({
    name: 'pole_outbox_rows',
    help: 'Outbox rows by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, dead } = await queue.depth();
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'dead' }, dead);
    },
  });
  new Gauge({
    name: 'pole_outbox_oldest_due_seconds',
    help: 'Age of the oldest outbox row that is due',
    registers: [registry],
    // Asked for apart: the registry collects all metrics at once, in no order.
    async collect() {
      this.set((await queue.depth()).oldestSeconds);
    },
  });

  return {
    observed: (handle) => async (inbound) => {
      const end = turns.startTimer({ channel: inbound.channel, kind: inbound.payload.kind });
      try {
        return await handle(inbound);
      } finally {
        end();
      }
    },
    incident: (channel) => incidents.inc({ channel }),
    text: () => registry.metrics(),
    mount(server) {
      server.get('/metrics', (_request, response, next) => {
        registry.metrics().then(
          (text) => {
            response.setHeader('content-type', registry.contentType);
            response.end(text);
            next();
          },
          () => {
            response.status(503);
            response.end();
            next();
          },
        );
      });
    },
  };
}
