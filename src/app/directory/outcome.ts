import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { FileProblem } from './table.ts';

/** What a command has to say: `lines` on the standard output, `problems` on the error output. */
export interface Outcome {
  exitCode: 0 | 1;
  lines: string[];
  problems: string[];
}

export function done(lines: string[], warnings: string[] = []): Outcome {
  return { exitCode: 0, lines, problems: warnings };
}

export function refused(...problems: string[]): Outcome {
  return { exitCode: 1, lines: [], problems };
}

/** Every problem of a file, in its order, after the sentence that nothing was written. */
export function refusedFile(problems: FileProblem[]): Outcome {
  const { line: atLine, nothingImported } = poleCommandTexts;
  return refused(
    nothingImported(problems.length),
    ...problems.map(({ line, sentence }) => `  ${line === undefined ? sentence : atLine(line, sentence)}`),
  );
}
