import { startTexts } from '../core/texts.fr.ts';

/** One or several settings are wrong. The message is for the operator: all of them, and never a secret's value. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[], message = startTexts.refused(problems)) {
    super(message);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
