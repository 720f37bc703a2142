import type { Action } from '../../core/action.ts';
import { reduceForm } from '../../core/form/engine.ts';
import type { FormInput } from '../../core/form/types.ts';
import { withoutUndo } from '../../core/form/undo.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { listDossiers } from '../dossiers/list-dossiers.ts';
import { searchDemandes } from '../dossiers/search-demandes.ts';
import { pageOf } from '../page-of.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { answersInPlace, show, type Turn } from '../turn.ts';
import { abandon, beginDemande, listDemandes, restart, resumeSaisie } from './begin.ts';
import { showProgress } from './commands.ts';
import { advance, askAgain, type Dialogue, dialogueOn } from './dialogue-turn.ts';
import { sayHelp } from './help.ts';
import { formOf } from './saisies.ts';
import { saySimply, startButtons } from './say-simply.ts';
import { sendSaisie } from './send-demande.ts';
import { closedCard } from './sent-card.ts';
import { wholeForm } from './show-step.ts';

type Values = { [inputId: string]: string };

/** A button of the dialogue, in someone's private conversation. */
export async function dialogueAction(turn: Turn, action: Action, values: Values): Promise<Answer> {
  switch (action.action) {
    case 'nouvelle_demande':
      return beginDemande(turn, action.value, action.value !== undefined);
    case 'mes_demandes':
      return listDemandes(turn, pageOf(action));
    case 'mes_dossiers':
      return listDossiers(turn, pageOf(action));
    case 'chercher':
      return searchDemandes(turn, action.field ?? '', pageOf(action));
    case 'aide':
      return turn.saisie === undefined ? sayHelp(turn) : helpInForm(turn, turn.saisie);
    default:
      return draftAction(turn, action, values);
  }
}

async function helpInForm(turn: Turn, saisie: Saisie): Promise<Answer> {
  await sayHelp(turn);
  return askAgain(await dialogueOn(turn, saisie));
}

/** A button of a draft: the one it names, which becomes the one under way. */
async function draftAction(turn: Turn, action: Action, values: Values): Promise<Answer> {
  const saisie =
    action.saisieId === undefined ? turn.saisie : await turn.tx.turns.load(action.saisieId, turn.identite.id);
  if (saisie === undefined) {
    saySimply(turn, dialogueTexts.brouillonPerime, startButtons());
    return { kind: 'none' };
  }
  if (action.action === 'reprendre' || saisie.status !== 'ouverte') return resumeSaisie(turn, saisie);
  return openDraftAction(await dialogueOn(turn, saisie), action, values);
}

async function openDraftAction(d: Dialogue, action: Action, values: Values): Promise<Answer> {
  switch (action.action) {
    case 'envoyer':
      return sendSaisie(d.turn, d.saisie, d.context, action.version);
    case 'ou_en_suis_je':
      return showProgress(d, pageOf(action));
    case 'remplir_carte':
      return show(d.turn, wholeForm(d.saisie, d.context));
    case 'remplir_pas_a_pas':
      return leaveCard(d, values);
    case 'recommencer':
      return restart(d);
    case 'annuler':
      return abandon(d);
    case 'valider_carte':
      return submitCard(d, action, values);
    default: {
      const input = inputOf(d.saisie, action, values);
      return input === undefined ? askAgain(d) : advance(d, input);
    }
  }
}

/** A field that the card showed and that does not come back was emptied. */
async function submitCard(d: Dialogue, action: Action, values: Values): Promise<Answer> {
  const shown = (action.value ?? '').split(',').filter((id) => id !== '');
  const filled = Object.fromEntries(shown.map((id) => [id, values[id] ?? '']));
  return advance(d, { kind: 'fill', values: { ...filled, ...values } });
}

/** From the card to the questions: what was typed in it is kept, and what is left is asked one by one. */
async function leaveCard(d: Dialogue, values: Values): Promise<Answer> {
  const form = formOf(d.saisie);
  const filled = Object.keys(values).length > 0;
  const { state } = filled ? reduceForm(form, d.saisie.state, { kind: 'fill', values }, d.context) : d.saisie;
  await askAgain({ ...d, saisie: { ...d.saisie, state: withoutUndo(state) } });
  return answersInPlace(d.turn) ? { kind: 'card', card: closedCard().card } : { kind: 'none' };
}

/** What a choice on a draft gives its form; undefined for what is no input of it. */
export function inputOf(saisie: Saisie, action: Action, values: Values): FormInput | undefined {
  const field = action.field;
  switch (action.action) {
    case 'repondre':
      return answerInput(field, action.value, values);
    case 'retour':
      return { kind: 'back' };
    case 'passer':
      // An old card's « Passer » is about its own question.
      return field === undefined || field === saisie.state.at ? { kind: 'skip' } : { kind: 'goto', field };
    case 'passer_optionnel':
      return { kind: 'skipOptional' };
    case 'continuer':
      return saisie.state.at === 'optionnel' ? { kind: 'enterOptional' } : { kind: 'done' };
    case 'corriger':
      return field === undefined ? undefined : { kind: 'goto', field };
    default:
      return undefined;
  }
}

function answerInput(field: string | undefined, value: string | undefined, values: Values): FormInput | undefined {
  if (field === undefined) return undefined;
  if (value !== undefined) return { kind: 'answer', field, value };
  const typed = values[field];
  return typed === undefined ? undefined : { kind: 'answer', field, value: typed, whole: true };
}
