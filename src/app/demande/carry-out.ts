import type { Demande } from '../../core/demande/demande.ts';
import { withoutLastAct } from '../../core/demande/last-act.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { GivenCommand } from './acts/act.ts';
import { type Applied, applyCommand, type By } from './apply-command.ts';
import { announceConvergences } from './formation/announce-convergence.ts';
import { joinFormation, onReponse, openFormation } from './formation/in-several.ts';
import { mergedInto } from './lock-demandes.ts';
import type { Work } from './work.ts';

/** Carries out a command on a demande, and in the demandes that it is joined to or gathered with. */
export async function carryOut(work: Work, given: GivenCommand): Promise<Applied> {
  const { tx, demande: locked, by, out } = work;
  switch (given.type) {
    case 'annuler_acte':
      return undo(tx, locked, by, out);
    case 'fusionner':
      return merge(tx, locked, given.dansId, by, out);
    case 'rouvrir': {
      const applied = await applyCommand(tx, locked, given, by, out);
      if (applied.ok) await detach(tx, locked, by, out);
      return applied;
    }
    case 'qualifier': {
      const applied = await applyCommand(tx, locked, given, by, out);
      if (applied.ok) out.push(...(await announceConvergences(tx, locked, applied.demande, by.now)));
      return applied;
    }
    case 'ouvrir_formation':
      return openFormation(work, given);
    case 'rejoindre_formation':
      return joinFormation(work, given.formation);
    case 'organiser_reponse':
    case 'realiser_reponse':
    case 'abandonner_reponse':
      return onReponse(work, given);
    default:
      return applyCommand(tx, locked, given, by, out);
  }
}

async function undo(tx: Transaction, demande: Demande, by: By, out: NewOutboxRow[]): Promise<Applied> {
  const taken = withoutLastAct(await tx.demandes.history(demande.id), demande);
  return applyCommand(tx, demande, { type: 'annuler_acte', ...taken }, by, out);
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
