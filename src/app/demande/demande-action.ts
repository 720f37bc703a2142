import type { Action, ActionName } from '../../core/action.ts';
import { LIVING_CARD, OPEN_FORM } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { isAnyParty } from '../../core/demande/rights.ts';
import { askedOf } from '../../core/demande/seconde-intention.ts';
import {
  type Party,
  partiesOf,
  type TransitionAction,
  transitionActionOf,
  transitionFor,
} from '../../core/demande/transitions.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Answer } from '../../core/view/message.ts';
import type { LivingCard } from '../ports/outbox-store.ts';
import type { Turn } from '../turn.ts';
import type { GivenCommand } from './acts/act.ts';
import { ACTS, chosenDemande, type FormAction, isFormAction } from './acts/acts.ts';
import type { RefusedForm } from './card-forms.ts';
import { carryOut } from './carry-out.ts';
import { causeOf } from './cause.ts';
import type { DemandeTurn } from './demande-turn.ts';
import { openedForm, readForm } from './form-command.ts';
import { opensDialogue, startFormDialogue } from './form-dialogue.ts';
import { lockDemandes } from './lock-demandes.ts';
import { poleFor, workOf } from './pole-for.ts';
import { notEntitled, refused } from './refused.ts';
import { isRightPlace } from './right-place.ts';
import { actorIn } from './rights-of.ts';
import { showAfter } from './show-after.ts';
import { isViewAction, showView } from './show-view.ts';
import { teamElsewhere } from './team-elsewhere.ts';
import { tellWhoIsAway } from './tell-who-is-away.ts';

type Values = { [inputId: string]: string };

/** An action on a demande already sent, from any card. */
export async function demandeAction(turn: Turn, action: Action, values: Values): Promise<Answer> {
  const viewing = isViewAction(action.action);
  const { demandes, directory } = turn.tx;
  const id = action.demandeId;
  const demande =
    id === undefined
      ? undefined
      : await (viewing
          ? demandes.get(id)
          : lockDemandes(turn.tx, id, action.action, { now: turn.now, chosen: chosenDemande(values, 'fusion.') }));
  if (demande === undefined) return refused(turn, undefined, action, { code: 'introuvable' });
  const place = await directory.analysisChannel(demande.circonscription);
  const elsewhere = await teamElsewhere(turn, place, action.action);
  if (elsewhere !== undefined) return refused(turn, demande, action, elsewhere);
  if (!isRightPlace(demande, place, turn.inbound.address, action)) {
    return refused(turn, demande, action, { code: 'hors_conversation' });
  }
  const actor = await actorIn(turn, demande.circonscription);
  const d: DemandeTurn = { turn, demande, actor, pole: await poleFor(turn, demande, actor) };
  await adoptGhost(d, action);
  return viewing ? showView(d, action) : change(d, action, values);
}

async function change(d: DemandeTurn, action: Action, values: Values): Promise<Answer> {
  // Before anything is shown: a repeated click and a form in error answer with a card too.
  if (!mayAsk(d, action.action)) return notEntitled(d, action);
  const cause = causeOf(d.turn, action.action, '');
  if (await d.turn.tx.demandes.isRepeat(d.demande.id, cause)) return showAfter(d, action.action, d.demande);
  if (isFormAction(action.action)) {
    const inDialogue = opensDialogue(d, action.action, values);
    if (inDialogue || action.field === OPEN_FORM) return open(d, action, action.action, inDialogue);
  }
  const asked = commandFor(d, action, values);
  if (!('command' in asked)) return refusedForm(d, action, asked);
  const applied = await carryOut(workOf(d.turn, d.demande, d.actor, cause), asked.command);
  if (!applied.ok && isDoneByThem(d, asked.command, applied.refusal)) return showAfter(d, action.action, d.demande);
  if (!applied.ok) return refusedChange(d, action, applied.refusal, asked.typed);
  await d.turn.tx.journal.write({
    circonscription: d.demande.circonscription,
    actorId: d.actor.person.id,
    channel: d.turn.inbound.channel,
    action: action.action,
    demandeId: d.demande.id,
    outcome: 'fait',
  });
  await tellWhoIsAway(d.turn, d.demande.circonscription, asked.command);
  const { demande, told } = applied;
  return showAfter(
    await upToDate(d, demande, action.action),
    action.action,
    demande,
    told === undefined ? {} : { told },
  );
}

/** What an analyst does may change what the dossier offers next. */
async function upToDate(d: DemandeTurn, demande: Demande, name: ActionName): Promise<DemandeTurn> {
  return d.actor.analyste && isFormAction(name) ? { ...d, pole: await poleFor(d.turn, demande, d.actor) } : d;
}

/** A form without its answers yet: question by question, or in the card where cards have inputs. */
function open(d: DemandeTurn, action: Action, name: FormAction, inDialogue: boolean): Promise<Answer> {
  const refusal = openingRefusal(d, name);
  if (refusal !== undefined) return refusedChange(d, action, refusal, undefined);
  return inDialogue
    ? startFormDialogue(d, name, action.value)
    : showAfter(d, name, d.demande, { refused: openedForm(d, name) });
}

