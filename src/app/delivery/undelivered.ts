import type { Demande } from '../../core/demande/demande.ts';
import { type Notice, teamNotice } from '../../core/demande/effects.ts';
import { SYSTEME } from '../../core/demande/rights.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { demandeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { applyCommand } from '../demande/apply-command.ts';
import { isAnalyste } from '../demande/rights-of.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewOutboxRow, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';

/** A row that ended undelivered: the équipe restreinte is told, so that a person can do what the bot could not. */
export function createUndelivered(tools: { unitOfWork: UnitOfWork; clock: Clock }) {
  return async (row: OutboxRow, code: string): Promise<void> => {
    await tools.unitOfWork.run(async (tx) => {
      const demande = row.demandeId === undefined ? undefined : await tx.demandes.lock(row.demandeId);
      if (demande === undefined) return;
      await tx.outbox.enqueue(await consequences(tx, { row, code, demande, now: tools.clock.now().toISOString() }));
    });
  };
}

/** The channel says that the place is gone or closed to the bot. */
const PLACE_LOST = /^40[34]/;

interface Undelivered {
  row: OutboxRow;
  code: string;
  demande: Demande;
  now: string;
}

async function consequences(tx: Transaction, { row, code, demande, now }: Undelivered): Promise<NewOutboxRow[]> {
  const t = demandeTexts.avis;
  const { destination, content } = row;
  if (content.op === 'send_card' && content.card.kind === 'sollicitation') {
    const out: NewOutboxRow[] = [];
    const cause = { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: row.id } as const;
    const command = { type: 'signaler_injoignable', membreId: content.card.membreId } as const;
    await applyCommand(tx, demande, command, { actor: SYSTEME, cause, now }, out);
    return out;
  }
  if (destination.to === 'identite' && destination.identiteId === demande.demandeur.id && content.op === 'send') {
    return [toTeam(demande, teamNotice(demande, t.equipeNonRemis))];
  }
  if (destination.to === 'analyse' && content.op === 'send_card') {
    if (PLACE_LOST.test(code)) return channelLost(tx, demande, now);
    const { id: demandeId, version } = demande;
    const show = { title: t.afficherCarte, action: action('voir_base', { demandeId, version }) };
    return [toTeam(demande, { ...teamNotice(demande, t.equipeCarteDouteuse), buttons: [show] })];
  }
  return [];
}

/**
 * The analysis channel takes nothing any more (the bot was removed from it, the channel is gone): demandes would rot
 * unseen. Each member of the équipe restreinte is told in private, once a day; the cards are tried again by the sweep.
 */
async function channelLost(tx: Transaction, { circonscription }: Demande, now: string): Promise<NewOutboxRow[]> {
  const place = await tx.directory.analysisChannel(circonscription);
  const day = parisDay(now);
  const told = await tx.turns.open({
    channel: place?.address.channel ?? 'sandbox',
    conversationId: `canal perdu ${circonscription}`,
    actorExternalId: 'systeme',
    eventId: day,
  });
  if (told.repeated) return [];
  const team = (await tx.directory.membres(circonscription)).filter(isAnalyste);
  return team.map(({ id }) => ({
    circonscription,
    destination: { to: 'membre', circonscription, membreId: id },
    content: { op: 'send', message: { text: demandeTexts.avis.canalPerdu } },
  }));
}

function toTeam(demande: Demande, { title, paragraphs, buttons }: Notice): NewOutboxRow {
  const { circonscription } = demande;
  // Without the demande's id: a notice that cannot be posted either is logged, not told about in turn.
  return {
    circonscription,
    destination: { to: 'analyse', circonscription },
    content: { op: 'send', message: messageCard({ title, paragraphs, buttons }) },
  };
}
