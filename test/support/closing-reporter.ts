import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * The usual output, then the plain line `N passed, N failed, N skipped`. With TEST_COUNTS=FILE the counts are added
 * to that file instead, for a script that runs several suites and closes with their sum.
 */
export default class ClosingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.TEST_COUNTS;
      if (file) appendFileSync(file, `${passes} ${failures} ${pending}\n`);
      else process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}
