import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import { fold } from '../../core/demande/evolve.ts';
import type { Actor } from '../../core/demande/rights.ts';
import type { Cause } from '../ports/demande-store.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { GivenCommand } from './acts/act.ts';
import { type Applied, applyCommand } from './apply-command.ts';
import { mergedInto } from './lock-demandes.ts';

interface By {
  actor: Actor;
  cause: Cause;
  now: string;
  mail?: boolean;
}

/** Carries out a command on a demande locked by `lockDemandes`, and in the demandes that it is joined to. */
export async function carryOut(
  tx: Transaction,
  locked: Demande,
  given: GivenCommand,
  by: By,
  out: NewOutboxRow[],
): Promise<Applied> {
  switch (given.type) {
    case 'annuler_acte':
      return applyCommand(tx, locked, { type: given.type, ...(await lastAct(tx, locked)) }, by, out);
    case 'fusionner':
      return merge(tx, locked, given.dansId, by, out);
    case 'rouvrir': {
      const applied = await applyCommand(tx, locked, given, by, out);
      if (applied.ok) await detach(tx, locked, by, out);
      return applied;
    }
    default:
      return applyCommand(tx, locked, given, by, out);
  }
}

async function lastAct(tx: Transaction, demande: Demande): Promise<{ avant: Demande; annules: DemandeEvent[] }> {
  const at = demande.dernierActe?.avant ?? demande.version;
  const history = await tx.demandes.history(demande.id);
  return { avant: fold(history.slice(0, at)) ?? demande, annules: history.slice(at) };
}

/** One ends and the other takes its demandeur in, or nothing happens. */
async function merge(tx: Transaction, demande: Demande, dansId: string, by: By, out: NewOutboxRow[]): Promise<Applied> {
  const dans = await tx.demandes.lock(dansId);
  if (dans === undefined) return { ok: false, refusal: { code: 'introuvable' }, demande };
  const ended = await applyCommand(tx, demande, { type: 'fusionner', dans }, by, out);
  if (ended.ok) await alsoApplied(applyCommand(tx, dans, { type: 'absorber', demande }, by, out));
  return ended;
}

/** What went on in others, and is reopened, is its own again. */
async function detach(tx: Transaction, demande: Demande, by: By, out: NewOutboxRow[]): Promise<void> {
  for (const other of await mergedInto(tx, demande)) {
    await alsoApplied(applyCommand(tx, other, { type: 'detacher', demande }, by, out));
  }
}

async function alsoApplied(applying: Promise<Applied>): Promise<void> {
  const applied = await applying;
  // Both were decided on under lock: a refusal of the second takes the first back with the transaction.
  if (!applied.ok) throw new Error(`half of a joining was refused: ${applied.refusal.code}`);
}
