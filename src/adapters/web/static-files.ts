import { readFileSync } from 'node:fs';
import type { Request, Response, Server } from 'restify';

export interface StaticFile {
  path: string;
  type: 'html' | 'css' | 'js' | 'json' | 'svg' | 'png';
  body: string | Buffer;
}

const CONTENT_TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
} as const;

export function fileAt(url: URL | string): Buffer {
  return readFileSync(url);
}

/** Fills `{{key}}` in a page of ours with a text, escaped. */
export function fillPage(html: string, texts: { [key: string]: unknown }): string {
  return html.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    if (typeof texts[key] !== 'string') throw new Error(`no text for ${key}`);
    return escapeHtml(texts[key]);
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/**
 * Serves fixed files, each at its own path: no path of the disk can be asked for.
 * @param allow answers false after having refused the request itself
 */
export function serveFiles(
  server: Server,
  files: StaticFile[],
  headers: { [name: string]: string },
  allow: (request: Request, response: Response) => boolean = () => true,
): void {
  for (const file of files) {
    server.get(file.path, (request, response, next) => {
      if (allow(request, response)) {
        response.writeHead(200, {
          'Content-Type': CONTENT_TYPES[file.type],
          'Content-Length': Buffer.byteLength(file.body),
          'Cache-Control': 'no-cache',
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
          ...headers,
        });
        response.end(file.body);
      }
      next(false);
    });
  }
}
