import assert from 'node:assert/strict';
import { parseCsv } from '../../../../src/adapters/files/csv-file.ts';
import { UnreadableFile } from '../../../../src/app/ports/data-file.ts';

const parse = (text: string, keep: (column: string) => boolean = () => true) => parseCsv(Buffer.from(text), keep);

describe('parseCsv', () => {
  it('reads a file with a byte order mark, CR LF and quoted fields, and knows where each row begins', () => {
    const table = parse('\ufeffa;b\r\n1;"x;\r\n""y"""\r\n\r\n;\r\n2;z');
    assert.deepEqual(table.header, ['a', 'b']);
    assert.deepEqual(table.rows, [
      { line: 2, cells: ['1', 'x;\r\n"y"'], whole: true },
      { line: 6, cells: ['2', 'z'], whole: true },
    ]);
  });

  it('keeps only the columns asked for, and says how many there were', () => {
    const table = parse('a;b;c\n1;2;3\n', (column) => column === 'c');
    assert.equal(table.width, 3);
    assert.deepEqual(table.header, ['c']);
    assert.deepEqual(table.rows[0]!.cells, ['3']);
  });

  it('tells the rows that have not as many cells as the header', () => {
    const table = parse('a;b\n1\n1;2;3\n1;2\n');
    assert.deepEqual(
      table.rows.map((row) => row.whole),
      [false, false, true],
    );
  });

  it('reads an empty file as a table of no width', () => {
    assert.equal(parse('').width, 0);
    assert.equal(parse('\ufeff\n;;\n').width, 0);
  });

  const broken: [string, string][] = [
    ['a quote that is never closed', 'a;b\n1;2\n1;"x\n2;3\n'],
    ['a quote in the middle of a cell', 'a;b\n1;2\n1;x "y" z\n'],
    ['text after a closing quote', 'a;b\n1;2\n1;"x"y\n'],
  ];
  for (const [what, text] of broken) {
    it(`names the line of ${what}`, () => {
      assert.throws(
        () => parse(text),
        (error) => error instanceof UnreadableFile && /^Ligne 3\s/.test(error.sentence),
      );
    });
  }
});
