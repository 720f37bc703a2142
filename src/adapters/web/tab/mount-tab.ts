import { createRequire } from 'node:module';
import type { Server } from 'restify';
import { fileAt, serveFiles } from '../static-files.ts';
import { renderTab } from './render-tab.ts';

const HERE = new URL('./', import.meta.url);
const require = createRequire(import.meta.url);
const TEAMS_LIBRARY = require.resolve('@microsoft/teams-js');

// The places where Teams, Outlook and Microsoft 365 show a personal tab, as Microsoft lists them.
const HOSTS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office365.com',
];

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  // Where the Teams library asks which hosts it may trust; without it, it falls back on its own list.
  "connect-src 'self' https://res.cdn.office.net",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${HOSTS.join(' ')}`,
].join('; ');

/** Serves the help tab at /onglet, in Teams and as a plain page. */
export function mountTab(server: Server, { appId }: { appId?: string }): void {
  serveFiles(
    server,
    [
      { path: '/onglet', type: 'html', body: renderTab(appId) },
      { path: '/onglet/page.css', type: 'css', body: fileAt(new URL('page.css', HERE)) },
      { path: '/onglet/pole.svg', type: 'svg', body: fileAt(new URL('../page/pole.svg', HERE)) },
      { path: '/onglet/page.js', type: 'js', body: fileAt(new URL('page.js', HERE)) },
      { path: '/onglet/teams-js.min.js', type: 'js', body: fileAt(TEAMS_LIBRARY) },
    ],
    { 'Content-Security-Policy': POLICY },
  );
}
