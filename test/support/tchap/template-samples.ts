import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardMessage, TemplateName } from '../../../src/core/view/message.ts';
import { CARDS } from '../bound-cards.ts';

/** The data that a template is shipped with, as a message. */
export function templateSample(template: TemplateName): CardMessage {
  return {
    text: '',
    card: { template, data: JSON.parse(readFileSync(join(CARDS, `${template}.sample.json`), 'utf8')) },
  };
}
