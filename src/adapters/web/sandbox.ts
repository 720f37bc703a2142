import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import { WebSocketServer } from 'ws';
import type { CardBinder } from '../../app/ports/card-binder.ts';
import type { Channel } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { Log } from '../../app/ports/log.ts';
import type { MessengerPersona } from '../../app/ports/messenger-persona.ts';
import type { SandboxStore } from '../../app/ports/sandbox-store.ts';
import { MAX_FRAME } from './frames.ts';
import { Hub } from './hub.ts';
import { hostIsLoopback, originIsOwn } from './loopback-guard.ts';
import { Messenger } from './messenger.ts';
import type { Persona } from './persona.ts';
import { createSandboxChannel } from './sandbox-channel.ts';
import { servePage } from './serve-page.ts';
import { serveSocket } from './socket.ts';

const SOCKET_PATH = '/sandbox/socket';

export interface SandboxOptions {
  personas: Persona[];
  /** Somebody who writes to the bot from Tchap instead of from this page. */
  tchap?: { persona: Persona; client: MessengerPersona } | undefined;
  store: SandboxStore;
  binder: CardBinder;
  log: Log;
  /** Shown at the head of the page. */
  poleNom: string;
  clock?: Clock;
}

export interface Sandbox {
  channel: Channel;
  /** Serves the page and its socket, to this computer alone, on a server bound to loopback. */
  mount(server: Server, handle: HandleInbound): void;
  /** Lets go of the open pages, which come back by themselves when the server does. */
  close(): void;
}

/** The local sandbox: a web page in which one plays every part, and the channel that it is to the bot. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { store, binder, log, poleNom, clock = { now: () => new Date() } } = options;
  const hub = new Hub();
  const messenger = options.tchap && new Messenger(options.tchap.persona, options.tchap.client, hub);
  const all = [...options.personas, ...(messenger ? [messenger.persona] : [])];
  const personas = new Map(all.map((persona) => [persona.id, persona]));
  // Larger than what is taken, so that a frame somewhat too large is answered instead of cutting the line.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4 * MAX_FRAME });

  return {
    channel: createSandboxChannel({ personas: options.personas, store, binder, clock, hub }),
    mount(server, handle) {
      servePage(server);
      const parts = { personas, messenger, store, binder, clock, hub, log, handle };
      (server.server as HttpServer).on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (!mayOpen(request)) return refuse(socket);
        sockets.handleUpgrade(request, socket, head, (opened) => {
          serveSocket(parts, opened, poleNom).catch((error) => {
            log.error({}, 'sandbox_socket_failed', error);
            opened.terminate();
          });
        });
      });
    },
    close() {
      hub.closeAll();
      sockets.close();
    },
  };
}

function mayOpen(request: IncomingMessage): boolean {
  return request.url === SOCKET_PATH && hostIsLoopback(request) && originIsOwn(request);
}

function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
