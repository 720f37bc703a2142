import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { buildManifest, buildPackage } from '../../../manifest/package.ts';
import { ConfigError, loadManifestSettings } from '../../../src/config.ts';

const ENV = { MicrosoftAppId: 'ABCDEF01-1111-4222-8333-444444444444', PUBLIC_URL: 'https://pole.exemple.fr:8443/bot/' };
const require = createRequire(import.meta.url);
const SCHEMAS = join(dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build/json-schemas/teams');

interface Manifest {
  [key: string]: unknown;
  manifestVersion: string;
  id: string;
  validDomains: string[];
  developer: { name: string; websiteUrl: string; privacyUrl: string };
  bots: { botId: string; commandLists: { commands: { title: string; description: string }[] }[] }[];
}
const manifest = (env: { [name: string]: string } = ENV) =>
  buildManifest(loadManifestSettings(env)) as unknown as Manifest;

function schemaErrors(candidate: Manifest): unknown[] {
  const schema = JSON.parse(
    readFileSync(join(SCHEMAS, `v${candidate.manifestVersion}/MicrosoftTeams.schema.json`), 'utf8'),
  );
  // The schema says draft 4; it uses nothing that later drafts changed, and ajv knows those only.
  delete schema.$schema;
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(candidate) ? [] : validate.errors!;
}

function problemsOf(env: { [name: string]: string }): string {
  try {
    loadManifestSettings(env);
  } catch (error) {
    assert(error instanceof ConfigError);
    return error.message;
  }
  return '';
}

describe('the Teams manifest', () => {
  it('passes the published schema of its version', () => assert.deepEqual(schemaErrors(manifest()), []));

  it('would not pass with a short name that is too long', () => {
    const wrong = { ...manifest(), name: { short: 'x'.repeat(31) } };
    assert.equal(schemaErrors(wrong).length, 1);
  });

  it('carries the settings of the deployment, and no placeholder', () => {
    const made = manifest({ ...ENV, PUBLISHER: 'DSDEN "76" ${version}' });
    assert.equal(made.id, ENV.MicrosoftAppId.toLowerCase());
    assert.equal(made.bots[0]!.botId, made.id);
    assert.deepEqual(made.validDomains, ['pole.exemple.fr']);
    assert.equal(made.developer.websiteUrl, 'https://pole.exemple.fr:8443/bot/onglet');
    assert.equal(made.developer.name, 'DSDEN "76" ${version}');
    assert(!/\$\{/.test(JSON.stringify(manifest())));
  });

  it('offers the commands in French, short enough for the clients', () => {
    const lists = manifest().bots[0]!.commandLists;
    assert.deepEqual(
      lists[0]!.commands.map((command) => command.title),
      ['bonjour', 'nouvelle demande', 'mes demandes', 'où en suis-je ?', 'aide'],
    );
    for (const { commands } of lists) {
      assert(commands.length <= 10);
      for (const { title, description } of commands) assert(title.length <= 32 && description.length <= 128, title);
    }
  });

  it('takes the pages that the operator names', () => {
    const made = manifest({ ...ENV, PRIVACY_URL: 'https://ac.exemple.fr/rgpd' });
    assert.equal(made.developer.privacyUrl, 'https://ac.exemple.fr/rgpd');
  });

  it('is refused with every missing or wrong setting at once', () => {
    assert.match(problemsOf({}), /MicrosoftAppId[\s\S]*PUBLIC_URL/);
    assert.match(problemsOf({ ...ENV, MicrosoftAppId: 'abc' }), /MicrosoftAppId.*0000/);
    assert.match(problemsOf({ ...ENV, PUBLIC_URL: 'http://localhost:3978' }), /PUBLIC_URL.*https/);
    assert.match(problemsOf({ ...ENV, PUBLISHER: 'x'.repeat(33) }), /PUBLISHER.*32/);
  });
});

/** Width, height and the pixels (RGBA) of a PNG without interlacing, 8 bits a channel. */
function readPng(bytes: Buffer): { width: number; height: number; colourType: number; raw: Buffer } {
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
  }
  const raw = inflateSync(Buffer.concat(data));
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), colourType: bytes[25]!, raw };
}

/** Undoes the filters of PNG rows, four bytes a pixel. */
function pixels({ width, height, raw }: { width: number; height: number; raw: Buffer }): Buffer {
  const stride = width * 4;
  const out = Buffer.alloc(stride * height);
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : out[y * stride + x]!);
  const paeth = (a: number, b: number, c: number) => {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    if (pa <= pb && pa <= pc) return a;
    return pb <= pc ? b : c;
  };
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x += 1) {
      const [a, b, c] = [at(x - 4, y), at(x, y - 1), x < 4 ? 0 : at(x - 4, y - 1)];
      const guess = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter]!;
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x]! + guess) & 255;
    }
  }
  return out;
}

describe('the Teams package', () => {
  const settings = loadManifestSettings(ENV);
  const files = unzipSync(buildPackage(settings));

  it('holds the manifest and the two icons that it names', () => {
    assert.deepEqual(Object.keys(files), ['manifest.json', 'color.png', 'outline.png']);
    assert.deepEqual(JSON.parse(strFromU8(files['manifest.json']!)), buildManifest(settings));
  });

  it('is the same, byte for byte, each time', () => {
    assert.deepEqual(buildPackage(settings), buildPackage(loadManifestSettings(ENV)));
  });

  it('has a colour icon of 192 pixels, opaque', () => {
    const { width, height } = readPng(Buffer.from(files['color.png']!));
    assert.deepEqual([width, height], [192, 192]);
  });

  it('has an outline icon of 32 pixels, white on transparent', () => {
    const png = readPng(Buffer.from(files['outline.png']!));
    assert.deepEqual([png.width, png.height, png.colourType], [32, 32, 6]);
    const rgba = pixels(png);
    const seen = { transparent: 0, white: 0, other: 0 };
    for (let at = 0; at < rgba.length; at += 4) {
      const [red, green, blue, alpha] = rgba.subarray(at, at + 4) as unknown as [number, number, number, number];
      if (alpha === 0) seen.transparent += 1;
      else if (Math.min(red, green, blue) > 250) seen.white += 1;
      else seen.other += 1;
    }
    assert.equal(seen.other, 0);
    assert(seen.transparent > 500 && seen.white > 100, JSON.stringify(seen));
  });
});
