import type { Database } from '../../src/adapters/db/database.ts';
import { applyCommand } from '../../src/app/demande/apply-command.ts';
import { handleRappel } from '../../src/app/echeances/handle-rappel.ts';
import { handleRentree } from '../../src/app/echeances/handle-rentree.ts';
import { handleWeek } from '../../src/app/echeances/handle-week.ts';
import { planDemande } from '../../src/app/echeances/plan-demande.ts';
import { createEcheanceRunner } from '../../src/app/echeances/runner.ts';
import type { Identite } from '../../src/app/ports/directory-store.ts';
import type { Destination, NewOutboxRow } from '../../src/app/ports/outbox-store.ts';
import type { Command } from '../../src/core/demande/decide.ts';
import type { Actor } from '../../src/core/demande/rights.ts';
import { CAUSE, sentDemande } from './pole.ts';
import { silentLog } from './test-keys.ts';

/** What left, to whom, in the words that a person reads. */
export interface Left {
  to: string;
  text: string;
}

/** Demandes that people act on at given times, while the runners of several processes look at what is due. */
export class EcheancePlay {
  readonly databases: Database[];
  #now = '';

  constructor(...databases: Database[]) {
    this.databases = databases;
  }

  get db(): Database {
    return this.databases[0]!;
  }

  /** Sends a demande, as the dialogue does. */
  async send(demandeur: Identite, id: string, at: string): Promise<void> {
    const { demande, events } = sentDemande(demandeur, id, { at });
    await this.db.unitOfWork.run(async (tx) => {
      await tx.demandes.insert(demande, events, CAUSE);
      await planDemande(tx, demande, at);
    });
  }

  async act(id: string, command: Command, actor: Actor, now: string): Promise<void> {
    await this.db.unitOfWork.run(async (tx) => {
      const demande = (await tx.demandes.lock(id))!;
      const out: NewOutboxRow[] = [];
      const applied = await applyCommand(tx, demande, command, { actor, cause: CAUSE, now }, out);
      if (!applied.ok) throw new Error(applied.refusal.code);
    });
  }

  /** Every process looks, at that time of the product's clock. @returns what left */
  async at(now: string): Promise<Left[]> {
    this.#now = now;
    await Promise.all([...this.databases, ...this.databases].map((database) => this.runner(database).drain()));
    return this.left();
  }

  runner({ unitOfWork }: Database) {
    const handlers = { rappel: handleRappel, semaine: handleWeek, rentree: handleRentree };
    return createEcheanceRunner({ unitOfWork, handlers, clock: { now: () => new Date(this.#now) }, log: silentLog });
  }

  /** Messages, oldest first; cards that are redrawn in place are none. */
  async left(): Promise<Left[]> {
    const left: Left[] = [];
    for (;;) {
      const rows = await this.db.outboxQueue.claim(50);
      if (rows.length === 0) return left;
      for (const { id, destination, content } of rows) {
        await this.db.outboxQueue.settle(id, { kind: 'sent' });
        if (content.op === 'send') left.push({ to: named(destination), text: JSON.stringify(content.message) });
      }
    }
  }

  async history(id: string): Promise<string[]> {
    const events = await this.db.unitOfWork.run((tx) => tx.demandes.history(id));
    return events.flatMap((e) => (e.type === 'rappel_envoye' ? [`${e.etape} ${e.a} ${e.rang}`] : []));
  }
}

function named(destination: Destination): string {
  return destination.to === 'membre' ? destination.membreId : destination.to;
}
