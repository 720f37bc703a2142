import { formatPeriod } from '../../core/absence/period.ts';
import type { Regles } from '../../core/demande/attentes.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { cleAbsence, nextRappels, type Rappel } from '../../core/demande/echeances.ts';
import type { Notice } from '../../core/demande/notice.ts';
import { absenceNotice, rappelNotice } from '../../core/demande/rappel-notice.ts';
import { SYSTEME } from '../../core/demande/rights.ts';
import { addDays } from '../../core/form/calendar-day.ts';
import { parisDay, parisInstant } from '../../core/form/format-date.ts';
import { nextWorkingInstant } from '../../core/pole/school-calendar.ts';
import { applyCommand, noticeRows } from '../demande/apply-command.ts';
import type { Echeance } from '../ports/echeance-store.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { echeanceCle, reglesOf } from './plan-demande.ts';
import type { Settlement } from './runner.ts';

/** Sends a reminder that has come due, unless it has lost its object, its time is another, or nobody is at work now. */
export async function handleRappel(tx: Transaction, echeance: Echeance, now: string): Promise<Settlement> {
  const demande = await tx.demandes.lock(echeance.demandeId ?? '');
  if (demande === undefined) return { kind: 'void' };
  const regles = await reglesOf(tx, demande.circonscription);
  const rappel = nextRappels(demande, regles, parisDay(now)).find(
    (one) => echeanceCle(one, demande.id) === echeance.cle,
  );
  if (rappel === undefined) return { kind: 'void' };
  const due = nextWorkingInstant(regles.calendar, rappel.due > now ? rappel.due : now);
  if (due > now) return { kind: 'later', due };
  const sending: Sending = { tx, demande, rappel, now, echeance };
  const back = await waitingForReturn(sending, regles);
  if (back !== undefined) return { kind: 'later', due: back };
  await send(sending, rappelNotice(rappel, demande, await pilotes(tx, demande)), rappel);
  return { kind: 'done' };
}

interface Sending {
  tx: Transaction;
  demande: Demande;
  rappel: Rappel;
  now: string;
  echeance: Echeance;
}

/**
 * A member who is away gets no reminder: the équipe restreinte is told in their place, once an absence.
 * @returns when they are back
 */
async function waitingForReturn(sending: Sending, { calendar }: Regles): Promise<string | undefined> {
  const { tx, demande, rappel, now } = sending;
  const { attente } = rappel;
  if (attente.qui !== 'membre' || rappel.a !== 'membre') return undefined;
  const today = parisDay(now);
  const away = await tx.absences.during(demande.circonscription, { du: today, au: today });
  const absence = away.get(attente.membreId);
  if (absence === undefined) return undefined;
  const cle = cleAbsence(rappel, absence.au);
  if (demande.rappels[cle] === undefined) {
    await send(sending, absenceNotice(rappel, demande, formatPeriod(absence)), { cle, rang: 1, a: 'equipe' });
  }
  return nextWorkingInstant(calendar, parisInstant(addDays(absence.au, 1), calendar.heures.debut));
}

/** The reminder is part of the history of the demande, and leaves with it. */
async function send(
  { tx, demande, rappel: { attente }, now, echeance }: Sending,
  notice: Notice,
  { cle, rang, a }: Pick<Rappel, 'cle' | 'rang' | 'a'>,
): Promise<void> {
  const cause = { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: echeance.cle } as const;
  const about = attente.qui === 'membre' ? { membreId: attente.membreId } : {};
  const command = { type: 'rappeler', cle, etape: attente.etape, a, ...about, rang } as const;
  // Before the change plans what comes next: this one is behind it.
  await tx.echeances.done(echeance.cle, now);
  const out: NewOutboxRow[] = [];
  const applied = await applyCommand(tx, demande, command, { actor: SYSTEME, cause, now }, out);
  if (!applied.ok) throw new Error(`a reminder that is due was refused: ${applied.refusal.code}`);
  await tx.outbox.enqueue([...out, ...noticeRows(withVersion(notice, applied.demande), applied.demande)]);
}

/** Its buttons are of the demande as the reminder leaves it. */
function withVersion(notice: Notice, { version }: Demande): Notice {
  return {
    ...notice,
    buttons: notice.buttons.map((button) => ({ ...button, action: { ...button.action, version } })),
  };
}

async function pilotes({ directory }: Transaction, { circonscription }: Demande): Promise<string[]> {
  const membres = await directory.membres(circonscription);
  return membres.filter(({ roles }) => roles.includes('pilote')).map(({ id }) => id);
}
