import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'mocha';
import { WebSocket } from 'ws';
import { type RunningSandbox, startSandbox } from '../../support/sandbox-server.ts';

describe('the sandbox page and its door', () => {
  let running: RunningSandbox;

  before(async () => {
    running = await startSandbox({ appId: '11111111-2222-3333-4444-555555555555' });
  });
  after(() => running.stop());

  const get = (path: string, host: string, method = 'GET') =>
    new Promise<{ status: number; headers: { [name: string]: unknown }; body: string }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: running.port, path, method, headers: { host } }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      asked.on('error', reject).end();
    });

  const socketStatus = (headers: { [name: string]: string }, path = '/sandbox/socket') =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${running.port}${path}`, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (_, response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      socket.on('error', () => {});
    });

  it('answers by every name of this computer', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.1.2.3']) {
      assert.equal((await get('/', `${name}:${running.port}`)).status, 200, name);
    }
  });

  it('refuses the page, its files and its words under any other name', async () => {
    const names = [
      'example.org',
      '127.0.0.1.example.org',
      'localhost.example.org',
      '192.168.1.4',
      '10.0.0.1',
      'a@127.0.0.1',
    ];
    for (const path of ['/', '/sandbox/page.js', '/sandbox/textes.json']) {
      for (const name of names) {
        const refused = await get(path, name);
        assert.equal(refused.status, 421, `${path} ${name}`);
        assert.equal(refused.body.includes('<script'), false);
      }
    }
  });

  it('opens the socket to a page of its own alone', async () => {
    const host = `127.0.0.1:${running.port}`;
    assert.equal(await socketStatus({ origin: `http://${host}`, host }), 101);
    assert.equal(await socketStatus({ host }), 403);
    assert.equal(await socketStatus({ origin: 'http://example.org', host }), 403);
    assert.equal(await socketStatus({ origin: 'null', host }), 403);
    assert.equal(await socketStatus({ origin: `http://127.0.0.1:${running.port + 1}`, host }), 403);
    assert.equal(await socketStatus({ origin: 'http://example.org', host: 'example.org' }), 403);
    assert.equal(await socketStatus({ origin: `http://${host}`, host }, '/autre'), 403);
  });

  it('allows the page nothing but what this server gives', async () => {
    const { headers, body } = await get('/', '127.0.0.1');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(/unsafe|https?:/.test(policy), false);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(/<script>|onclick=|style=|https?:\/\//.test(body), false);
  });

  it('serves the files it knows and no path of the disk', async () => {
    assert.equal((await get('/sandbox/adaptivecards.min.js', '127.0.0.1')).status, 200);
    for (const path of [
      '/sandbox/../sandbox.ts',
      '/sandbox/%2e%2e/sandbox.ts',
      '/sandbox/index.html',
      '/package.json',
    ]) {
      assert.equal((await get(path, '127.0.0.1')).status, 404, path);
    }
  });

  it('has no endpoint of Teams and takes no POST', async () => {
    for (const path of ['/', '/api/messages']) {
      assert.ok((await get(path, '127.0.0.1', 'POST')).status >= 404, path);
    }
  });

  it('lets the help tab be framed by Teams alone, and links to the chat with the bot', async () => {
    const { status, headers, body } = await get('/onglet', 'pole.example.org');
    assert.equal(status, 200);
    const ancestors = /frame-ancestors ([^;]+)/.exec(String(headers['content-security-policy']))?.[1];
    assert.match(ancestors!, /https:\/\/teams\.microsoft\.com/);
    assert.equal(/\*(\s|$)/.test(ancestors!), false);
    assert.match(body, /teams\.microsoft\.com\/l\/chat\/0\/0\?users=28:11111111-2222-3333-4444-555555555555/);
    assert.equal((await get('/onglet/teams-js.min.js', 'pole.example.org')).status, 200);
  });
});
