import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** As it came over the wire. */
  raw: string;
  /** By name in lower case, unfolded, encoded words decoded. */
  headers: Map<string, string>;
  /** Decoded. */
  text: string;
  files: ReceivedFile[];
  secure: boolean;
  user: string | undefined;
}

export interface ReceivedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

export interface TestSmtp {
  /** `smtp://127.0.0.1:PORT`, or smtps. */
  url: string;
  port: number;
  /** In the order in which they came. */
  mails: ReceivedMail[];
  /** Connections so far. */
  connections(): number;
  /** What each step answers from now on; undefined lets it pass. Each is called for every mail. */
  refuse: { mail?: Refuse; rcpt?: Refuse; data?: Refuse };
  /** Takes each mail whole, then breaks the connection without an answer. */
  vanishAfterData: boolean;
  stop(): Promise<void>;
}

type Refuse = (address: string) => number | undefined;

interface SmtpGiven {
  /** TLS from the first byte. */
  secure?: boolean;
  /** Offers STARTTLS. */
  startTls?: boolean;
  auth?: { user: string; pass: string };
}

/** A real SMTP server on loopback, with a certificate of its own making. */
export async function startSmtp(given: SmtpGiven = {}): Promise<TestSmtp> {
  const { secure = false, startTls = false, auth } = given;
  let connections = 0;
  const smtp: Playing = {
    mails: [],
    connections: () => connections,
    refuse: {},
    vanishAfterData: false,
  };
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    secure,
    closeTimeout: 200,
    disabledCommands: [...(startTls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
    authOptional: auth === undefined,
    allowInsecureAuth: true,
    logger: false,
    onConnect(_session, done) {
      connections++;
      done();
    },
    ...handlers(smtp, auth, () => {
      for (const socket of sockets) socket.destroy();
    }),
  });
  server.on('error', () => {});
  server.server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(smtp, {
    port,
    url: `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  });
}

type Playing = Omit<TestSmtp, 'url' | 'port' | 'stop'>;

function handlers(smtp: Playing, auth: SmtpGiven['auth'], vanish: () => void): SMTPServerOptions {
  return {
    onAuth({ username, password }, _session, done) {
      if (username === auth?.user && password === auth?.pass) done(null, { user: username });
      else done(answer(535));
    },
    onMailFrom: ({ address }, _session, done) => done(answer(smtp.refuse.mail?.(address))),
    onRcptTo: ({ address }, _session, done) => done(answer(smtp.refuse.rcpt?.(address))),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const refusal = answer(smtp.refuse.data?.(to[0] ?? ''));
        if (refusal) return done(refusal);
        const from = session.envelope.mailFrom === false ? '' : (session.envelope.mailFrom?.address ?? '');
        const user = typeof session.user === 'string' ? session.user : undefined;
        smtp.mails.push({ ...parsed(Buffer.concat(chunks)), from, to, secure: session.secure === true, user });
        if (smtp.vanishAfterData) vanish();
        else done();
      });
    },
  };
}

function answer(code: number | undefined): Error | null {
  return code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code });
}

/** Enough of MIME for a plain mail, alone or with files. */
function parsed(bytes: Buffer): Pick<ReceivedMail, 'raw' | 'headers' | 'text' | 'files'> {
  const raw = bytes.toString('latin1');
  const { headers, body } = partOf(raw);
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return { raw, headers, text: textOf(body), files: [] };
  const [text, ...files] = body
    .toString('latin1')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => partOf(part.replace(/^\r\n|\r\n$/g, '')));
  return { raw, headers, text: textOf(text?.body ?? Buffer.alloc(0)), files: files.map(fileOf) };
}

interface Part {
  headers: Map<string, string>;
  /** Decoded. */
  body: Buffer;
}

const textOf = (body: Buffer): string => body.toString('utf8').replaceAll('\r\n', '\n').trimEnd();

function fileOf({ headers, body }: Part): ReceivedFile {
  const name = /filename="?([^";]+)/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '';
  return { name, type: headers.get('content-type')?.split(';')[0] ?? '', bytes: body };
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  const body = decodeBody(raw.slice(end + 4), headers.get('content-transfer-encoding') ?? '7bit');
  return { headers, body };
}

function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?]+\?[QB]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : decodeBody(word.replaceAll('_', ' '), 'quoted-printable')
      ).toString('latin1'),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
