import type { CardBinder } from '../../app/ports/card-binder.ts';
import { IncidentError } from '../../app/ports/inbound.ts';
import { teamsTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { CARD_TYPE } from './render.ts';

const MESSAGE_TYPE = 'application/vnd.microsoft.activity.message';

/** The body with which an Action.Execute is answered. */
export interface InvokeAnswer {
  statusCode: number;
  type: string;
  value: unknown;
}

export function invokeAnswer(answer: Answer, binder: CardBinder): InvokeAnswer {
  if (answer.kind === 'card') return { statusCode: 200, type: CARD_TYPE, value: binder.bind(answer.card) };
  // Teams takes an empty message for a failure.
  return sentence(answer.kind === 'notice' ? answer.text : teamsTexts.done);
}

/** @returns undefined when the error is not one that a person can be told of */
export function incidentAnswer(error: unknown): InvokeAnswer | undefined {
  return error instanceof IncidentError ? sentence(teamsTexts.incident(error.reference)) : undefined;
}

function sentence(value: string): InvokeAnswer {
  return { statusCode: 200, type: MESSAGE_TYPE, value };
}
