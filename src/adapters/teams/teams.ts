import type { Server } from 'restify';
import type { CardBinder } from '../../app/ports/card-binder.ts';
import type { Channel } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { HandleInbound, Inbound } from '../../app/ports/inbound.ts';
import type { Log } from '../../app/ports/log.ts';
import { teamsTexts } from '../../core/texts.fr.ts';
import type { Pictures } from '../../core/view/way-picture.ts';
import { TeamsAuthentication } from './authentication.ts';
import { Connector } from './connector.ts';
import { createAccessTokens } from './credentials.ts';
import { createEndpoint } from './endpoint.ts';
import { ConversationLanes, type Rate, TEAMS_RATES } from './rate-limit.ts';
import { type Reference, referenceOf } from './reference.ts';
import { isHttpOnLoopback } from './service-url.ts';
import { cloudOf, requireAppId, type TeamsSettings } from './settings.ts';
import { createTeamsChannel } from './teams-channel.ts';

export type { TeamsSettings } from './settings.ts';

export interface Teams {
  channel: Channel;
  /** Serves POST /api/messages. No body parser may run before it on this server. */
  mount(server: Server, handle: HandleInbound): void;
}

export interface TeamsDeps {
  binder: CardBinder;
  log: Log;
  clock?: Clock;
  pictures?: Pictures | undefined;
  /** Default: what Microsoft allows. */
  rates?: Rate[];
}

/** Where the public cloud lets a bot begin a conversation with somebody it never heard from. */
const GLOBAL_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';
const TOLD_INCIDENTS = 500;

/** @throws Error naming the setting that is unusable; an empty app id is one: it would turn authentication off */
export function createTeams(settings: TeamsSettings, deps: TeamsDeps): Teams {
  requireAppId(settings);
  const cloud = cloudOf(settings);
  const { binder, log, clock = { now: () => new Date() } } = deps;
  const { appId } = settings;
  const local = isHttpOnLoopback(cloud.ToChannelFromBotLoginUrl);
  const authentication = new TeamsAuthentication(settings, cloud, clock);
  const connector = new Connector(createAccessTokens(settings, cloud, clock), clock, local);
  const lanes = new ConversationLanes(deps.rates ?? TEAMS_RATES, clock);

  let home: Reference | undefined = local
    ? undefined
    : { serviceUrl: GLOBAL_SERVICE_URL, botId: `28:${appId}`, tenantId: settings.tenantId };
  const onInbound = ({ address }: Inbound) => {
    home = referenceOf(address);
  };
  const channel = createTeamsChannel({ connector, lanes, binder, home: () => home, pictures: deps.pictures });
  const tellIncident = incidentTeller(channel, log);

  return {
    channel,
    mount(server, handle) {
      const parts = { appId, authentication, binder, log, handle, onInbound, tellIncident };
      server.post('/api/messages', createEndpoint(parts));
    },
  };
}

/** Once per event: a failed one may be delivered several times. */
function incidentTeller(channel: Channel, log: Log) {
  const told = new Set<string>();
  return ({ address, eventId, payload }: Inbound, reference: string) => {
    const concerns = payload.kind === 'text' || payload.kind === 'action';
    if (!concerns || told.has(eventId)) return;
    if (told.size >= TOLD_INCIDENTS) told.clear();
    told.add(eventId);
    channel.send(address, { text: teamsTexts.incident(reference) }, eventId).catch((error: unknown) => {
      log.warn({ reference, code: (error as { code?: string }).code }, 'teams_incident_not_told');
    });
  };
}
