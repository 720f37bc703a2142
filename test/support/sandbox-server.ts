import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/adapters/web/sandbox.ts';
import { mountTab } from '../../src/adapters/web/tab/mount-tab.ts';
import type { CardBinder } from '../../src/app/ports/card-binder.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { HandleInbound, Inbound } from '../../src/app/ports/inbound.ts';
import type { Log } from '../../src/app/ports/log.ts';
import type { SandboxStore } from '../../src/app/ports/sandbox-store.ts';
import { createMemoryStore } from './sandbox-memory-store.ts';
import { PERSONAS } from './sandbox-personas.ts';
import { scriptBinder, scriptedBot } from './sandbox-script.ts';

export interface RunningSandbox {
  port: number;
  url: string;
  channel: Channel;
  store: SandboxStore;
  /** What the bot was given, in order, each once. */
  seen: Inbound[];
  /** What was logged, by event. */
  logged: string[];
  sandbox: Sandbox;
  stop(): Promise<void>;
}

/** The sandbox on a free port, with a scripted bot unless another one is given. */
export async function startSandbox(
  given: {
    handle?: HandleInbound;
    store?: SandboxStore;
    binder?: CardBinder;
    port?: number;
    appId?: string;
    tchap?: SandboxOptions['tchap'];
  } = {},
): Promise<RunningSandbox> {
  const store = given.store ?? createMemoryStore();
  const logged: string[] = [];
  const note = (_: unknown, event: string) => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  const sandbox = createSandbox({
    personas: PERSONAS,
    tchap: given.tchap,
    store,
    binder: given.binder ?? scriptBinder,
    log,
    poleNom: 'Pôle ressources de Valmont',
  });
  const bot = scriptedBot(() => sandbox.channel);
  const server = restify.createServer();
  sandbox.mount(server, given.handle ?? bot.handle);
  mountTab(server, { appId: given.appId });
  server.listen(given.port ?? 0, '127.0.0.1');
  await once(server.server as HttpServer, 'listening');
  const { port } = (server.server as HttpServer).address() as AddressInfo;
  const stop = async () => {
    sandbox.close();
    (server.server as HttpServer).closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    channel: sandbox.channel,
    store,
    seen: bot.seen,
    logged,
    sandbox,
    stop,
  };
}
