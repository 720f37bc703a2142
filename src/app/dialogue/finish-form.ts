import type { Demande } from '../../core/demande/demande.ts';
import { type Actor, isAnyParty } from '../../core/demande/rights.ts';
import { type Party, partiesOf, transitionActionOf } from '../../core/demande/transitions.ts';
import { withoutUndo } from '../../core/form/undo.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Answer } from '../../core/view/message.ts';
import { ACTS, actionOfForm, chosenDemande, type FormAction } from '../demande/acts/acts.ts';
import type { Applied } from '../demande/apply-command.ts';
import { actContext } from '../demande/card-forms.ts';
import { carryOut } from '../demande/carry-out.ts';
import { causeOf } from '../demande/cause.ts';
import { doneCard, isDoneAction } from '../demande/done-card.ts';
import { lockDemandes } from '../demande/lock-demandes.ts';
import { poleFor, workOf } from '../demande/pole-for.ts';
import { notEntitledCode } from '../demande/refused.ts';
import { actorIn } from '../demande/rights-of.ts';
import { teamElsewhere } from '../demande/team-elsewhere.ts';
import { tellWhoIsAway } from '../demande/tell-who-is-away.ts';
import { undoButtons } from '../demande/undo.ts';
import { refusalWords } from '../link-hint.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { say, type Turn } from '../turn.ts';
import { formOf } from './saisies.ts';
import { saySimply } from './say-simply.ts';

/** The last answer of a short form filled question by question: what it was for is done, or refused in words. */
export async function finishForm(turn: Turn, saisie: Saisie): Promise<Answer> {
  const name = actionOfForm(saisie.state.form);
  const demande = name === undefined ? undefined : await lockedFor(turn, saisie, name);
  if (demande === undefined || name === undefined) throw new Error(`nothing follows the form ${saisie.state.form}`);
  await turn.tx.turns.save({ ...saisie, state: withoutUndo(saisie.state), status: 'terminee' });
  await turn.tx.turns.saveActive(turn.key, undefined);
  const actor = await actorIn(turn, demande.circonscription);
  const applied = await apply(turn, saisie, { name, demande, actor });
  const refusal = applied.ok ? undefined : applied.refusal;
  await turn.tx.journal.write({
    circonscription: demande.circonscription,
    actorId: actor.person.id,
    channel: turn.inbound.channel,
    action: name,
    demandeId: demande.id,
    outcome: refusal === undefined ? 'fait' : 'refuse',
    ...(refusal === undefined ? {} : { detail: refusal.code }),
  });
  if (refusal !== undefined) saySimply(turn, await refusalWords(turn, refusal));
  else if (isDoneAction(name)) {
    const told = applied.ok && applied.told ? [applied.told] : [];
    say(turn, doneCard(name, applied.demande, actor, undoButtons(applied.demande, actor, turn.now), told));
  }
  return { kind: 'none' };
}

interface Asked {
  name: FormAction;
  demande: Demande;
  actor: Actor;
}

function lockedFor(turn: Turn, { demandeId, state }: Saisie, name: FormAction): Promise<Demande | undefined> {
  const about = { now: turn.now, chosen: chosenDemande(state.answers) };
  return demandeId === undefined ? Promise.resolve(undefined) : lockDemandes(turn.tx, demandeId, name, about);
}

async function apply(turn: Turn, saisie: Saisie, { name, demande, actor }: Asked): Promise<Applied> {
  if (!isAnyParty(demande, actor, partiesFor(name))) {
    return { ok: false, demande, refusal: await notTheirs(turn, demande, name) };
  }
  const pole = await poleFor(turn, demande, actor);
  const context = actContext(name, demande, actor.membreId, pole.context);
  const { answers } = saisie.state;
  const command = ACTS[name].command({ demande, answers, form: formOf(saisie), context, membres: pole.membres });
  const cause = causeOf(turn, name, saisie.id);
  const applied = await carryOut(workOf(turn, demande, actor, cause), command);
  if (applied.ok) await tellWhoIsAway(turn, demande.circonscription, command);
  return applied;
}

function partiesFor(name: FormAction): readonly Party[] {
  const action = transitionActionOf(name);
  return action === undefined ? [] : partiesOf(action);
}

async function notTheirs(turn: Turn, { circonscription }: Demande, name: FormAction): Promise<Refusal> {
  const place = await turn.tx.directory.analysisChannel(circonscription);
  return (await teamElsewhere(turn, place, name)) ?? { code: notEntitledCode(turn) };
}
