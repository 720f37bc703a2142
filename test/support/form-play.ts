import { openForm, reduceForm, startForm } from '../../src/core/form/engine.ts';
import type {
  Answers,
  FormContext,
  FormDefinition,
  FormInput,
  FormPrompt,
  FormState,
} from '../../src/core/form/types.ts';
import { formContext } from './form-context.ts';

/** One person filling one form: each input goes through JSON, as a saved state does. */
export class FormPlay {
  readonly def: FormDefinition;
  context: FormContext;
  state: FormState;
  prompt: FormPrompt;

  constructor(def: FormDefinition, context: FormContext = formContext(), initial?: Answers) {
    this.def = def;
    this.context = context;
    ({ state: this.state, prompt: this.prompt } = startForm(def, context, initial));
  }

  do(input: FormInput): this {
    const saved: FormState = JSON.parse(JSON.stringify(this.state));
    ({ state: this.state, prompt: this.prompt } = reduceForm(this.def, saved, input, this.context));
    return this;
  }

  say(...texts: string[]): this {
    for (const text of texts) this.do({ kind: 'text', text });
    return this;
  }

  reopen(def: FormDefinition = this.def): this {
    ({ state: this.state, prompt: this.prompt } = openForm(def, JSON.parse(JSON.stringify(this.state)), this.context));
    return this;
  }

  get at(): string {
    return this.state.at;
  }

  get answers(): Answers {
    return this.state.answers;
  }
}
