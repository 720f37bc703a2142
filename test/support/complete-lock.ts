import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockedPackage, missingOptional } from './package-lock.ts';

// npm leaves out of package-lock.json the optional packages of other systems when the registry it used does not hold
// them, and then `npm ci` refuses the file, everywhere. This puts them back: node test/support/complete-lock.ts
const file = join(import.meta.dirname, '../../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: { [path: string]: LockedPackage } };
for (const { name, version, parent } of missingOptional(lock.packages)) {
  lock.packages[`node_modules/${name}`] = entry(name, version, lock.packages[parent]!);
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);

/** Its system and processor are told by its name: `@biomejs/cli-linux-arm64-musl`. */
function entry(name: string, version: string, parent: LockedPackage): LockedPackage {
  const [, os, cpu, abi = ''] =
    /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name} names no system; add it with npm`);
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(os === 'linux' && abi ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [os],
  };
}
