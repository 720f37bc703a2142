import type { WebSocket } from 'ws';
import { sandboxTexts } from '../../core/texts.fr.ts';
import { FrameRefused } from './frame-refused.ts';
import { type ClientFrame, MAX_FRAME, type Outcome, readFrame, type ShowFrame } from './frames.ts';
import { sendFrame } from './hub.ts';
import { createLanes } from './in-order.ts';
import { ownerOf } from './persona.ts';
import { greet, speakerOf, type TurnParts, takeAction, takeSituation, takeText } from './turn.ts';

const texts = sandboxTexts.serveur;
const HISTORY = 100;

/** Speaks with one open page. What one persona does in one conversation is done in order; the rest goes side by side. */
export async function serveSocket(parts: TurnParts, socket: WebSocket, poleNom: string): Promise<void> {
  const inLane = createLanes();
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    if (data.length > MAX_FRAME) return sendFrame(socket, { type: 'error', text: texts.trameTropGrande });
    const read = readFrame(data.toString('utf8'));
    const { frame } = read;
    if (!frame) return sendFrame(socket, { type: 'error', id: read.id, text: texts.trameIllisible });
    void inLane(laneOf(frame), () => answer(parts, socket, frame));
  });
  const { personas, messenger, store, hub } = parts;
  const [situation, kept] = await Promise.all([store.situation(), store.lastSeqs()]);
  const lastSeqs = { ...kept, ...messenger?.lastSeqs };
  hub.add(socket);
  sendFrame(socket, { type: 'hello', poleNom, personas: [...personas.values()], situation, lastSeqs });
}

function laneOf(frame: ClientFrame): string {
  return 'conversation' in frame && frame.type !== 'show' ? `${frame.conversation} ${frame.persona}` : frame.type;
}

async function answer(parts: TurnParts, socket: WebSocket, frame: ClientFrame): Promise<void> {
  const id = 'id' in frame ? frame.id : undefined;
  try {
    if (frame.type === 'show') await show(parts, socket, frame);
    else sendFrame(socket, { type: 'ack', id: frame.id, outcome: await outcome(parts, frame) });
  } catch (error) {
    const refused = error instanceof FrameRefused;
    if (!refused) parts.log.error({ frame: frame.type }, 'sandbox_frame_failed', error);
    sendFrame(socket, { type: 'error', id, text: refused ? error.message : texts.incident });
  }
}

async function outcome(parts: TurnParts, frame: Exclude<ClientFrame, ShowFrame>): Promise<Outcome> {
  if (frame.type === 'roster' || frame.type === 'reachable') return takeSituation(parts, frame);
  const { messenger } = parts;
  if (speakerOf(parts, frame).messenger) return messenger!.take(frame);
  if (frame.type === 'text') return takeText(parts, frame);
  if (frame.type === 'action') return takeAction(parts, frame);
  throw new FrameRefused(texts.trameIllisible);
}

async function show(parts: TurnParts, socket: WebSocket, frame: ShowFrame): Promise<void> {
  const persona = speakerOf(parts, frame);
  const { conversation, before } = frame;
  const messages = persona.messenger
    ? parts.messenger!.list(HISTORY + 1, before)
    : await parts.store.list(conversation, persona.id, HISTORY + 1, before);
  const more = messages.length > HISTORY;
  sendFrame(socket, {
    type: 'history',
    conversation,
    persona: persona.id,
    messages: more ? messages.slice(1) : messages,
    more,
    before,
  });
  if (messages.length === 0 && before === undefined && ownerOf(conversation)) await greet(parts, persona);
}
