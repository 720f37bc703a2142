import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockedPackage, missingOptional } from '../support/package-lock.ts';

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  packages: { [path: string]: LockedPackage };
};

describe('package-lock.json', () => {
  it('holds the packages of every system, without which `npm ci` refuses it', () => {
    const missing = missingOptional(packages).map(({ name }) => name);
    assert.deepEqual(missing, [], 'run: node test/support/complete-lock.ts');
  });

  it('names no registry: each machine uses its own', () => {
    const named = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(
      named.map(([path]) => path),
      [],
      'npm config omit-lockfile-registry-resolved',
    );
  });
});
