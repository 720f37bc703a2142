import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The tEXt chunk of a PNG that says which SVG it was drawn from. */
const KEYWORD = 'Source';
/** After the signature and the IHDR chunk, which comes first. */
const FIRST_CHUNK = 33;

export function sourceOf(svg: string): string {
  return createHash('sha256').update(svg).digest('hex');
}

/** The same picture, with the SVG's digest in it. */
export function markedWith(png: Buffer, svg: string): Buffer {
  const body = Buffer.from(`tEXt${KEYWORD}\0${sourceOf(svg)}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return Buffer.concat([png.subarray(0, FIRST_CHUNK), chunk, png.subarray(FIRST_CHUNK)]);
}

/** @returns undefined when the picture says nothing of its source */
export function markOf(png: Buffer): string | undefined {
  return new RegExp(`tEXt${KEYWORD}\0([0-9a-f]{64})`).exec(png.toString('latin1'))?.[1];
}
