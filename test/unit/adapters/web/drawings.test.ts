import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import restify, { type Server } from 'restify';
import { mountDrawings } from '../../../../src/adapters/web/drawings/mount-drawings.ts';
import { wayDrawing } from '../../../../src/core/view/way-drawing.ts';
import { SENT_ETATS } from '../../../../src/core/view/way-steps.ts';
import { markOf, sourceOf } from '../../../support/drawn-from.ts';

const FOLDER = join(import.meta.dirname, '../../../../src/adapters/web/drawings');

describe('the pictures of the way', () => {
  let server: Server;
  let url: string;
  before(async () => {
    server = restify.createServer();
    mountDrawings(server);
    server.listen(0, '127.0.0.1');
    await once(server.server as HttpServer, 'listening');
    url = `http://127.0.0.1:${((server.server as HttpServer).address() as AddressInfo).port}/annexe-2`;
  });
  after(() => (server.server as HttpServer).close());

  it('are served for every state, to be kept for a while, as SVG and as PNG', async () => {
    for (const etat of SENT_ETATS) {
      const svg = await fetch(`${url}/${etat}.svg`);
      assert.equal(svg.headers.get('content-type'), 'image/svg+xml');
      assert.match(svg.headers.get('cache-control') ?? '', /^public, max-age=\d+$/);
      assert.equal(await svg.text(), wayDrawing(etat));
      const png = await fetch(`${url}/${etat}.png`);
      assert.equal(png.headers.get('content-type'), 'image/png');
      assert.equal(Buffer.from(await png.arrayBuffer()).readUInt32BE(16), 680);
    }
    assert.equal((await fetch(`${url}/brouillon.svg`)).status, 404);
  });

  for (const etat of SENT_ETATS) {
    it(`are for ${etat} drawn from what the transition table says now`, () => {
      const png = readFileSync(join(FOLDER, `${etat}.png`));
      assert.equal(markOf(png), sourceOf(wayDrawing(etat)), 'run: npm run annexe-2');
    });
  }
});
