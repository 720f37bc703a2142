import type { Action } from '../../../core/action.ts';
import { readAction } from '../../../core/read-action.ts';
import { cardTexts, tchapCardTexts } from '../../../core/texts.fr.ts';
import { isNode, type Node, nodesIn, stringIn } from './bound-nodes.ts';
import { type ChoiceList, submitOf } from './card-fields.ts';
import { shownLine } from './safe-text.ts';

/** Something a person can do, before it is numbered. */
export interface Ask {
  label: string;
  action: Action;
  several?: string;
  chosen?: boolean;
}

/** What the buttons of a card become. */
export interface Asks {
  numbered: Ask[];
  /** To write, in place of a button: « retour », « aide ». */
  words: string[];
  /** Some answers of the card can be corrected: one, or many. */
  correct?: 'one' | 'many';
}

/** Both are about a card with inputs, and there is none here: its answers would come back empty. */
const WITHOUT_INPUTS: ReadonlySet<string> = new Set(['remplir_carte', 'valider_carte']);
/** A message is not closed: what would be shown in its place stands above it already. */
const CLOSING: ReadonlySet<string> = new Set([cardTexts.dossier.fermer, cardTexts.intervention.fermer]);
const WORDS: { [action: string]: string } = tchapCardTexts.mots;

/**
 * @param list what a « Valider » beside it sends
 * @param way the button leads out of a question: it is a word to write, so that only answers have numbers
 */
export function addAsk(asks: Asks, node: Node, list: ChoiceList | undefined, way: boolean): void {
  const action = readAction(buttonData(node));
  if (action === undefined || isAboutInputs(asks, action, node) || CLOSING.has(stringIn(node, 'title'))) return;
  const word = way ? WORDS[action.action] : undefined;
  if (action.action === 'repondre' && action.value === undefined) {
    // Without a list there is nothing to send: the answer is typed.
    if (list !== undefined) asks.numbered.push(...listed(list, action));
  } else if (word !== undefined) {
    asks.words.push(word);
  } else {
    const label = shownLine(stringIn(node, 'tooltip') || stringIn(node, 'title'));
    asks.numbered.push({ label, action });
  }
}

/** Buttons that correct or send answers shown in a card: here one writes « corriger ». */
function isAboutInputs(asks: Asks, { action }: Action, node: Node): boolean {
  const correction = action === 'corriger' && isCorrection(node);
  if (correction) asks.correct = stringIn(node, 'tooltip') === '' ? 'one' : 'many';
  if (action === 'valider_carte') asks.correct = 'many';
  return correction || WITHOUT_INPUTS.has(action);
}

/** A form behind its button gives what opens it: without any value, its questions are then asked one by one. */
function buttonData(node: Node) {
  const button = node.type === 'Action.ShowCard' && isNode(node.card) ? submitOf(node.card, 'actions') : node;
  return button?.data;
}

/** A « Modifier » on a line of answers, not an answer to « Que voulez-vous corriger ? ». */
function isCorrection(node: Node): boolean {
  const title = stringIn(node, 'title');
  return title === cardTexts.resume.modifier || title === cardTexts.question.corriger;
}

function listed(list: ChoiceList, action: Action): Ask[] {
  return list.choices.map(({ title, value }) => ({
    label: title,
    action: { ...action, value },
    ...(list.several ? { several: list.id } : {}),
    chosen: list.chosen.includes(value),
  }));
}

export const actionsOf = (set: Node): Node[] => nodesIn(set, 'actions');
