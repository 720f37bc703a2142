import type { Demande } from '../../core/demande/demande.ts';
import type { PersonalCard } from '../../core/demande/living-card.ts';
import { askedName } from '../../core/demande/names.ts';
import { teamNotice } from '../../core/demande/notice.ts';
import { SYSTEME } from '../../core/demande/rights.ts';
import { parisDay } from '../../core/form/format-date.ts';
import type { FormContext } from '../../core/form/types.ts';
import { demandeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import { echangeMail, sollicitationMail } from '../../core/view/sollicitation-mail.ts';
import { applyCommand } from '../demande/apply-command.ts';
import { isAnalyste } from '../demande/rights-of.ts';
import { summaryOf } from '../demande/views.ts';
import type { Ecoles } from '../ecoles.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { CourrielDestination, NewOutboxRow, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';
import { toTeam } from './to-team.ts';
import { tellOnce, unheard } from './unheard.ts';

export interface UndeliveredTools {
  unitOfWork: UnitOfWork;
  clock: Clock;
  ecoles: Ecoles;
  channels: ReadonlyMap<string, Channel>;
  /** Whether mails can be sent. */
  mail: boolean;
}

/** A row that ended undelivered: the équipe restreinte is told, so that a person can do what the bot could not. */
export function createUndelivered(tools: UndeliveredTools) {
  return async (row: OutboxRow, code: string): Promise<void> => {
    await tools.unitOfWork.run(async (tx) => {
      const demande = row.demandeId === undefined ? undefined : await tx.demandes.lock(row.demandeId);
      if (demande === undefined) return;
      const now = tools.clock.now().toISOString();
      await tx.outbox.enqueue(await consequences(tools, tx, { row, code, demande, now }));
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

async function consequences(
  tools: UndeliveredTools,
  tx: Transaction,
  { row, code, demande, now }: Undelivered,
): Promise<NewOutboxRow[]> {
  const t = demandeTexts.avis;
  const { destination, content } = row;
  if (content.op === 'send_card' && content.card.kind !== 'analyse') {
    return unreachable(tools, tx, row.id, demande, content.card);
  }
  if (content.op === 'send' && (destination.to === 'identite' || destination.to === 'membre')) {
    return unheard(tools, tx, { row, code, demande, message: content.message });
  }
  if (destination.to === 'courriel') return unmailed(tx, demande, destination);
  if (destination.to === 'analyse' && content.op === 'send_card') {
    if (PLACE_LOST.test(code)) return channelLost(tx, demande, now);
    const { id: demandeId, version } = demande;
    const show = { title: t.afficherCarte, action: action('voir_base', { demandeId, version }) };
    return [toTeam(demande, { ...teamNotice(demande, t.equipeCarteDouteuse), buttons: [show] })];
  }
  return [];
}

async function unmailed(tx: Transaction, demande: Demande, mailbox: CourrielDestination): Promise<NewOutboxRow[]> {
  const t = demandeTexts.avis;
  if ('officielle' in mailbox) return [toTeam(demande, teamNotice(demande, t.equipeOfficielNonRemis))];
  if ('email' in mailbox) return tellOnce(tx, demande, mailbox);
  const nom = askedName(demande, mailbox.membreId);
  return [toTeam(demande, teamNotice(demande, t.equipeCourrielNonRemis(nom)))];
}

/** The team is told once, and who is asked is written to by mail where that is possible. */
async function unreachable(
  tools: UndeliveredTools,
  tx: Transaction,
  rowId: string,
  demande: Demande,
  { kind, membreId }: PersonalCard,
): Promise<NewOutboxRow[]> {
  const out: NewOutboxRow[] = [];
  const now = tools.clock.now().toISOString();
  const cause = { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: rowId } as const;
  const echange = kind === 'echange';
  const command = { type: 'signaler_injoignable', membreId, courriel: tools.mail, echange } as const;
  const applied = await applyCommand(tx, demande, command, { actor: SYSTEME, cause, now }, out);
  if (!tools.mail || !applied.ok || applied.demande.version === demande.version) return out;
  const { circonscription, id: demandeId } = demande;
  const asked = { nom: askedName(demande, membreId), canaux: [...tools.channels.values()].map(({ id }) => id) };
  const mail = echange
    ? echangeMail(demande, asked)
    : sollicitationMail({ ...asked, ...summaryOf(demande, await emptyContext(tools, tx, now)) });
  const destination = { to: 'courriel', circonscription, membreId } as const;
  return [...out, { circonscription, demandeId, destination, content: { op: 'mail', mail } }];
}

async function emptyContext(tools: UndeliveredTools, tx: Transaction, now: string): Promise<FormContext> {
  const ecoles = await tools.ecoles.forTenant(tx.directory, undefined);
  return { today: parisDay(now), authorName: '', ecoles, options: {} };
}

/**
 * The analysis channel takes nothing any more (the bot was removed from it, the channel is gone): demandes would rot
 * unseen. Each member of the équipe restreinte is told in private, once a day; the cards are tried again by the sweep.
 */
async function channelLost(
  tx: Transaction,
  { circonscription, id: demandeId }: Demande,
  now: string,
): Promise<NewOutboxRow[]> {
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
    // About the demande that could not be shown: so it goes by mail to whoever is out of reach.
    demandeId,
    destination: { to: 'membre', circonscription, membreId: id },
    content: { op: 'send', message: { text: demandeTexts.avis.canalPerdu, unprompted: true } },
  }));
}
