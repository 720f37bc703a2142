import type { IncomingMessage } from 'node:http';

/** A request that goes no further; the answer has this status and no body. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused ${status}`);
    this.status = status;
  }
}

const MAX_BODY = 256 * 1024;
/** How much of an oversized body is swallowed so that its sender gets to read the 413. */
const MAX_SWALLOWED = 16 * MAX_BODY;

/**
 * The JSON body of a request, read within bounds. What the SDK would answer with 500 and internal text ends here.
 * @throws Refused 401, 415, 413 or 400
 */
export async function readJsonBody(req: IncomingMessage): Promise<unknown> {
  const { authorization, 'content-type': type = '', 'content-encoding': encoding } = req.headers;
  if (!authorization) throw new Refused(401);
  if (!/^application\/json\s*(;|$)/i.test(type) || (encoding && encoding !== 'identity')) throw new Refused(415);
  const text = await readBounded(req);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400);
  }
}

async function readBounded(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else if (size > MAX_SWALLOWED) break;
    }
  } catch {
    // The sender went away in the middle.
    throw new Refused(400);
  }
  if (size > MAX_BODY) throw new Refused(413);
  return Buffer.concat(chunks).toString('utf8');
}
