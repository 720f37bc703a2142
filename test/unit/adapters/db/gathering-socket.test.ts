import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { GatheringSocket } from '../../../../src/adapters/db/gathering-socket.ts';

describe('a socket that gathers what is written', () => {
  let server: Server;
  let received: string;
  let socket: GatheringSocket;
  /** How many pieces were handed to the system. */
  let pieces: number;

  beforeEach(async () => {
    received = '';
    pieces = 0;
    server = createServer((peer) => {
      peer.setEncoding('utf8').on('data', (text) => {
        received += text;
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = new GatheringSocket();
    socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    for (const name of ['_write', '_writev'] as const) {
      const original = socket[name]!.bind(socket) as (...args: unknown[]) => void;
      Object.assign(socket, {
        [name]: (...args: unknown[]) => {
          pieces += 1;
          original(...args);
        },
      });
    }
  });
  afterEach(() => {
    socket.destroy();
    server.close();
  });

  it('sends what several steps without waiting wrote in one piece, in order', async () => {
    socket.write('un ');
    await null;
    socket.cork();
    socket.write('deux ');
    socket.uncork();
    await Promise.resolve();
    socket.write('trois');
    assert.equal(pieces, 0);
    await delay(30);
    assert.deepEqual([pieces, received], [1, 'un deux trois']);
  });

  it('sends later what is written later', async () => {
    socket.write('un ');
    await delay(20);
    socket.write('deux');
    await delay(30);
    assert.deepEqual([pieces, received], [2, 'un deux']);
  });

  it('sends what was written when it is ended at once', async () => {
    socket.write('un ');
    socket.end('deux');
    await delay(30);
    assert.equal(received, 'un deux');
  });
});
