import type { Intent } from '../../core/dialogue/intent.ts';
import { findFields, openForm } from '../../core/form/engine.ts';
import type { FormInput } from '../../core/form/types.ts';
import { dialogueTexts, documentTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { giveLatestAnnexe } from '../demande/give-annexe.ts';
import { runDossierIntent } from '../dossiers/run-dossier-intent.ts';
import { say, type Turn } from '../turn.ts';
import { absenceTurn } from './absence.ts';
import { abandon, beginDemande, listDemandes, restart, resumeLatest, welcome } from './begin.ts';
import { advance, askAgain, type Dialogue } from './dialogue-turn.ts';
import { sayHelp } from './help.ts';
import { formOf } from './saisies.ts';
import { button, saySimply, startButtons } from './say-simply.ts';
import { sendSaisie } from './send-demande.ts';
import { summary, wholeForm } from './show-step.ts';
import { offerUndo, undoLastAct } from './undo-act.ts';

const t = dialogueTexts;

/** A command while no form is under way. */
export async function runIntent(turn: Turn, intent: Intent): Promise<Answer> {
  switch (intent.kind) {
    case 'mes_dossiers':
    case 'resume_semaine':
    case 'dossier':
    case 'chercher':
      return runDossierIntent(turn, intent);
    case 'bonjour':
      return welcome(turn);
    case 'aide':
      return sayHelp(turn);
    case 'nouvelle':
      return beginDemande(turn, intent.cas);
    case 'mes_demandes':
    case 'ou_en_suis_je':
      return listDemandes(turn);
    case 'annexe':
      return (await giveLatestAnnexe(turn)) ? { kind: 'none' } : simply(turn, documentTexts.aucune);
    case 'reprendre':
      return resumeLatest(turn);
    case 'merci':
      return simply(turn, t.deRien);
    case 'question':
      return simply(turn, intent.answer ?? t.questionInconnue);
    case 'canal_analyse':
      return simply(turn, t.canal.prive);
    case 'absence':
    case 'retour_absence':
    case 'annuler_absence':
      return absenceTurn(turn, intent);
    case 'annuler_acte':
      return undoLastAct(turn);
    case 'annuler':
      return (await offerUndo(turn)) ? { kind: 'none' } : simply(turn, t.rienEnCours);
    default:
      return simply(turn, t.rienEnCours);
  }
}

function simply(turn: Turn, text: string): Answer {
  saySimply(turn, text, startButtons());
  return { kind: 'none' };
}

/** The inputs that a word stands for while a form is under way. */
const INPUTS: { [kind: string]: FormInput } = {
  retour: { kind: 'back' },
  passer: { kind: 'skip' },
  passer_optionnel: { kind: 'skipOptional' },
  continuer: { kind: 'done' },
};

export function inputOfIntent({ saisie }: Dialogue, { kind }: Intent): FormInput | undefined {
  return saisie.state.at === 'optionnel' && kind === 'continuer' ? ENTER : INPUTS[kind];
}

/** A command or a question in the middle of a form: it is answered, and the question asked again. */
export async function runIntentInForm(d: Dialogue, intent: Intent): Promise<Answer> {
  const input = inputOfIntent(d, intent);
  if (input !== undefined) return advance(d, input);
  switch (intent.kind) {
    case 'mes_dossiers':
    case 'resume_semaine':
    case 'dossier':
    case 'chercher':
      return runDossierIntent(d.turn, intent);
    case 'corriger':
      return correct(d, intent.target);
    case 'envoyer':
      return sendSaisie(d.turn, d.saisie, d.context, undefined);
    case 'ou_en_suis_je':
      return showProgress(d);
    case 'recommencer':
      return restart(d);
    case 'annuler':
      return abandon(d);
    case 'annuler_acte':
      await undoLastAct(d.turn);
      return askAgain(d);
    case 'remplir_carte':
      say(d.turn, wholeForm(d.saisie, d.context));
      return { kind: 'none' };
    case 'mes_demandes':
      return listDemandes(d.turn);
    case 'nouvelle':
      return beginDemande(d.turn, intent.cas);
    default:
      return interrupted(d, intent);
  }
}

const ENTER: FormInput = { kind: 'enterOptional' };

async function interrupted(d: Dialogue, intent: Intent): Promise<Answer> {
  if (intent.kind === 'aide') await sayHelp(d.turn);
  else if (intent.kind !== 'annexe' || !(await giveLatestAnnexe(d.turn))) saySimply(d.turn, said(intent));
  return askAgain(d);
}

function said(intent: Intent): string {
  switch (intent.kind) {
    case 'bonjour':
      return `${t.bonjour} ${t.reprise}`;
    case 'merci':
      return t.deRien;
    case 'question':
      return intent.answer ?? t.questionInconnue;
    case 'canal_analyse':
      return t.canal.prive;
    case 'annexe':
      return documentTexts.aucune;
    default:
      return t.reprise;
  }
}

/** « corriger la classe »: to that field; to a choice of fields when it may be several, or none is named. */
async function correct(d: Dialogue, target: string): Promise<Answer> {
  const form = formOf(d.saisie);
  const { answers } = d.saisie.state;
  const found = target === '' ? [] : findFields(form, answers, target);
  const [only] = found;
  if (only !== undefined && found.length === 1) return advance(d, { kind: 'goto', field: only.id });
  const candidates = (found.length > 0 ? found : form.fields).filter((field) => answers[field.id] !== undefined);
  const buttons = candidates.map((field) =>
    button(field.label, 'corriger', { saisieId: d.saisie.id, field: field.id }),
  );
  saySimply(d.turn, t.corrigerQuoi, buttons);
  return { kind: 'none' };
}

/** What is filled in, and the current question again. */
export async function showProgress(d: Dialogue, page?: number): Promise<Answer> {
  const { prompt } = openForm(formOf(d.saisie), d.saisie.state, d.context);
  if (prompt.at === 'resume') {
    say(d.turn, summary(d.saisie, prompt, d.context, page));
    return { kind: 'none' };
  }
  say(d.turn, summary(d.saisie, prompt, d.context, page));
  return askAgain(d);
}