/** Also when there is nothing to do it on any more. */
function openingRefusal(d: DemandeTurn, name: FormAction): Refusal | undefined {
  const refusal = refusedNow(d, name);
  const { demande, actor, pole } = d;
  if (refusal !== undefined || ACTS[name].hasSubject?.(demande, actor, pole.context) !== false) return refusal;
  const taken = pole.formations?.find(({ problematique }) => demande.problematiques.includes(problematique));
  return name === 'ouvrir_formation' && taken
    ? { code: 'formation_ouverte', nom: taken.par, titre: taken.titre }
    : { code: 'plus_rien' };
}

async function refusedChange(
  d: DemandeTurn,
  action: Action,
  refusal: Refusal,
  typed: RefusedForm | undefined,
): Promise<Answer> {
  await refused(d.turn, d.demande, action, refusal, true);
  return showAfter(d, action.action, d.demande, { refusal, ...(typed ? { refused: typed } : {}) });
}

/** A form in error is shown again, unless what it is for cannot be done any more. */
function refusedForm(d: DemandeTurn, action: Action, typed: RefusedForm): Promise<Answer> {
  const name = action.action;
  const refusal = isFormAction(name) ? openingRefusal(d, name) : refusedNow(d, name);
  return refusal === undefined
    ? showAfter(d, action.action, d.demande, { refused: typed })
    : refusedChange(d, action, refusal, undefined);
}

/** Why a form would be filled in vain. */
function refusedNow({ demande, actor }: DemandeTurn, name: ActionName): Refusal | undefined {
  const { etat, depuis } = demande;
  const row = transitionFor(etat, actionInTable(name));
  if (row === undefined) return { code: 'etat', etat, depuis };
  return isAnyParty(demande, actor, row.by) ? undefined : { code: 'non_autorise' };
}

/** The same gesture on another copy of the card: they see how things stand, not a refusal. */
function isDoneByThem(d: DemandeTurn, command: GivenCommand, refusal: Refusal): boolean {
  if (refusal.code === 'deja_prise') return refusal.par.id === d.actor.person.id;
  return refusal.code === 'deja_acceptee' && command.type === 'accepter';
}

function mayAsk({ demande, actor }: DemandeTurn, name: ActionName): boolean {
  // Someone who is too late to take their act back is told so, rather than that it is not theirs.
  const parties = name === 'annuler_acte' ? SIDES : partiesOf(actionInTable(name));
  return isAnyParty(demande, actor, parties);
}
const SIDES: readonly Party[] = ['demandeur', 'analyste', 'sollicite', 'collegue', 'auteur'];

function actionInTable(name: ActionName): TransitionAction {
  const action = transitionActionOf(name);
  if (action === undefined) throw new Error(`${name} is no action on a demande`);
  return action;
}

type Asked = { command: GivenCommand; typed?: RefusedForm } | RefusedForm;

function commandFor(d: DemandeTurn, { action: name, value }: Action, values: Values): Asked {
  if (isFormAction(name)) return formCommand(d, name, values);
  switch (name) {
    case 'prendre_en_analyse':
    case 'accepter':
    case 'annuler_acte':
      return { command: { type: name } };
    case 'choisir_date':
      return { command: { type: name, ...creneauIn(value) } };
    case 'accepter_echange':
      return { command: { type: name, rang: askedOf(d.demande, d.actor.membreId)?.rang ?? 0 } };
    case 'confirmer_retrait':
      return { command: { type: 'retirer', motif: values.motif ?? '' } };
    default:
      throw new Error(`${name} is no action on a demande`);
  }
}

/** What the button of a date carries: the rank of its rendez-vous, and the date. */
function creneauIn(value = ''): { rang: number; creneau: string } {
  const [rang = '', creneau = ''] = value.split(' ');
  return { rang: Number(rang), creneau };
}

function formCommand(d: DemandeTurn, name: FormAction, values: Values): Asked {
  const { form, outcome } = readForm(d, name, values);
  const typed = { form, state: outcome.state };
  return outcome.ok ? { command: outcome.command, typed } : typed;
}

/** A card that an unclear send may have left behind: its click shows which message it is, so that it lives on. */
async function adoptGhost(d: DemandeTurn, action: Action): Promise<void> {
  const { payload, address } = d.turn.inbound;
  if (action.field !== LIVING_CARD || payload.kind !== 'action' || payload.remoteId === undefined) return;
  const card = livingCardOf(d, action.action);
  if (card === undefined) return;
  const { circonscription } = d.demande;
  const fresh = await d.turn.tx.outbox.adoptCopy(circonscription, card, { address, remoteId: payload.remoteId });
  if (!fresh) return;
  d.turn.out.push({
    circonscription,
    demandeId: d.demande.id,
    destination: { to: 'conversation', address },
    content: { op: 'update_card', card },
  });
}

function livingCardOf(d: DemandeTurn, name: ActionName): LivingCard | undefined {
  const demandeId = d.demande.id;
  if (name === 'prendre_en_analyse' || name === 'voir_dossier') {
    return d.actor.analyste ? { kind: 'analyse', demandeId } : undefined;
  }
  const membreId = d.actor.membreId;
  if (name === 'accepter_echange' || name === 'decliner_echange') {
    return membreId === undefined ? undefined : { kind: 'echange', demandeId, membreId };
  }
  const asked = d.demande.sollicitations.some((s) => s.membreId === membreId);
  return membreId !== undefined && asked ? { kind: 'sollicitation', demandeId, membreId } : undefined;
}
