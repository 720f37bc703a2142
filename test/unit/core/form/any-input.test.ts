import assert from 'node:assert/strict';
import fc from 'fast-check';
import { annexe1 } from '../../../../src/core/form/annexe1.ts';
import { describeAnswers, openForm, reduceForm, startForm } from '../../../../src/core/form/engine.ts';
import { applicableField } from '../../../../src/core/form/fields.ts';
import { FORMS } from '../../../../src/core/form/forms.ts';
import type { FormContext, FormDefinition, FormInput, FormState } from '../../../../src/core/form/types.ts';
import { isValidValue } from '../../../../src/core/form/valid-value.ts';
import { formContext } from '../../../support/form-context.ts';

const CONTEXT = formContext({ lastEcole: '0760007G' });
const IDS = [
  ...annexe1.fields.map((field) => field.id),
  'membres',
  'motif',
  'inconnu',
  'constructor',
  '__proto__',
  'resume',
  '',
];

const GOOD =
  '1|2|élève|équipe|Jules Ferry|Debussy|0760007g|moi|Martin Léa|12/03/2019|hier|CE1 et CE2|CE1|oui|non|aide|accompagnement|la classe|Texte.|effacer|École du cycle 2|en cours|m-1|autre'.split(
    '|',
  );
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...GOOD) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '👍',
      ' \n ',
      '<at>x</at>',
      '{{DATE(1)}}',
      '\u202e',
      '31/02/2016',
      'x'.repeat(4_001),
      'é '.repeat(30_000),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
const id = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...IDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);

const input: fc.Arbitrary<FormInput> = fc.oneof(
  { weight: 10, arbitrary: text.map((value): FormInput => ({ kind: 'text', text: value })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(id, text, fc.boolean())
      .map(([field, value, whole]): FormInput => ({ kind: 'answer', field, value, whole })),
  },
  {
    weight: 1,
    arbitrary: fc.dictionary(id, text, { maxKeys: 12 }).map((values): FormInput => ({ kind: 'fill', values })),
  },
  { weight: 2, arbitrary: id.map((field): FormInput => ({ kind: 'goto', field })) },
  { weight: 6, arbitrary: fc.constantFrom<FormInput>({ kind: 'done' }, { kind: 'skip' }, { kind: 'back' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<FormInput>({ kind: 'skipOptional' }, { kind: 'enterOptional' }, { kind: 'clear' }),
  },
);

/** Every answer is one that its own question accepts. */
function assertValid(def: FormDefinition, state: FormState, context: FormContext): void {
  for (const [field, value] of Object.entries(state.answers)) {
    const definition = applicableField(def, field, state.answers);
    assert.ok(definition, `${field} does not apply`);
    assert.ok(isValidValue(definition, value, state.answers, context), `${field} holds ${JSON.stringify(value)}`);
  }
}

/** What the input names, and what is declared to follow from it, may change; nothing else may. */
function assertNothingLost(def: FormDefinition, before: FormState, after: FormState, given: FormInput): void {
  const changed = new Set(changedOnPurpose(before, given));
  for (const field of def.fields) if (field.resetBy?.some((other) => changed.has(other))) changed.add(field.id);
  for (const [field, value] of Object.entries(before.answers)) {
    const definition = applicableField(def, field, after.answers);
    const gone = definition === undefined || !isValidValue(definition, value, after.answers, CONTEXT);
    if (changed.has(field) || gone || before.presets?.includes(field)) continue;
    assert.deepEqual(after.answers[field], value, `${field} was lost by ${JSON.stringify(given)}`);
  }
}

function changedOnPurpose(before: FormState, given: FormInput): string[] {
  if (given.kind === 'text' || given.kind === 'clear') return [before.at];
  if (given.kind === 'answer') return [given.field];
  return given.kind === 'fill' ? Object.keys(given.values) : [];
}

function play(def: FormDefinition, inputs: FormInput[]): void {
  let { state } = startForm(def, CONTEXT);
  for (const given of inputs) {
    const before: FormState = JSON.parse(JSON.stringify(state));
    const next = reduceForm(def, state, given, CONTEXT);
    assert.deepEqual(state, before, 'the state given is not changed in place');
    state = next.state;
    const reread: FormState = JSON.parse(JSON.stringify(state));
    assert.deepEqual(reread, state, 'the state is plain JSON');
    assert.deepEqual(openForm(def, reread, CONTEXT).state, state, 'it opens again as it was');
    assertValid(def, state, CONTEXT);
    assertNothingLost(def, before, state, given);
    if (state.proposals !== undefined) assert.equal(applicableField(def, state.at, state.answers)?.kind, 'ecole');
    assert.ok(describeAnswers(def, state.answers, CONTEXT).every((one) => one.display !== ''));
    assert.equal(
      next.prompt.at === 'question',
      applicableField(def, state.at, state.answers) !== undefined && next.prompt.at !== 'card',
    );
  }
}

describe('any sequence of inputs', () => {
  it('never throws, loses nothing, and leaves a valid Annexe 1 that opens again', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), (inputs) => play(annexe1, inputs)),
      { numRuns: 2000 },
    );
  }).timeout(60_000);

  it('does the same to a nearly complete Annexe 1', () => {
    const cas1 = ['1', 'Debussy', 'Martin Léa', '12/03/2019', 'CE1', 'moi', 'non', 'oui', 'moi', 'aide', 'Texte.'];
    const cas2 = ['2', 'Debussy', 'équipe', 'conseil d’école', 'hier', 'accompagnement', 'équipe', 'Texte.'];
    const start = fc
      .constantFrom(cas1, cas2)
      .map((texts) => texts.map((one): FormInput => ({ kind: 'text', text: one })));
    const rest: FormInput[] = [{ kind: 'done' }, { kind: 'skip' }];
    const property = fc.property(start, fc.array(input, { maxLength: 20 }), (begun, inputs) =>
      play(annexe1, [...begun, ...rest, ...inputs]),
    );
    fc.assert(property, { numRuns: 600 });
  }).timeout(60_000);

  it('does the same to every short form', () => {
    const form = fc.constantFrom<FormDefinition>(...Object.values(FORMS).filter((def) => def.id !== 'annexe1'));
    fc.assert(
      fc.property(form, fc.array(input, { maxLength: 12 }), (def, inputs) => play(def, inputs)),
      { numRuns: 1000 },
    );
  }).timeout(60_000);
});
