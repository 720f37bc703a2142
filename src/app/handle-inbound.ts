import type { Action, ActionName } from '../core/action.ts';
import { parisDay } from '../core/form/format-date.ts';
import { dialogueTexts } from '../core/texts.fr.ts';
import type { Answer } from '../core/view/message.ts';
import { channelText } from './channel-turn.ts';
import { demandeAction } from './demande/demande-action.ts';
import { refused } from './demande/refused.ts';
import { RosterStale } from './demande/rights-of.ts';
import { welcome } from './dialogue/begin.ts';
import { correct } from './dialogue/correction.ts';
import { dialogueAction } from './dialogue/dialogue-action.ts';
import { personalText } from './dialogue/personal-text.ts';
import type { Ecoles } from './ecoles.ts';
import type { Identifier } from './identify.ts';
import { withAccountLink } from './link-account.ts';
import { type Channel, DeliveryError } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Identite } from './ports/directory-store.ts';
import type { Ids } from './ports/ids.ts';
import { type HandleInbound, type Inbound, IncidentError } from './ports/inbound.ts';
import type { Log } from './ports/log.ts';
import type { EventKey } from './ports/turn-store.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { enteredPrivately, leftConversation } from './private-conversation.ts';
import { checkRoster } from './roster-check.ts';
import { createTurn, PrivateNeeded, type RosterAsked, say, type Turn } from './turn.ts';

export interface InboundTools {
  unitOfWork: UnitOfWork;
  channels: ReadonlyMap<string, Channel>;
  identifier: Identifier;
  ecoles: Ecoles;
  mail: boolean;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Counts a bug met by an event. */
  onIncident(channel: string): void;
}

/** The journey of a message: who it is, then one transaction that takes it once, decides and writes what leaves. */
export function createHandleInbound(tools: InboundTools): HandleInbound {
  return async (inbound) => {
    try {
      return await handle(tools, inbound);
    } catch (error) {
      return incident(tools, inbound, error);
    }
  };
}

async function handle(tools: InboundTools, inbound: Inbound): Promise<Answer> {
  const { payload, address } = inbound;
  if (payload.kind === 'left' || payload.kind === 'joined') await rosterChange(tools, inbound);
  if (payload.kind === 'left' || (payload.kind === 'joined' && address.kind !== 'personal')) return { kind: 'none' };
  const identite = await tools.identifier.identify(inbound);
  return prepared(tools, inbound, { identite, roster: 'not yet' }, MOST_PREPARATIONS);
}

interface Known {
  identite: Identite;
  roster: RosterAsked;
}

/** A turn may need one roster answer and one private conversation, which are network calls: made between two tries. */
const MOST_PREPARATIONS = 2;

async function prepared(tools: InboundTools, inbound: Inbound, known: Known, left: number): Promise<Answer> {
  try {
    return await take(tools, inbound, known);
  } catch (error) {
    if (left === 0) throw error;
    if (error instanceof RosterStale) {
      const asked = error.circonscriptions.map((code) => checkRoster(tools, known.identite, code));
      const answered = (await Promise.all(asked)).every(Boolean);
      return prepared(tools, inbound, { ...known, roster: answered ? 'answered' : 'no answer' }, left - 1);
    }
    if (error instanceof PrivateNeeded) {
      const identite = await openPrivate(tools, inbound, known.identite);
      if (identite === undefined) return sayInPlace(tools, inbound, dialogueTexts.ecrivezEnPrive);
      return prepared(tools, inbound, { ...known, identite }, left - 1);
    }
    throw error;
  }
}

async function take(tools: InboundTools, inbound: Inbound, { identite, roster }: Known): Promise<Answer> {
  const key = keyOf(tools, inbound);
  let afterCommit: Turn['afterCommit'] = [];
  const answered = await tools.unitOfWork.run(async (tx) => {
    const opened = await tx.turns.open(key);
    if (opened.repeated) return opened.answer;
    const turn = createTurn({ inbound, key, identite, tx, tools, roster, saisie: opened.activeSaisie });
    const answer = await route(turn);
    await tx.outbox.enqueue(turn.out);
    if (answer.kind !== 'none') await tx.turns.keepAnswer(key, answer);
    afterCommit = turn.afterCommit;
    return answer;
  });
  for (const work of afterCommit) work();
  return answered;
}

/** @returns undefined when the person cannot be written to in private */
async function openPrivate(tools: InboundTools, inbound: Inbound, identite: Identite): Promise<Identite | undefined> {
  const channel = tools.channels.get(inbound.channel);
  try {
    const personal = await channel?.openPersonal({ externalId: identite.externalId }, inbound.address);
    if (personal === undefined) return undefined;
    const { id: _id, ...known } = identite;
    tools.identifier.forget(identite);
    return await tools.unitOfWork.run((tx) => tx.directory.saveIdentite({ ...known, personal }));
  } catch (error) {
    if (error instanceof DeliveryError) return undefined;
    throw error;
  }
}

