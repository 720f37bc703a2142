/** Turns what a link stands for into the token that the link carries. */
export interface LinkToken {
  /** Unreadable without the server's key, and safe in a URL. */
  seal(text: string): string;
  /** @returns undefined for a token that this server did not make */
  open(token: string): string | undefined;
}
