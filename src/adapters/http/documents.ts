import type { Response, Server } from 'restify';
import { DOCUMENTS_PATH, type OpenedLink } from '../../app/ports/document-links.ts';
import type { FileToSend } from '../../app/ports/file.ts';
import { documentTexts } from '../../core/texts.fr.ts';

/** What a token holds is longer than this by far less. */
const LONGEST_TOKEN = 2_000;

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** Serves a document to whoever has its link; a page in French says why there is none. */
export function mountDocuments(
  server: Server,
  open: (token: string) => Promise<OpenedLink>,
  onError: (error: unknown) => void,
): void {
  // Not a named parameter: the router lets those have a hundred characters.
  server.get(`${DOCUMENTS_PATH}*`, (request, response, next) => {
    const token = String(request.params['*']);
    const opened = token.length > LONGEST_TOKEN ? Promise.resolve({ kind: 'unknown' as const }) : open(token);
    opened
      .then((found) => answer(response, found))
      .catch((error: unknown) => {
        onError(error);
        page(response, 500, documentTexts.lien.panne);
      })
      .finally(() => next(false));
  });
}

function answer(response: Response, opened: OpenedLink): void {
  if (opened.kind === 'file') give(response, opened.file);
  else if (opened.kind === 'expired') page(response, 410, documentTexts.lien.expire);
  else page(response, 404, documentTexts.lien.inconnu);
}

function give(response: Response, { name, type, bytes }: FileToSend): void {
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': type,
    'Content-Length': bytes.byteLength,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
  response.end(Buffer.from(bytes));
}

function page(response: Response, status: number, text: string): void {
  const title = documentTexts.lien.titre;
  const body = `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>body{font:1.1rem/1.5 sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}</style>
<main><h1>${title}</h1><p>${text}</p></main></html>`;
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