/** Takes the event and answers it with one sentence where it came from. */
async function sayInPlace(tools: InboundTools, inbound: Inbound, text: string): Promise<Answer> {
  return tools.unitOfWork.run(async (tx) => {
    const opened = await tx.turns.open(keyOf(tools, inbound));
    if (!opened.repeated) {
      const destination = { to: 'conversation' as const, address: inbound.address };
      await tx.outbox.enqueue([{ destination, content: { op: 'send', message: { text } } }]);
    }
    return { kind: 'none' };
  });
}

/** Teams tells an installation twice, under two ids: it is one event a day and conversation. */
function keyOf(tools: Pick<InboundTools, 'clock'>, { channel, address, actor, eventId, payload }: Inbound): EventKey {
  const id = payload.kind === 'installed' ? `installed ${parisDay(tools.clock.now().toISOString())}` : eventId;
  return { channel, conversationId: address.conversationId, actorExternalId: actor.externalId, eventId: id };
}

async function route(turn: Turn): Promise<Answer> {
  const { payload, address } = turn.inbound;
  switch (payload.kind) {
    case 'text':
      if (address.kind === 'personal') {
        return withAccountLink(turn, payload.text, () => personalText(turn, payload.text, payload.attachments));
      }
      if (address.kind === 'channel') await channelText(turn, payload.text);
      else say(turn, { text: dialogueTexts.groupe });
      return { kind: 'none' };
    case 'action':
      return routeAction(turn, payload.action, payload.values);
    case 'correction':
      return correct(turn, payload);
    case 'unknown_action':
      return refused(turn, undefined, UNKNOWN, { code: 'action_inconnue' });
    case 'aside':
      return { kind: 'notice', text: payload.text };
    case 'installed':
      if (address.kind === 'personal') return welcome(turn);
      if (address.kind === 'channel') say(turn, { text: dialogueTexts.aideCanal });
      return { kind: 'none' };
    case 'joined':
      return enteredPrivately(turn);
    default:
      return { kind: 'none' };
  }
}

const UNKNOWN: Action = { v: 1, action: 'aide' };

const DIALOGUE: ReadonlySet<ActionName> = new Set([
  'aide',
  'nouvelle_demande',
  'reprendre',
  'repondre',
  'retour',
  'passer',
  'passer_optionnel',
  'continuer',
  'remplir_carte',
  'remplir_pas_a_pas',
  'valider_carte',
  'corriger',
  'ou_en_suis_je',
  'recommencer',
  'annuler',
  'envoyer',
  'mes_demandes',
  'mes_dossiers',
  'chercher',
]);

async function routeAction(turn: Turn, action: Action, values: { [inputId: string]: string }): Promise<Answer> {
  if (!DIALOGUE.has(action.action)) return demandeAction(turn, action, values);
  // A dialogue is between one person and the bot: its buttons mean nothing where others read.
  if (turn.inbound.address.kind !== 'personal') {
    return refused(turn, undefined, action, { code: 'hors_conversation' });
  }
  return dialogueAction(turn, action, values);
}

/** Someone left or joined a place: their rights there end, or are asked anew, at once. */
async function rosterChange(tools: InboundTools, inbound: Inbound): Promise<void> {
  const { payload, channel, address } = inbound;
  if (payload.kind !== 'left' && payload.kind !== 'joined') return;
  const seenAt = tools.clock.now().toISOString();
  await tools.unitOfWork.run(async (tx) => {
    const { directory } = tx;
    for (const externalId of payload.externalIds) {
      // Leaving a team is told in its first channel only: whatever is known of its other channels is asked anew.
      await directory.forgetRosterEntries(channel, externalId);
      await directory.saveRosterEntry(channel, address.conversationId, externalId, payload.kind === 'joined', seenAt);
      if (payload.kind === 'left') await leftConversation(tx, address, externalId);
    }
  });
  for (const externalId of payload.externalIds) tools.identifier.forget({ channel, externalId });
}

/**
 * A bug: caught here alone. The event is taken and the person told, with a reference, in a transaction of its own;
 * when even that fails (the database is down) the channel delivers the event again later.
 */
async function incident(tools: InboundTools, inbound: Inbound, error: unknown): Promise<Answer> {
  const reference = tools.ids.reference();
  tools.onIncident(inbound.channel);
  tools.log.error({ reference, channel: inbound.channel, kind: inbound.payload.kind }, 'incident', error);
  const text = dialogueTexts.incident(reference);
  if (inbound.payload.kind === 'action' && inbound.payload.style === 'execute') return { kind: 'notice', text };
  try {
    return await sayInPlace(tools, inbound, text);
  } catch {
    throw new IncidentError(reference);
  }
}
