import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Request, Response, Server } from 'restify';
import { sandboxTexts } from '../../core/texts.fr.ts';
import { hostIsLoopback } from './loopback-guard.ts';
import { fileAt, fillPage, type StaticFile, serveFiles } from './static-files.ts';

const PAGE = new URL('./page/', import.meta.url);
const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

// Nothing but what this server gives: no other site, no inline script, no frame around it.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function servePage(server: Server): void {
  serveFiles(server, pageFiles(), { 'Content-Security-Policy': POLICY }, (request, response) =>
    allowLoopback(request, response),
  );
}

function pageFiles(): StaticFile[] {
  const html = fileAt(new URL('index.html', PAGE)).toString('utf8');
  return [
    { path: '/', type: 'html', body: fillPage(html, sandboxTexts.page) },
    { path: '/sandbox/textes.json', type: 'json', body: JSON.stringify(sandboxTexts.page) },
    { path: '/sandbox/adaptivecards.min.js', type: 'js', body: fileAt(RENDERER) },
    ...readdirSync(PAGE)
      .filter((name) => /\.(js|css|svg)$/.test(name))
      .map((name) => ({ path: `/sandbox/${name}`, type: kindOf(name), body: fileAt(new URL(name, PAGE)) })),
  ];
}

function kindOf(name: string): 'js' | 'css' | 'svg' {
  return name.slice(name.lastIndexOf('.') + 1) as 'js' | 'css' | 'svg';
}

function allowLoopback(request: Request, response: Response): boolean {
  if (hostIsLoopback(request)) return true;
  response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(sandboxTexts.serveur.hoteRefuse);
  return false;
}
