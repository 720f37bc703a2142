import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Server } from 'restify';
import type { EcheanceDepth } from '../../app/ports/echeance-store.ts';
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

/** How the Tchap account is: `status` in one word, the rest while this process runs it. */
export interface TchapMeasures {
  status: string;
  rooms?: number;
  unreadable?: number;
  queue?: number;
  syncSeconds?: number;
}

interface Measured {
  queue: Pick<OutboxQueue, 'depth'>;
  /** How much is to be done at a given time. */
  echeances: () => Promise<EcheanceDepth>;
  /** Where the deployment speaks on Tchap. */
  tchap?: () => Promise<TchapMeasures>;
}

/**
 * GET /metrics in the Prometheus format: counts and times, never anything of a person.
 */
export function createMetrics({ queue, echeances, tchap }: Measured): Metrics {
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

  measureEcheances(registry, echeances);
  if (tchap) measureTchap(registry, tchap);

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

function measureEcheances(registry: Registry, depth: () => Promise<EcheanceDepth>): void {
  new Gauge({
    name: 'pole_echeances',
    help: 'What is to be done at a given time, by state; parked: given up after several failures',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { planned, parked } = await depth();
      this.set({ state: 'planned' }, planned);
      this.set({ state: 'parked' }, parked);
    },
  });
  new Gauge({
    name: 'pole_echeances_late_seconds',
    help: 'How late the oldest of what is to be done is',
    registers: [registry],
    async collect() {
      this.set((await depth()).lateSeconds);
    },
  });
}

const TCHAP_GAUGES = {
  rooms: 'Tchap rooms that the account is in',
  unreadable: 'Tchap messages that could not be read since this process runs the account',
  queue: 'Tchap calls that wait for their turn',
  syncSeconds: 'Seconds since the Tchap server last answered a sync',
} as const;

function measureTchap(registry: Registry, tchap: () => Promise<TchapMeasures>): void {
  new Gauge({
    name: 'pole_tchap_status',
    help: 'What this process does with the Tchap account',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      this.reset();
      this.set({ status: (await tchap()).status }, 1);
    },
  });
  for (const [name, help] of Object.entries(TCHAP_GAUGES)) {
    new Gauge({
      name: `pole_tchap_${name.replace('S', '_s')}`,
      help,
      registers: [registry],
      async collect() {
        const value = (await tchap())[name as keyof typeof TCHAP_GAUGES];
        // Of a process that does not run the account there is nothing to tell, not a zero.
        this.remove();
        if (value !== undefined) this.set(value);
      },
    });
  }
}
