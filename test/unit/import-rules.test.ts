import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { cruise, type IReporterOutput } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

interface Cruised {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

describe('import rules', () => {
  it('hold over the whole of src: each layer knows only what it may', async () => {
    const { output }: IReporterOutput = await cruise(['src'], {
      ...config.options,
      ruleSet: { forbidden: config.forbidden },
      validate: true,
    });
    const { modules, summary } = output as unknown as Cruised;
    assert.ok(
      modules.some(({ source }) => source === 'src/compose.ts'),
      'the sources were read',
    );
    assert.deepEqual(
      summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
      [],
    );
  });
});
