import type { CardBinder } from '../../app/ports/card-binder.ts';
import type { Clock } from '../../app/ports/clock.ts';
import { type HandleInbound, type Inbound, type InboundPayload, IncidentError } from '../../app/ports/inbound.ts';
import type { Log } from '../../app/ports/log.ts';
import type { SandboxStore } from '../../app/ports/sandbox-store.ts';
import { readAction } from '../../core/read-action.ts';
import { sandboxTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { FrameRefused } from './frame-refused.ts';
import type { ActionFrame, Outcome, SituationFrame, TextFrame } from './frames.ts';
import type { Hub } from './hub.ts';
import { spokenToBot } from './mention.ts';
import type { Messenger } from './messenger.ts';
import { ANALYSE, addressOf, mayUse, type Persona, personalOf } from './persona.ts';

const texts = sandboxTexts.serveur;

export interface TurnParts {
  personas: Map<string, Persona>;
  /** Present when somebody can be played in Tchap. */
  messenger: Messenger | undefined;
  store: SandboxStore;
  binder: CardBinder;
  clock: Clock;
  hub: Hub;
  log: Log;
  handle: HandleInbound;
}

/** @throws FrameRefused when there is no such persona, or it has no access to the conversation */
export function speakerOf(parts: TurnParts, frame: { persona: string; conversation: string }): Persona {
  const persona = parts.personas.get(frame.persona);
  if (!persona) throw new FrameRefused(texts.personaInconnu);
  if (!mayUse(persona, frame.conversation)) throw new FrameRefused(texts.pasSaConversation);
  return persona;
}

export async function takeText(parts: TurnParts, frame: TextFrame): Promise<Outcome> {
  const persona = speakerOf(parts, frame);
  await refuseSilenced(parts, persona, frame.conversation);
  const kept = await parts.store.add({
    id: frame.id,
    conversationId: frame.conversation,
    author: persona.id,
    text: [frame.text, ...(frame.attachments.length ? [texts.photoJointe] : [])].filter(Boolean).join('\n'),
    createdAt: parts.clock.now().toISOString(),
  });
  if (kept.added) parts.hub.broadcast({ type: 'message', message: kept.message });
  const said = frame.conversation === ANALYSE ? spokenToBot(frame.text) : frame.text;
  if (said === undefined) return { kind: 'none' };
  const payload: InboundPayload = { kind: 'text', text: said, attachments: frame.attachments };
  return outcomeOf(parts, await deliver(parts, persona, frame.conversation, frame.id, payload));
}

export async function takeAction(parts: TurnParts, frame: ActionFrame): Promise<Outcome> {
  const persona = speakerOf(parts, frame);
  const action = readAction(frame.data);
  const { inputs: values, style, messageId: remoteId } = frame;
  const payload: InboundPayload = action
    ? { kind: 'action', action, values, style, remoteId }
    : { kind: 'unknown_action', style };
  const answer = await deliver(parts, persona, frame.conversation, frame.id, payload);
  // Such a client sends the click and shows nothing of what it is answered with.
  if (style === 'submit') return { kind: 'none' };
  const outcome = outcomeOf(parts, answer);
  if (outcome.kind === 'card') {
    await parts.store.keepView(frame.conversation, frame.messageId, persona.id, outcome.card);
  }
  return outcome;
}

/** Someone leaves the analysis channel or comes back; someone removes the bot or installs it again. */
export async function takeSituation(parts: TurnParts, frame: SituationFrame): Promise<Outcome> {
  const persona = parts.personas.get(frame.persona);
  if (!persona) throw new FrameRefused(texts.personaInconnu);
  if (persona.messenger) throw new FrameRefused(texts.pasSaConversation);
  if (frame.type === 'reachable') {
    await parts.store.setSituation(persona.id, { injoignable: !frame.reachable });
  } else {
    await moveInRoster(parts, persona, frame.present, frame.id);
  }
  parts.hub.broadcast({ type: 'situation', situation: await parts.store.situation() });
  return { kind: 'none' };
}

async function moveInRoster(parts: TurnParts, persona: Persona, present: boolean, eventId: string): Promise<void> {
  if (!mayUse(persona, ANALYSE)) throw new FrameRefused(texts.pasSaConversation);
  await parts.store.setSituation(persona.id, { absent: !present });
  if (!present) await parts.store.dropViews(ANALYSE, persona.id);
  const kind = present ? 'joined' : 'left';
  await deliver(parts, persona, ANALYSE, eventId, { kind, externalIds: [persona.id] });
}

/** The bot is met for the first time in a private conversation: it may introduce itself, once. */
export async function greet(parts: TurnParts, persona: Persona): Promise<void> {
  if ((await parts.store.situation()).injoignables.includes(persona.id)) return;
  await deliver(parts, persona, personalOf(persona.id), `ouverture:${persona.id}`, { kind: 'installed' });
}

async function refuseSilenced({ store }: TurnParts, persona: Persona, conversation: string): Promise<void> {
  const { absents, injoignables } = await store.situation();
  if (conversation === ANALYSE && absents.includes(persona.id)) throw new FrameRefused(texts.plusDansLeCanal);
  if (conversation !== ANALYSE && injoignables.includes(persona.id)) throw new FrameRefused(texts.sansBot);
}

async function deliver(
  { handle, log }: TurnParts,
  persona: Persona,
  conversationId: string,
  eventId: string,
  payload: InboundPayload,
): Promise<Answer> {
  const address = addressOf(conversationId);
  const actor = { externalId: persona.id, name: persona.nom };
  const inbound: Inbound = { channel: 'sandbox', eventId, actor, address, payload };
  try {
    return await handle(inbound);
  } catch (error) {
    if (error instanceof IncidentError) {
      return { kind: 'notice', text: texts.incidentReference.replace('{reference}', error.reference) };
    }
    log.error({ payload: payload.kind }, 'sandbox_turn_failed', error);
    return { kind: 'notice', text: texts.incident };
  }
}

function outcomeOf({ binder }: TurnParts, answer: Answer): Outcome {
  return answer.kind === 'card' ? { kind: 'card', card: binder.bind(answer.card) } : answer;
}
