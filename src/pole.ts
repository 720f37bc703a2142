import { parseCommandLine } from './app/directory/command-line.ts';
import { poleCommandTexts } from './core/texts.fr.ts';
import { explainFailure } from './explain-failure.ts';
import { runPoleCommand } from './run-pole-command.ts';

const say = (lines: string[]) => lines.length > 0 && process.stdout.write(`${lines.join('\n')}\n`);
const complain = (lines: string[]) => lines.length > 0 && process.stderr.write(`${lines.join('\n')}\n`);

const parsed = parseCommandLine(process.argv.slice(2));
if (!parsed.ok) {
  complain([parsed.sentence, '', poleCommandTexts.help]);
  process.exitCode = 2;
} else {
  try {
    const { exitCode, lines, problems } = await runPoleCommand(parsed.command);
    say(lines);
    complain(problems);
    process.exitCode = exitCode;
  } catch (error) {
    complain([explainFailure(error)]);
    process.exitCode = 1;
  }
}
