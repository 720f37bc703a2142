import type { Request, Response } from 'restify';
import type { CardBinder } from '../../app/ports/card-binder.ts';
import { type HandleInbound, type Inbound, IncidentError } from '../../app/ports/inbound.ts';
import type { Log } from '../../app/ports/log.ts';
import { type IncomingActivity, isFields, own, readActivity } from './activity.ts';
import { incidentAnswer, invokeAnswer } from './answer.ts';
import { type Claimed, KeysUnavailable, NotAuthenticated } from './authentication.ts';
import { Refused, readJsonBody } from './guard.ts';
import { CARD_ACTION, toInbound } from './inbound.ts';

export interface EndpointParts {
  appId: string;
  authentication: { check(claimed: Claimed, header: string | undefined): Promise<void> };
  binder: CardBinder;
  log: Log;
  handle: HandleInbound;
  /** Told of each authentic event, before it is handled. */
  onInbound(inbound: Inbound): void;
  /** Says to the person that something went wrong, where the answer to the request cannot. */
  tellIncident(inbound: Inbound, reference: string): void;
}

type HttpAnswer = { status: number; body?: unknown };

/** The handler of POST /api/messages. It reads the body itself: no body parser may run before it. */
export function createEndpoint(parts: EndpointParts) {
  return async (req: Request, res: Response): Promise<void> => {
    const { status, body } = await answerTo(req, parts);
    if (res.headersSent || res.destroyed) return;
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { 'content-length': Buffer.byteLength(text), ...(text && { 'content-type': 'application/json' }) };
    res.writeHead(status, headers);
    res.end(text);
  };
}

async function answerTo(req: Request, parts: EndpointParts): Promise<HttpAnswer> {
  try {
    const activity = await admit(req, parts);
    if (activity.type === 'invoke' && activity.name !== CARD_ACTION) return { status: 501 };
    const inbound = toInbound(activity, parts.appId);
    return inbound ? await dispatch(inbound, activity.type === 'invoke', parts) : { status: 200 };
  } catch (error) {
    return failed(error, parts.log);
  }
}

/** The token is judged before the shape, so that whoever has none learns nothing of what would be accepted. */
async function admit(req: Request, { authentication }: EndpointParts): Promise<IncomingActivity> {
  const body = await readJsonBody(req);
  const claimed = isFields(body) ? body : {};
  const channelId = own(claimed, 'channelId');
  await authentication.check({ channelId, serviceUrl: own(claimed, 'serviceUrl') }, req.headers.authorization);
  const activity = readActivity(body);
  if (!activity) throw new Refused(400);
  return activity;
}

async function dispatch(inbound: Inbound, isInvoke: boolean, parts: EndpointParts): Promise<HttpAnswer> {
  parts.onInbound(inbound);
  try {
    const answer = await parts.handle(inbound);
    return isInvoke ? { status: 200, body: invokeAnswer(answer, parts.binder) } : { status: 200 };
  } catch (error) {
    const body = isInvoke ? incidentAnswer(error) : undefined;
    if (body) return { status: 200, body };
    // Already logged with its reference; 500, because the event was not taken and may well be delivered again.
    if (!(error instanceof IncidentError)) throw error;
    parts.tellIncident(inbound, error.reference);
    return { status: 500 };
  }
}

function failed(error: unknown, log: Log): HttpAnswer {
  if (error instanceof Refused) return { status: error.status };
  if (error instanceof NotAuthenticated) {
    log.warn({}, 'teams_not_authenticated');
    return { status: 401 };
  }
  if (error instanceof KeysUnavailable) {
    log.error({}, 'teams_keys_unavailable');
    return { status: 503 };
  }
  log.error({}, 'teams_activity_failed', error);
  return { status: 500 };
}
