import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { isParty, maySeeDossier } from '../../core/demande/rights.ts';
import { type Refusal, refusalText } from '../../core/refusal.ts';
import { actionTexts, formationTexts } from '../../core/texts.fr.ts';
import type { Answer, Button, CardMessage } from '../../core/view/message.ts';
import type { Notice } from '../../core/view/text-parts.ts';
import { answersInPlace } from '../turn.ts';
import type { CardPlace } from './acts/act.ts';
import { ACTS, isFormAction } from './acts/acts.ts';
import { placeFor } from './acts/place-for.ts';
import type { RefusedForm } from './card-forms.ts';
import type { DemandeTurn } from './demande-turn.ts';
import { doneCard, isDoneAction } from './done-card.ts';
import { privateDestination } from './refused.ts';
import { suiviView } from './suivi-view.ts';
import { undoButtons } from './undo.ts';
import { baseView, dossierView, echangeView, interventionView, sollicitationView, type ViewExtras } from './views.ts';

/** What the one who acted sees now: the current card, with the errors of a form or the reason of a refusal. */
export async function showAfter(
  d: DemandeTurn,
  name: ActionName,
  demande: Demande,
  what: { refused?: RefusedForm; refusal?: Refusal; told?: string } = {},
): Promise<Answer> {
  const refused = what.refusal !== undefined || what.refused !== undefined;
  // The cards that live in the channel and with the member change in place by themselves.
  if (!refused && !answersInPlace(d.turn) && isDoneAction(name))
    return showPrivately(d, doneCard(name, demande, d.actor, undoOf({ ...d, demande }), what.told ? [what.told] : []));
  // The notice that it sends them says it all.
  if (!refused && !answersInPlace(d.turn) && name === 'choisir_date') return { kind: 'none' };
  const told = what.told ?? (refused ? undefined : saidInPlace(name));
  const notice = what.refusal === undefined ? toldNotice(told) : refusalNotice(what.refusal);
  const extras: ViewExtras = {
    undo: undoOf({ ...d, demande }),
    ...(notice === undefined ? {} : { notice }),
    ...(what.refused === undefined ? {} : { refused: what.refused }),
  };
  const card = await cardAfter({ ...d, demande }, name, extras);
  return card === undefined ? { kind: 'none' } : showPrivately(d, card);
}

async function cardAfter(d: DemandeTurn, name: ActionName, extras: ViewExtras): Promise<CardMessage | undefined> {
  const { demande, pole, actor } = d;
  switch (name) {
    case 'prendre_en_analyse':
      return baseView(demande, pole.context, { ...extras, inPrivate: isShownInPrivate(d) });
    case 'annuler_acte':
      return viewAt(d, placeOfUndo(d), extras);
    case 'accepter':
      return sollicitationView(demande, actor.membreId ?? '', pole.context, extras);
    case 'accepter_echange':
      return echangeView(demande, actor.membreId ?? '', pole.context, extras);
    default:
      return viewAt(d, isFormAction(name) ? placeAfter(d, ACTS[name].places) : 'suivi', extras);
  }
}

async function viewAt(d: DemandeTurn, place: CardPlace, extras: ViewExtras): Promise<CardMessage | undefined> {
  const { demande, pole, actor } = d;
  switch (place) {
    case 'dossier':
      return dossierView(demande, await d.turn.tx.demandes.history(demande.id), actor, pole.context, {
        ...extras,
        pole,
      });
    case 'sollicitation':
      return sollicitationView(demande, actor.membreId ?? '', pole.context, extras);
    case 'echange':
      return echangeView(demande, actor.membreId ?? '', pole.context, extras);
    case 'intervention':
      return maySeeDossier(demande, actor) ? interventionView(demande, actor, pole.context, extras) : undefined;
    case 'suivi':
      return suiviView(d, extras);
  }
}

/** An analyst works on the dossier in the analysis channel; a member on their intervention, in private. */
function placeAfter({ turn, demande, actor }: DemandeTurn, places: readonly [CardPlace, ...CardPlace[]]): CardPlace {
  const asTeam = actor.analyste && turn.inbound.address.kind !== 'personal';
  return placeFor(places, demande, actor, asTeam);
}

/** Where the one who took something back goes on from. */
function placeOfUndo({ demande, turn, actor }: DemandeTurn): CardPlace {
  const inPrivate = turn.inbound.address.kind === 'personal';
  if (actor.analyste && !inPrivate) return 'dossier';
  if (isParty(demande, actor, 'intervenant')) return 'intervention';
  if (isParty(demande, actor, 'sollicite')) return 'sollicitation';
  if (isParty(demande, actor, 'collegue')) return 'echange';
  return isParty(demande, actor, 'demandeur') ? 'suivi' : 'dossier';
}

/** What the one who looks may still take back. */
export function undoOf({ demande, actor, turn }: DemandeTurn): Button[] {
  return undoButtons(demande, actor, turn.now);
}

function saidInPlace(name: ActionName): string | undefined {
  const { surPlace } = actionTexts;
  return name === 'annuler_acte' || name === 'donner_avis' ? surPlace[name] : undefined;
}

function toldNotice(told: string | undefined): Notice | undefined {
  return told === undefined ? undefined : { label: formationTexts.fait, text: told, style: 'good' };
}

function refusalNotice(refusal: Refusal): Notice {
  return { label: actionTexts.refuse, text: refusalText(refusal), style: 'warning' };
}

/** Whether what is shown now stands in the private conversation, rather than in place of a card of the channel. */
export function isShownInPrivate({ turn }: DemandeTurn): boolean {
  return turn.inbound.address.kind === 'personal' || !answersInPlace(turn);
}

/**
 * A card for one person's eyes: in place of the card they clicked where their client can, else in their private
 * conversation. An analyst's client that cannot never shows a dossier in the channel.
 */
export function showPrivately(d: DemandeTurn, message: CardMessage): Answer {
  if (answersInPlace(d.turn)) return { kind: 'card', card: message.card };
  d.turn.out.push({
    circonscription: d.demande.circonscription,
    destination: privateDestination(d.turn),
    content: { op: 'send', message },
  });
  return { kind: 'none' };
}
