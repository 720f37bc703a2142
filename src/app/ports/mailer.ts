import type { FileToSend } from './file.ts';

/** A plain mail. The subject is read on locked screens: nothing of a pupil, ever. */
export interface Mail {
  /** A bare e-mail address. */
  to: string;
  /** Another one, in copy. */
  cc?: string;
  subject: string;
  text: string;
  file?: FileToSend;
}

export interface Mailer {
  /**
   * Hands a mail to the SMTP server. It is delivered when `to` took it, whatever the one in copy did.
   * @param key the same on a retry of the same mail: it gives the Message-ID, by which mailboxes tell a double
   * @throws DeliveryError
   */
  send(mail: Mail, key: string): Promise<void>;
}
