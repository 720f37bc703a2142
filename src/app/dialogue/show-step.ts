import { describeAnswers, missingFields } from '../../core/form/engine.ts';
import { mayPassTheRest } from '../../core/form/optional-block.ts';
import type { FormContext, FormPrompt } from '../../core/form/types.ts';
import { cardTexts, dialogueTexts } from '../../core/texts.fr.ts';
import { formCard } from '../../core/view/form-card.ts';
import type { Button, CardMessage } from '../../core/view/message.ts';
import { questionMessage } from '../../core/view/question-message.ts';
import { resumeCard } from '../../core/view/resume-card.ts';
import type { Notice } from '../../core/view/text-parts.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { answersVersion, formOf } from './saisies.ts';
import { button } from './say-simply.ts';

/** Where a draft is, as a message: the question, the door of the optional block, the summary or the form card. */
export function stepMessage(saisie: Saisie, prompt: FormPrompt, context: FormContext): CardMessage {
  switch (prompt.at) {
    case 'card':
      return wholeForm(saisie, context);
    case 'resume':
      return summary(saisie, prompt, context);
    default:
      return question(saisie, prompt, context);
  }
}

function question(saisie: Saisie, prompt: FormPrompt, context: FormContext): CardMessage {
  const form = formOf(saisie);
  const { answers, skipped } = saisie.state;
  const missing = missingFields(form, answers, skipped, context);
  const { field } = prompt;
  const answered =
    field && saisie.state.answers[field.id] !== undefined
      ? describeAnswers(form, saisie.state.answers, context).find((line) => line.field === field.id)
      : undefined;
  return questionMessage({
    form,
    prompt,
    saisieId: saisie.id,
    context,
    canGoBack: saisie.state.trail.some((id) => id !== field?.id),
    canFillCard: form.summary,
    canPassTheRest: mayPassTheRest(form, saisie.state, context) && missing.length > 1,
    ...(answered === undefined ? {} : { currentDisplay: answered.display }),
  });
}

/** @param page of a summary too long for one card */
export function summary(saisie: Saisie, prompt: FormPrompt, context: FormContext, page?: number): CardMessage {
  const form = formOf(saisie);
  const partial = prompt.at !== 'resume';
  return resumeCard({
    form,
    // Before the end, what has not been asked yet is no answer left out.
    lines: linesOf(saisie, context).filter(({ display }) => !partial || display !== ''),
    partial,
    saisieId: saisie.id,
    warnings: [...(prompt.warning ? [prompt.warning] : []), ...emptyWarnings(saisie)],
    buttons: partial ? [] : summaryButtons(saisie),
    ...(noticeOf(prompt) === undefined ? {} : { notice: noticeOf(prompt) as Notice }),
    ...(page === undefined ? {} : { page }),
  });
}

/** The answers in words; an empty `display` where there is none. */
export function linesOf(saisie: Saisie, context: FormContext) {
  return describeAnswers(formOf(saisie), saisie.state.answers, context).map(({ answered, ...line }) => ({
    ...line,
    display: answered ? line.display : '',
  }));
}

function noticeOf(prompt: FormPrompt): Notice | undefined {
  const { champs, question: q } = cardTexts;
  if (prompt.error) return { label: champs.aVerifier, text: prompt.error, style: 'warning' };
  if (prompt.understood) return { label: q.compris, text: prompt.understood, style: 'emphasis' };
  return undefined;
}

function emptyWarnings(saisie: Saisie): string[] {
  return formOf(saisie).fields.flatMap((field) =>
    field.emptyWarning !== undefined && saisie.state.skipped.includes(field.id) ? [field.emptyWarning] : [],
  );
}

function summaryButtons(saisie: Saisie): Button[] {
  const about = { saisieId: saisie.id };
  const { envoyer, annuler } = cardTexts.resume;
  const send = saisie.demandeId === undefined ? envoyer : dialogueTexts.boutons.envoyerModification;
  return [
    {
      ...button(send, 'envoyer', { ...about, version: answersVersion(saisie.state.answers) }),
      style: 'positive',
    },
    button(cardTexts.question.remplirCarte, 'remplir_carte', about),
    button(annuler, 'annuler', about),
  ];
}

/** The whole form as one card, with an error under each field that has one. */
export function wholeForm(saisie: Saisie, context: FormContext): CardMessage {
  const about = { saisieId: saisie.id };
  const t = dialogueTexts;
  const wrong = Object.keys(saisie.state.rejected ?? {}).length > 0;
  return formCard({
    form: formOf(saisie),
    state: saisie.state,
    context,
    ...(wrong
      ? { notices: [{ label: cardTexts.champs.erreur, text: t.carteErreurs, style: 'attention' as const }] }
      : {}),
    submit: button(t.boutons.validerCarte, 'valider_carte', about),
    buttons: [button(t.boutons.pasAPas, 'remplir_pas_a_pas', about)],
  });
}
