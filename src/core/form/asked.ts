import type { Answers, FieldValue, FormContext, FormDefinition } from './types.ts';

/** What surrounds the question being answered. */
export interface Asked {
  def: FormDefinition;
  answers: Answers;
  context: FormContext;
  /** Schools already proposed for it, by UAI. */
  proposals?: string[];
}

export type ParsedAnswer =
  | { ok: true; value: FieldValue; warning?: string }
  /** `proposals`: schools to choose from, by UAI. */
  | { ok: false; error: string; proposals?: string[] };
