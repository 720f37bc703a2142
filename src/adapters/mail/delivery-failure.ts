import { DeliveryError } from '../../app/ports/channel.ts';

/** What nodemailer tells of a failure; its texts may hold the address, so they are never kept. */
interface SmtpFailure {
  code?: string;
  /** Of the system or of TLS, where nodemailer put its own over it. */
  originalCode?: string;
  responseCode?: number;
  command?: string;
}

/** @param handedOver the server has the whole mail, and did not answer: it may have taken it */
export function deliveryFailure(error: unknown, handedOver: boolean): DeliveryError {
  const { code = 'ESMTP', originalCode = code, responseCode, command } = error as SmtpFailure;
  const told = [responseCode, originalCode, command].filter((part) => part !== undefined).join(' ');
  if (responseCode !== undefined) return new DeliveryError(failureOf(responseCode, command ?? ''), told);
  // Without an answer these two are nodemailer's own: it never tried.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new DeliveryError('rejected', told);
  return new DeliveryError(handedOver ? 'ambiguous' : 'transient', told);
}

/** Only a clear « no » to the mailbox or to the mail is final: a server that refuses us may be set right. */
function failureOf(responseCode: number, command: string): DeliveryError['failure'] {
  if (responseCode < 500) return 'transient';
  if (command === 'RCPT TO') return 'unreachable';
  return command === 'DATA' || command === 'MAIL FROM' ? 'rejected' : 'transient';
}
