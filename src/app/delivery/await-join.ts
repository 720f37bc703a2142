import type { Demande } from '../../core/demande/demande.ts';
import type { PersonalCard } from '../../core/demande/living-card.ts';
import { askedName } from '../../core/demande/names.ts';
import { teamNotice } from '../../core/demande/notice.ts';
import { sollicitationOf } from '../../core/demande/rights.ts';
import { askedOf } from '../../core/demande/seconde-intention.ts';
import { ENDED } from '../../core/demande/transitions.ts';
import { demandeTexts, mailTexts } from '../../core/texts.fr.ts';
import { DeliveryError, NOT_JOINED, NotJoined, type Patience } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Address } from '../ports/inbound.ts';
import type { CourrielDestination, DeliveryOutcome, NewOutboxRow, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';
import { type JoinStep, nextJoinStep } from './join-policy.ts';
import { mailboxOf } from './mailbox-of.ts';
import { toTeam } from './to-team.ts';

export interface AwaitJoinTools {
  unitOfWork: UnitOfWork;
  clock: Clock;
  /** Whether mails can be sent. */
  mail: boolean;
  resolve(row: OutboxRow, patience: Patience): Promise<Address | undefined>;
}

/** Before an invitation that could not be renewed is tried again. */
const REMIND_AGAIN_MS = 60_000;

/**
 * What becomes of a row for somebody who was invited and has not come in: it waits in the database, which survives a
 * restart and holds nothing up but what follows it in that conversation. They are reminded once, then given up.
 */
export function createAwaitJoin(tools: AwaitJoinTools) {
  return async (row: OutboxRow, { invitedTo }: NotJoined): Promise<DeliveryOutcome> => {
    const { step, mailbox } = await tools.unitOfWork.run((tx) => decide(tools, tx, row, invitedTo));
    switch (step.kind) {
      case 'give_up':
        return { kind: 'dead', code: NOT_JOINED };
      case 'needless':
        return { kind: 'sent' };
      case 'look_in':
        return later(row, step.ms);
      case 'remind':
        if (mailbox === undefined && !(await inviteAgain(tools, row))) return later(row, REMIND_AGAIN_MS);
        await tools.unitOfWork.run((tx) => remind(tx, row, invitedTo, mailbox));
        return later(row, 0);
    }
  };
}

function later(row: OutboxRow, afterMs: number): DeliveryOutcome {
  return { kind: 'retry', afterMs, code: NOT_JOINED, ambiguous: row.ambiguous, countsAsTry: false };
}

interface Decided {
  step: JoinStep | { kind: 'needless' };
  /** Where to remind them; they are invited again when there is none. */
  mailbox?: CourrielDestination | undefined;
}

async function decide(tools: AwaitJoinTools, tx: Transaction, row: OutboxRow, invitedTo: Address): Promise<Decided> {
  const asked = await askedBy(tx, row);
  if (asked !== undefined && !isStillAsked(asked)) return { step: { kind: 'needless' } };
  const now = tools.clock.now();
  const step = nextJoinStep(await tx.invitations.waitedFor(invitedTo, now.toISOString()), now.getTime());
  return { step, mailbox: step.kind === 'remind' && tools.mail ? await mailboxOf(tx, row) : undefined };
}

interface Asked {
  demande: Demande;
  card: PersonalCard;
}

/** The demande for which a member or a colleague is asked, when that is what waits. */
async function askedBy(tx: Transaction, { content }: OutboxRow): Promise<Asked | undefined> {
  if (content.op !== 'send_card' || content.card.kind === 'analyse') return undefined;
  const { card } = content;
  const demande = await tx.demandes.get(card.demandeId);
  return demande && { demande, card };
}

async function remind(
  tx: Transaction,
  row: OutboxRow,
  invitedTo: Address,
  mailbox: CourrielDestination | undefined,
): Promise<void> {
  // Another row for the same person may have done so meanwhile.
  if (!(await tx.invitations.remind(invitedTo))) return;
  const asked = await askedBy(tx, row);
  const rows: NewOutboxRow[] = mailbox ? [reminder(row, mailbox, invitedTo)] : [];
  if (asked !== undefined) {
    const { demande, card } = asked;
    const text = demandeTexts.avis.equipeInvitation(askedName(demande, card.membreId));
    rows.push(toTeam(demande, teamNotice(demande, text)));
  }
  await tx.outbox.enqueue(rows);
}

function reminder(
  { circonscription }: OutboxRow,
  destination: CourrielDestination,
  { channel }: Address,
): NewOutboxRow {
  const t = mailTexts.invitation;
  const canal = mailTexts.canaux[channel];
  const text = [t.bonjour, t.corps(canal), t.suite(canal), mailTexts.automatique].join('\n\n');
  const content = { op: 'mail' as const, mail: { subject: t.objet(canal), text } };
  return { ...(circonscription === undefined ? {} : { circonscription }), destination, content };
}

/** Declined, accepted elsewhere or ended meanwhile: they would be reminded of nothing. */
function isStillAsked({ demande, card: { kind, membreId } }: Asked): boolean {
  if (ENDED.includes(demande.etat)) return false;
  if (kind === 'echange') return askedOf(demande, membreId) !== undefined;
  return sollicitationOf(demande, membreId)?.etat === 'en_attente';
}

/** @returns whether the invitation was renewed */
async function inviteAgain(tools: AwaitJoinTools, row: OutboxRow): Promise<boolean> {
  try {
    await tools.resolve(row, 'invite_again');
    return true;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return error instanceof NotJoined;
  }
}
