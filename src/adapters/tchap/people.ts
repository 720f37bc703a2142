/** What the directory knows of Tchap accounts. Each answer is of this moment. */
export interface TchapPeople {
  /** The e-mails that belong to an account for sure, in lower case; none when the directory does not know it. */
  emailsOf(userId: string): Promise<string[]>;
  /** The accounts of the owner of an e-mail, the likeliest first. */
  userIdsOf(email: string): Promise<string[]>;
  /** Whether they may bring the bot into a room. */
  mayInvite(userId: string): Promise<boolean>;
}

export interface Gate {
  /** Whether this person may use the bot at all. */
  admits(userId: string): boolean;
}

/** Guests of a homeserver have numbers for names. */
const GUEST = /^@\d+:/;

export function createGate(allowedHomeservers: string[]): Gate {
  const allowed = new Set(allowedHomeservers.map((server) => server.toLowerCase()));
  return {
    admits(userId) {
      const server = userId.slice(userId.indexOf(':') + 1).toLowerCase();
      return allowed.has(server) && !GUEST.test(userId);
    },
  };
}
