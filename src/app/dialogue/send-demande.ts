import type { Demande, EcoleRef } from '../../core/demande/demande.ts';
import { evolve } from '../../core/demande/evolve.ts';
import { formatNumero } from '../../core/demande/numero.ts';
import { schoolYear } from '../../core/form/calendar-day.ts';
import { openForm } from '../../core/form/engine.ts';
import type { Ecole, FormContext } from '../../core/form/types.ts';
import { withoutUndo } from '../../core/form/undo.ts';
import { refusalText } from '../../core/refusal.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { applyCommand, outboxOf } from '../demande/apply-command.ts';
import { causeOf } from '../demande/cause.ts';
import { officialMails } from '../demande/official-mail.ts';
import { planDemande } from '../echeances/plan-demande.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { answersInPlace, say, type Turn } from '../turn.ts';
import { answersVersion, formOf, withState } from './saisies.ts';
import { saySimply } from './say-simply.ts';
import { sentCard } from './sent-card.ts';
import { stepMessage } from './show-step.ts';

/**
 * Sends a draft that stands at its summary: a new demande, or the new version of one not yet triaged.
 * @param seen the version of the answers that the person read; another one is shown again rather than sent
 */
export async function sendSaisie(
  turn: Turn,
  saisie: Saisie,
  context: FormContext,
  seen: number | undefined,
): Promise<Answer> {
  const opened = openForm(formOf(saisie), saisie.state, context);
  const current = withState(turn, saisie, opened.state, context);
  const stale = seen !== undefined && seen !== answersVersion(opened.state.answers);
  if (opened.prompt.at !== 'resume' || stale) {
    await turn.tx.turns.saveActive(turn.key, current);
    saySimply(turn, stale ? dialogueTexts.resumePerime : dialogueTexts.pasEncorePret);
    say(turn, stepMessage(current, opened.prompt, context));
    return { kind: 'none' };
  }
  const ecole = context.ecoles.byUai(String(current.state.answers.ecole));
  if (ecole === undefined) throw new Error('a complete draft names a known école');
  return current.demandeId === undefined ? submitDemande(turn, current, ecole) : completeDemande(turn, current, ecole);
}

/** brouillon → envoyee. The demande takes the draft's id, so that a draft can never be sent twice. */
async function submitDemande(turn: Turn, saisie: Saisie, ecole: Ecole): Promise<Answer> {
  const counter = await turn.tx.demandes.nextCounter(ecole.circonscription, schoolYear(turn.today));
  const event = {
    type: 'demande_envoyee' as const,
    at: turn.now,
    by: { id: turn.identite.id, nom: turn.identite.nom },
    id: saisie.id,
    circonscription: ecole.circonscription,
    numero: formatNumero(turn.today, counter),
    ecole: ecoleRef(ecole),
    annexe: saisie.state.answers,
    formVersion: saisie.state.version,
  };
  const demande: Demande = evolve(undefined, event);
  await turn.tx.demandes.insert(demande, [event], causeOf(turn, 'envoyer', ''));
  turn.out.push(...outboxOf([event], demande));
  await planDemande(turn.tx, demande, turn.now);
  if (turn.tools.mail) turn.out.push(...(await officialMails(turn.tx, [event], demande)));
  await remember(turn, ecole);
  return finished(turn, saisie, demande);
}

async function completeDemande(turn: Turn, saisie: Saisie, ecole: Ecole): Promise<Answer> {
  const locked = await turn.tx.demandes.lock(saisie.demandeId ?? '');
  if (locked === undefined) throw new Error('a draft completes a demande that exists');
  if (ecole.circonscription !== locked.circonscription) {
    saySimply(turn, dialogueTexts.autreCirconscription);
    return { kind: 'none' };
  }
  const actor = { person: { id: turn.identite.id, nom: turn.identite.nom }, analyste: false };
  const { answers, version } = saisie.state;
  const applied = await applyCommand(
    turn.tx,
    locked,
    { type: 'completer', ecole: ecoleRef(ecole), annexe: answers, formVersion: version },
    { actor, cause: causeOf(turn, 'envoyer', saisie.id), now: turn.now, mail: turn.tools.mail },
    turn.out,
  );
  if (!applied.ok) {
    saySimply(turn, refusalText(applied.refusal));
    return { kind: 'none' };
  }
  return finished(turn, saisie, applied.demande);
}

async function finished(turn: Turn, saisie: Saisie, demande: Demande): Promise<Answer> {
  await turn.tx.turns.save({ ...saisie, state: withoutUndo(saisie.state), status: 'terminee' });
  await turn.tx.turns.saveActive(turn.key, undefined);
  await turn.tx.journal.write({
    circonscription: demande.circonscription,
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: saisie.demandeId === undefined ? 'envoyer' : 'completer',
    demandeId: demande.id,
    outcome: 'fait',
  });
  return answersInPlace(turn) ? { kind: 'card', card: sentCard(demande).card } : { kind: 'none' };
}

async function remember(turn: Turn, ecole: Ecole): Promise<void> {
  const { id: _id, ...identite } = turn.identite;
  await turn.tx.directory.saveIdentite({ ...identite, lastEcole: ecole.uai });
}

function ecoleRef({ uai, nom, commune }: Ecole): EcoleRef {
  return { uai, nom, commune };
}
