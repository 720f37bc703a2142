import assert from 'node:assert/strict';
import type { Server } from 'restify';
import { createLinkToken } from '../../../src/adapters/db/link-token.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { mountDocuments } from '../../../src/adapters/http/documents.ts';
import { closeServer, createHttpServer, listen } from '../../../src/adapters/http/server.ts';
import { createDocumentLinks } from '../../../src/app/documents/document-links.ts';
import type { MakeDocument } from '../../../src/app/documents/make-document.ts';
import type { DocumentRef } from '../../../src/core/view/document.ts';
import { dataKey } from '../../support/test-keys.ts';

const ANNEXE: DocumentRef = { kind: 'annexe1', demandeId: '0190a5e2-7c1b-7def-8a12-abcdef012345' };
const RENDEZ_VOUS: DocumentRef = { kind: 'rendez_vous', demandeId: ANNEXE.demandeId, rang: 1 };
const FILE = { name: 'annexe-1-demande-2026-0042.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') };
const HOUR = 3_600_000;

describe('a link to a document', () => {
  let server: Server;
  let address: string;
  let now: number;
  let asked: DocumentRef[];
  let make: MakeDocument;
  let errors: unknown[];
  const linksWith = (key: string, base = address) =>
    createDocumentLinks({
      base,
      token: createLinkToken(createSealer([dataKey(key)])),
      clock: { now: () => new Date(now) },
      make: (document) => make(document),
    });
  before(async () => {
    server = createHttpServer();
    mountDocuments(
      server,
      (token) => linksWith('a').open(token),
      (error) => errors.push(error),
    );
    address = await listen(server, '127.0.0.1', 0);
  });
  after(() => closeServer(server));
  beforeEach(() => {
    now = Date.parse('2026-10-07T08:00:00Z');
    asked = [];
    errors = [];
    make = async (document) => {
      asked.push(document);
      return FILE;
    };
  });

  const get = async (url: string) => {
    const answer = await fetch(url);
    return { answer, status: answer.status, text: await answer.text() };
  };

  it('gives that one document, which nothing keeps a copy of', async () => {
    const url = linksWith('a').urlOf(RENDEZ_VOUS);
    const { answer, status, text } = await get(url);
    assert.deepEqual([status, text, asked], [200, '%PDF', [RENDEZ_VOUS]]);
    const header = (name: string) => answer.headers.get(name);
    assert.equal(header('content-type'), FILE.type);
    assert.equal(header('content-disposition'), `attachment; filename="${FILE.name}"`);
    assert.deepEqual([header('cache-control'), header('referrer-policy')], ['no-store', 'no-referrer']);
  });

  it('says nothing of what it opens, and is never the same twice', () => {
    const urls = [1, 2].map(() => linksWith('a').urlOf(ANNEXE));
    assert.notEqual(urls[0], urls[1]);
    for (const url of urls) {
      const opaque = Buffer.from(url.slice(url.lastIndexOf('.') + 1), 'base64url').toString('latin1');
      assert.ok(!`${url}${opaque}`.includes(ANNEXE.demandeId) && !opaque.includes('annexe'));
    }
  });

  it('ends: an Annexe 1 after an hour, a rendez-vous after a week, with a page that says what to do', async () => {
    const links = { annexe: linksWith('a').urlOf(ANNEXE), rendezVous: linksWith('a').urlOf(RENDEZ_VOUS) };
    now += HOUR;
    assert.equal((await get(links.annexe)).status, 200);
    now += 1;
    const { status, text, answer } = await get(links.annexe);
    assert.equal(status, 410);
    assert.match(text, /<html lang="fr">[\s\S]*n’est plus valable/);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal((await get(links.rendezVous)).status, 200);
    now += 7 * 24 * HOUR;
    assert.equal((await get(links.rendezVous)).status, 410);
  });

  it('ends with the demande', async () => {
    make = async () => undefined;
    assert.equal((await get(linksWith('a').urlOf(ANNEXE))).status, 410);
  });

  it('is refused when somebody made it, changed it or made it too long', async () => {
    const url = linksWith('a').urlOf(ANNEXE);
    const at = url.length - 8;
    const changed = `${url.slice(0, at)}${url[at] === 'A' ? 'B' : 'A'}${url.slice(at + 1)}`;
    const made = [
      linksWith('b').urlOf(ANNEXE),
      changed,
      `${address}/documents/`,
      `${address}/documents/${'x'.repeat(9_000)}`,
    ];
    for (const one of [...made, `${address}/documents/..%2f..%2fetc`, `${url}/plus`]) {
      const { status, text } = await get(one);
      assert.equal(status, 404, one.slice(0, 120));
      assert.match(text, /ne correspond à aucun document/);
    }
    assert.deepEqual(asked, []);
  });

  it('says calmly that the document cannot be made now, and tells the operator', async () => {
    make = async () => {
      throw new Error('Zoé');
    };
    const { status, text } = await get(linksWith('a').urlOf(ANNEXE));
    assert.equal(status, 500);
    assert.match(text, /Réessayez dans quelques minutes/);
    assert.ok(!text.includes('Zoé'));
    assert.equal(errors.length, 1);
  });
});
