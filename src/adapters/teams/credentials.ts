import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { DeliveryError } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import { exchange } from './http.ts';
import { isHttpOnLoopback } from './service-url.ts';
import type { CloudSettings, TeamsSettings } from './settings.ts';

/** Access tokens towards the connector. Failures are DeliveryError `transient`: nothing was posted yet. */
export interface AccessTokens {
  get(): Promise<string>;
  /** A token other than `refused`, which the connector answered with 401. */
  renew(refused: string): Promise<string>;
}

interface Granted {
  token: string;
  /** Milliseconds since the epoch. */
  until: number;
}
type Grant = (force: boolean) => Promise<Granted>;

/** Seconds before its end at which a token is no longer used. */
const MARGIN_S = 120;
/** The SDK keeps its own tokens; asking it once a minute is enough to follow it. */
const SDK_KEPT_MS = 60_000;

/** MSAL refuses http authorities, so that a local test cloud is asked directly. */
export function createAccessTokens(settings: TeamsSettings, cloud: CloudSettings, clock: Clock): AccessTokens {
  const local = isHttpOnLoopback(cloud.ToChannelFromBotLoginUrl);
  return keepTokens(local ? clientCredentials(settings, cloud, clock) : msal(settings, cloud, clock), clock);
}

/** One request in flight at most; a token serves until shortly before its end. */
function keepTokens(grant: Grant, clock: Clock): AccessTokens {
  let current: Granted | undefined;
  let asking: Promise<Granted> | undefined;
  const ask = async (force: boolean) => {
    asking ??= grant(force).finally(() => {
      asking = undefined;
    });
    current = await asking;
    return current.token;
  };
  return {
    async get() {
      return current && current.until > clock.now().getTime() ? current.token : ask(false);
    },
    async renew(refused) {
      return current && current.token !== refused ? current.token : ask(true);
    },
  };
}

function clientCredentials(settings: TeamsSettings, cloud: CloudSettings, clock: Clock): Grant {
  const url = `${cloud.ToChannelFromBotLoginUrl.replace(/\/+$/, '')}/oauth2/v2.0/token`;
  const scope = cloud.ToChannelFromBotOAuthScope;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.appId,
    client_secret: settings.appPassword,
    scope: scope.endsWith('/.default') ? scope : `${scope}/.default`,
  }).toString();
  return async () => {
    const reply = await exchange({ method: 'POST', url, body: form, type: 'application/x-www-form-urlencoded' }).catch(
      () => undefined,
    );
    const granted = reply?.json() as { access_token?: unknown; expires_in?: unknown } | undefined;
    if (reply?.status !== 200 || typeof granted?.access_token !== 'string')
      throw new DeliveryError('transient', `token ${reply?.status ?? 'unreachable'}`);
    const lifeS = Math.max(Number(granted.expires_in) - MARGIN_S, 0) || 0;
    return { token: granted.access_token, until: clock.now().getTime() + lifeS * 1000 };
  };
}

function msal(settings: TeamsSettings, cloud: CloudSettings, clock: Clock): Grant {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: settings.appType,
    MicrosoftAppId: settings.appId,
    MicrosoftAppPassword: settings.appPassword,
    MicrosoftAppTenantId: settings.tenantId,
  });
  const { ToChannelFromBotOAuthScope: scope, ToChannelFromBotLoginUrl: authority } = cloud;
  const made = factory.createCredentials(settings.appId, scope, authority, true);
  // Handled again at each use; an unhandled rejection would end the process.
  made.catch(() => undefined);
  return async (force) => {
    try {
      const credentials = (await made) as unknown as { getToken(force: boolean): Promise<string> };
      return { token: await credentials.getToken(force), until: clock.now().getTime() + SDK_KEPT_MS };
    } catch (error) {
      const code = (error as { errorCode?: unknown }).errorCode;
      throw new DeliveryError('transient', `token ${typeof code === 'string' ? code : 'refused'}`);
    }
  };
}
