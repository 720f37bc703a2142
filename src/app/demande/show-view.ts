import { type Action, type ActionName, ECHANGE } from '../../core/action.ts';
import { isParty, maySeeDossier, sollicitationOf } from '../../core/demande/rights.ts';
import { transitionFor } from '../../core/demande/transitions.ts';
import type { Answer, CardMessage } from '../../core/view/message.ts';
import { pageOf } from '../page-of.ts';
import type { DemandeTurn } from './demande-turn.ts';
import { completeSaisie, confirmWithdrawal } from './demandeur-ways.ts';
import { giveAnnexe } from './give-annexe.ts';
import { notEntitled, refused } from './refused.ts';
import { isShownInPrivate, showPrivately, undoOf } from './show-after.ts';
import { suiviView } from './suivi-view.ts';
import { baseView, dossierView, echangeView, interventionView, sollicitationView } from './views.ts';

const VIEW_ACTIONS = [
  'voir_base',
  'voir_dossier',
  'voir_intervention',
  'voir_suivi',
  'recevoir_annexe',
  'completer',
  'retirer',
] as const satisfies readonly ActionName[];
type ViewAction = (typeof VIEW_ACTIONS)[number];

/** Actions that show something of a demande and change nothing of it. */
export function isViewAction(name: ActionName): name is ViewAction {
  return (VIEW_ACTIONS as readonly ActionName[]).includes(name);
}

export async function showView(d: DemandeTurn, action: Action): Promise<Answer> {
  switch (action.action as ViewAction) {
    case 'voir_base':
      return showBase(d, action);
    case 'voir_dossier':
      if (!d.actor.analyste) return notEntitled(d, action);
      await seen(d, action);
      return showPrivately(
        d,
        dossierView(d.demande, await history(d), d.actor, d.pole.context, { ...extrasOf(d, action), pole: d.pole }),
      );
    case 'voir_intervention':
      if (!isParty(d.demande, d.actor, 'sollicite') || !maySeeDossier(d.demande, d.actor)) {
        return notEntitled(d, action);
      }
      await seen(d, action);
      return showPrivately(d, interventionView(d.demande, d.actor, d.pole.context, extrasOf(d, action)));
    default:
      return demandeurView(d, action);
  }
}

const history = (d: DemandeTurn) => d.turn.tx.demandes.history(d.demande.id);
const extrasOf = (d: DemandeTurn, action: Action) => {
  const page = pageOf(action);
  return { undo: undoOf(d), ...(page === undefined ? {} : { page }) };
};

/** « Fermer »: back to the card that lives there: the team's in the channel, the member's own in private. */
function showBase(d: DemandeTurn, action: Action): Promise<Answer> | Answer {
  const { demande, actor, pole } = d;
  const asked = sollicitationOf(demande, actor.membreId);
  const inChannel = d.turn.inbound.address.kind !== 'personal';
  if (inChannel || (asked === undefined && actor.analyste && action.value !== ECHANGE)) {
    return actor.analyste
      ? showPrivately(d, baseView(demande, pole.context, { inPrivate: isShownInPrivate(d) }))
      : notEntitled(d, action);
  }
  const view = action.value === ECHANGE ? echangeView : sollicitationView;
  const mine: CardMessage | undefined =
    actor.membreId === undefined ? undefined : view(demande, actor.membreId, pole.context, { undo: undoOf(d) });
  return mine === undefined ? notEntitled(d, action) : showPrivately(d, mine);
}

async function demandeurView(d: DemandeTurn, action: Action): Promise<Answer> {
  if (!isParty(d.demande, d.actor, 'demandeur') || d.turn.inbound.address.kind !== 'personal') {
    return notEntitled(d, action);
  }
  if (action.action === 'recevoir_annexe') {
    await giveAnnexe(d.turn, d.demande);
    return { kind: 'none' };
  }
  if (action.action === 'voir_suivi') return showPrivately(d, await suiviView(d, extrasOf(d, action)));
  if (transitionFor(d.demande.etat, action.action === 'completer' ? 'completer' : 'retirer') === undefined) {
    const { etat, depuis } = d.demande;
    return refused(d.turn, d.demande, action, { code: 'etat', etat, depuis });
  }
  return action.action === 'completer' ? completeSaisie(d) : confirmWithdrawal(d);
}

/** Who saw a dossier is kept. */
async function seen(d: DemandeTurn, action: Action): Promise<void> {
  await d.turn.tx.journal.write({
    circonscription: d.demande.circonscription,
    actorId: d.actor.person.id,
    channel: d.turn.inbound.channel,
    action: action.action,
    demandeId: d.demande.id,
    outcome: 'vu',
  });
}
