/** A message as the client of somebody who talks with the bot shows it. */
export interface ClientMessage {
  id: string;
  /** Grows along the conversation; of the order of the milliseconds since 1970. */
  seq: number;
  fromBot: boolean;
  /** Of the newest version; empty when the message was removed. */
  text: string;
  /** The same with its layout, as it came: whoever shows it keeps no more of it than they know to be harmless. */
  html?: string;
  /** ISO 8601. */
  createdAt: string;
  updatedAt?: string;
  erased: boolean;
  /** What the bot offers to answer with in one gesture, in its order. */
  reactions: { key: string; mine: boolean }[];
}

/** Somebody of the sandbox who talks with the bot in a real messenger, through a client of their own. */
export interface MessengerPersona {
  /** Oldest first. */
  messages(): ClientMessage[];
  /**
   * Resolves when the message is in the conversation.
   * @param id the same when it is said again, which then says nothing twice
   * @throws DeliveryError
   */
  say(id: string, text: string): Promise<void>;
  /** @throws DeliveryError */
  react(messageId: string, key: string): Promise<void>;
  /** Calls `listener` with each message that is new or has changed, from now on. */
  onMessage(listener: (message: ClientMessage) => void): void;
}
