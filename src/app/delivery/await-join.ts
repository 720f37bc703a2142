import type { Demande } from '../../core/demande/demande.ts';
import { teamNotice } from '../../core/demande/effects.ts';
import { sollicitationOf } from '../../core/demande/rights.ts';
import { membreName } from '../../core/demande/story.ts';
import { ENDED } from '../../core/demande/transitions.ts';
import { demandeTexts, mailTexts } from '../../core/texts.fr.ts';
import { DeliveryError, NOT_JOINED, NotJoined, type Patience } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Address } from '../ports/inbound.ts';
import type { CourrielDestination, DeliveryOutcome, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';
import { type JoinStep, nextJoinStep } from './join-policy.ts';
import { toTeam } from './undelivered.ts';

export interface AwaitJoinTools {
  unitOfWork: UnitOfWork;
  clock: Clock;
  /** Whether mails can be sent. */
  mail: boolean;
  resolve(row: OutboxRow, patience: Patience): Promise<Address | undefined>;
}

/**
 * What becomes of a row for somebody who was invited and has not come in: it waits in the database, which survives a
 * restart and holds nothing up but what follows it in that conversation. They are reminded once, then given up.
 */
export function createAwaitJoin(tools: AwaitJoinTools) {
  return async (row: OutboxRow, { invitedTo }: NotJoined): Promise<DeliveryOutcome> => {
    const { step, invites } = await tools.unitOfWork.run((tx) => decide(tools, tx, row, invitedTo));
    if (step.kind === 'give_up') return { kind: 'dead', code: NOT_JOINED };
    if (step.kind === 'needless') return { kind: 'sent' };
    if (invites) await inviteAgain(tools, row, invitedTo);
    const afterMs = step.kind === 'look_in' ? step.ms : 0;
    return { kind: 'retry', afterMs, code: NOT_JOINED, ambiguous: row.ambiguous, countsAsTry: false };
  };
}

interface Decided {
  step: JoinStep | { kind: 'needless' };
  /** There is no mailbox to remind them in. */
  invites?: boolean;
}

async function decide(tools: AwaitJoinTools, tx: Transaction, row: OutboxRow, invitedTo: Address): Promise<Decided> {
  const { content, demandeId } = row;
  const demande = demandeId === undefined ? undefined : await tx.demandes.get(demandeId);
  const asked = content.op === 'send_card' && content.card.kind === 'sollicitation' ? content.card.membreId : undefined;
  if (demande && asked !== undefined && !isStillAsked(demande, asked)) return { step: { kind: 'needless' } };
  const now = tools.clock.now();
  const invitation = await tx.invitations.waitedFor(invitedTo, now.toISOString());
  const step = nextJoinStep(invitation, now.getTime());
  if (step.kind !== 'remind') return { step };
  await tx.invitations.setReminded(invitedTo, true);
  if (demande && asked !== undefined) {
    const text = demandeTexts.avis.equipeInvitation(membreName(demande, asked));
    await tx.outbox.enqueue([toTeam(demande, teamNotice(demande, text))]);
  }
  return { step, invites: !(await remindByMail(tools, tx, row, invitedTo)) };
}

/** Declined, accepted elsewhere or ended meanwhile: they would be reminded of nothing. */
function isStillAsked(demande: Demande, membreId: string): boolean {
  return !ENDED.includes(demande.etat) && sollicitationOf(demande, membreId)?.etat === 'en_attente';
}

/** @returns false when there is no mailbox */
async function remindByMail(
  { mail }: AwaitJoinTools,
  tx: Transaction,
  row: OutboxRow,
  { channel }: Address,
): Promise<boolean> {
  const destination = mail ? await mailboxOf(tx, row) : undefined;
  if (destination === undefined) return false;
  const t = mailTexts.invitation;
  const canal = mailTexts.canaux[channel];
  const text = [t.bonjour, t.corps(canal), t.suite(canal), mailTexts.automatique].join('\n\n');
  const content = { op: 'mail' as const, mail: { subject: t.objet(canal), text } };
  const { circonscription } = row;
  await tx.outbox.enqueue([{ ...(circonscription === undefined ? {} : { circonscription }), destination, content }]);
  return true;
}

async function mailboxOf(tx: Transaction, { destination }: OutboxRow): Promise<CourrielDestination | undefined> {
  if (destination.to === 'membre') return { ...destination, to: 'courriel' };
  if (destination.to !== 'identite') return undefined;
  const email = (await tx.directory.identiteById(destination.identiteId))?.emails[0];
  return email === undefined ? undefined : { to: 'courriel', email };
}

/** One that could not be renewed will be, at the next look. */
async function inviteAgain(tools: AwaitJoinTools, row: OutboxRow, invitedTo: Address): Promise<void> {
  try {
    await tools.resolve(row, 'invite_again');
  } catch (error) {
    if (error instanceof NotJoined) return;
    await tools.unitOfWork.run((tx) => tx.invitations.setReminded(invitedTo, false));
    if (!(error instanceof DeliveryError)) throw error;
  }
}
