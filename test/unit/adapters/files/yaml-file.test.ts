import assert from 'node:assert/strict';
import { parseYaml } from '../../../../src/adapters/files/yaml-file.ts';
import { UnreadableFile } from '../../../../src/app/ports/data-file.ts';

describe('parseYaml', () => {
  it('leaves every value as its text, with its line', () => {
    assert.deepEqual(parseYaml('a:\n  code: 0761\n  oui: yes\nl:\n  - 1e3\n  - "x"\n'), {
      kind: 'map',
      line: 1,
      entries: [
        {
          key: 'a',
          line: 1,
          value: {
            kind: 'map',
            line: 2,
            entries: [
              { key: 'code', line: 2, value: { kind: 'text', line: 2, text: '0761' } },
              { key: 'oui', line: 3, value: { kind: 'text', line: 3, text: 'yes' } },
            ],
          },
        },
        {
          key: 'l',
          line: 4,
          value: {
            kind: 'list',
            line: 5,
            items: [
              { kind: 'text', line: 5, text: '1e3' },
              { kind: 'text', line: 6, text: 'x' },
            ],
          },
        },
      ],
    });
  });

  it('takes an empty value, null and ~ as nothing, but not the quoted ones', () => {
    const document = parseYaml('a:\nb: ~\nc: null\nd: "~"\ne: ""\n');
    assert(document.kind === 'map');
    assert.deepEqual(
      document.entries.map((entry) => entry.value.kind),
      ['nothing', 'nothing', 'nothing', 'text', 'text'],
    );
  });

  it('reads an empty file as nothing', () => assert.equal(parseYaml('# rien\n').kind, 'nothing'));

  const broken: [string, string, RegExp][] = [
    ['a name given twice', 'a: 1\nb: 2\na: 3\n', /Ligne 3.*déjà donné/],
    ['a tab', 'a:\n\tb: 1\n', /Ligne 2.*tabulation/],
    ['bad syntax', 'a: 1\nb: [1\n', /Ligne \d.*YAML/],
    ['an alias', 'a: &x 1\nb: *x\n', /Ligne 2.*renvois/],
    ['several documents', 'a: 1\n---\nb: 2\n', /Ligne \d.*YAML/],
  ];
  for (const [what, text, sentence] of broken) {
    it(`names the line of ${what}`, () => {
      assert.throws(
        () => parseYaml(text),
        (error) => error instanceof UnreadableFile && sentence.test(error.sentence),
      );
    });
  }
});
