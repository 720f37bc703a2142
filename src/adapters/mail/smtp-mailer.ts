import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import { createTransport } from 'nodemailer';
import { DeliveryError } from '../../app/ports/channel.ts';
import type { Mail, Mailer } from '../../app/ports/mailer.ts';
import { deliveryFailure } from './delivery-failure.ts';

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them, and nodemailer's parameters after `?`. */
  smtpUrl: string;
  from: { name: string; address: string };
}

/** All of it within the lease of an outbox row. */
const LONGEST_MS = 40_000;
const CONNECTION_MS = 10_000;
const SILENCE_MS = 20_000;
/** What could name a second recipient. */
const NOT_ONE_ADDRESS = /[\s<>,;:"()]/;

/** One connection for each mail: they are few, and nothing is left open between two. */
export function createSmtpMailer({ smtpUrl, from }: MailSettings): Mailer {
  const options = {
    url: smtpUrl,
    requireTLS: needsTls(new URL(smtpUrl)),
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: CONNECTION_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const domain = domainToASCII(from.address.slice(from.address.lastIndexOf('@') + 1));

  return {
    async send(mail, key) {
      if (recipientsOf(mail).some((address) => NOT_ONE_ADDRESS.test(address))) {
        throw new DeliveryError('rejected', 'bad_address');
      }
      let handedOver = false;
      const transport = createTransport(options);
      transport.use('stream', ({ message }, done) => {
        message.processFunc((bytes) =>
          Readable.from(
            whole(bytes, () => {
              handedOver = true;
            }),
          ),
        );
        done();
      });
      try {
        const messageId = `<pole-ressources.${key}@${domain}>`;
        const sent = await transport.sendMail({
          ...contentOf(mail, from),
          messageId,
          signal: AbortSignal.timeout(LONGEST_MS),
        });
        requireTaken(sent, mail);
      } catch (error) {
        throw error instanceof DeliveryError ? error : deliveryFailure(error, handedOver);
      } finally {
        transport.close();
      }
    },
  };
}

const recipientsOf = ({ to, cc }: Mail): string[] => (cc === undefined ? [to] : [to, cc]);

/** A server that takes a mail for one of its recipients alone answers as if all were well. @throws DeliveryError */
function requireTaken({ rejectedErrors = [] }: { rejectedErrors?: { recipient?: string }[] }, { to }: Mail): void {
  const refusal = rejectedErrors.find(({ recipient }) => recipient === to);
  if (refusal !== undefined) throw deliveryFailure(refusal, false);
}

function contentOf(mail: Mail, from: MailSettings['from']) {
  const { to, cc, subject, text, file } = mail;
  return {
    from,
    to: { name: '', address: to },
    ...(cc === undefined ? {} : { cc: { name: '', address: cc } }),
    envelope: { from: from.address, to: recipientsOf(mail) },
    subject,
    text,
    ...(file && {
      attachments: [{ filename: file.name, contentType: file.type, content: Buffer.from(file.bytes) }],
    }),
    // No answering machine, and no other robot, answers a robot (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** A password never leaves in clear, unless the operator says so in the address. */
function needsTls({ protocol, password, hostname, searchParams }: URL): boolean {
  const asked = searchParams.get('requireTLS');
  if (asked !== null) return asked === 'true';
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'smtp:' && password !== '' && !here;
}

/** The bytes as they are, read once the server has asked for them; tells when the last one has gone. */
async function* whole(bytes: AsyncIterable<Uint8Array>, onGone: () => void): AsyncGenerator<Uint8Array> {
  yield* bytes;
  onGone();
}
