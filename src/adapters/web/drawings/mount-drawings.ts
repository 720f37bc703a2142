import type { Server } from 'restify';
import { wayDrawing } from '../../../core/view/way-drawing.ts';
import { PICTURES_PATH, pictureName } from '../../../core/view/way-picture.ts';
import { SENT_ETATS } from '../../../core/view/way-steps.ts';
import { fileAt, type StaticFile, serveFiles } from '../static-files.ts';

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  // The same for everybody, and drawn anew by a new version alone.
  'Cache-Control': 'public, max-age=3600',
};

/**
 * Serves the way of a demande in each of its states, nothing of any demande in it. Messengers whose cards show no SVG
 * (Teams) get the PNG that was drawn from it.
 */
export function mountDrawings(server: Server): void {
  const files = SENT_ETATS.flatMap((etat): StaticFile[] => [
    { path: pathOf(pictureName(etat, 'svg')), type: 'svg', body: wayDrawing(etat) },
    {
      path: pathOf(pictureName(etat, 'png')),
      type: 'png',
      body: fileAt(new URL(pictureName(etat, 'png'), import.meta.url)),
    },
  ]);
  serveFiles(server, files, HEADERS);
}

const pathOf = (name: string) => `${PICTURES_PATH}/${name}`;
