import { DeliveryError } from '../../app/ports/channel.ts';
import type { ClientMessage, MessengerPersona } from '../../app/ports/messenger-persona.ts';
import { sandboxTexts } from '../../core/texts.fr.ts';
import { FrameRefused } from './frame-refused.ts';
import type { ActionFrame, MessengerMessage, Outcome, ReactionFrame, TextFrame } from './frames.ts';
import type { Hub } from './hub.ts';
import { messengerOf, type Persona } from './persona.ts';

const texts = sandboxTexts.serveur;

/** A persona that the page shows in the messenger it really writes from. */
export class Messenger {
  readonly persona: Persona;
  readonly conversation: string;
  readonly #client: MessengerPersona;

  constructor(persona: Persona, client: MessengerPersona, hub: Hub) {
    this.persona = { ...persona, messenger: 'tchap' };
    this.conversation = messengerOf(persona.id);
    this.#client = client;
    client.onMessage((message) => hub.broadcast({ type: 'message', message: this.#shown(message) }));
  }

  /** The last `limit` messages before `beforeSeq` (or of all), oldest first. */
  list(limit: number, beforeSeq = Number.POSITIVE_INFINITY): MessengerMessage[] {
    const older = this.#client.messages().filter(({ seq }) => seq < beforeSeq);
    return older.slice(-limit).map((message) => this.#shown(message));
  }

  get lastSeqs(): { [conversation: string]: number } {
    const last = this.#client.messages().at(-1);
    return last ? { [this.conversation]: last.seq } : {};
  }

  /** @throws FrameRefused */
  async take(frame: TextFrame | ActionFrame | ReactionFrame): Promise<Outcome> {
    try {
      if (frame.type === 'text') await this.#client.say(frame.id, frame.text);
      if (frame.type === 'reaction') await this.#client.react(frame.messageId, frame.key);
      return { kind: 'none' };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      throw new FrameRefused(error.failure === 'rejected' ? texts.tchapRefuse : texts.tchapAbsent);
    }
  }

  #shown({ fromBot, ...message }: ClientMessage): MessengerMessage {
    return { ...message, conversationId: this.conversation, author: fromBot ? 'bot' : this.persona.id };
  }
}
