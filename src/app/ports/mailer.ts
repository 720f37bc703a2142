/** A plain mail to one person. The subject is read on locked screens: nothing of a pupil, ever. */
export interface Mail {
  /** A bare e-mail address. */
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /**
   * Hands a mail to the SMTP server.
   * @param key the same on a retry of the same mail: it gives the Message-ID, by which mailboxes tell a double
   * @throws DeliveryError
   */
  send(mail: Mail, key: string): Promise<void>;
}
