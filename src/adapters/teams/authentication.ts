import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { Clock } from '../../app/ports/clock.ts';
import { isHttpOnLoopback, isUsableServiceUrl } from './service-url.ts';
import type { CloudSettings, TeamsSettings } from './settings.ts';
import { readToken, type TokenParts } from './token-parts.ts';

/** The request is not from Teams: 401. */
export class NotAuthenticated extends Error {}
/** Microsoft's signing keys cannot be had now: 503, so that the activity comes again. */
export class KeysUnavailable extends Error {}

/** What of an activity the token is held against; unknown because nothing of it is trusted yet. */
export interface Claimed {
  channelId: unknown;
  serviceUrl: unknown;
}

const TOLERANCE_S = 5 * 60;
const KEPT_MS = 5 * 60_000;
const KEPT_TOKENS = 200;
/** Tenants of the Bot Framework itself. */
const FRAMEWORK_TENANTS = ['d6d49420-f39b-4df7-a1dc-d59a935871db', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'];

/**
 * The SDK's validation, made strict: it alone would let through a token without expiry, an activity without service
 * URL, emulator and skill tokens and other channels, and would answer 500 to forged ones.
 * A token that passed is remembered for 5 minutes at most: Teams uses one for about an hour, and checking its
 * signature anew costs 0.2 ms of CPU per activity.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #issuer: string;
  readonly #appId: string;
  readonly #tenants: string[];
  readonly #allowLoopback: boolean;
  readonly #clock: Clock;
  readonly #passed = new Map<string, number>();

  constructor(settings: TeamsSettings, cloud: CloudSettings, clock: Clock) {
    // Only the app id matters on this side; the credentials for answering are made elsewhere.
    super({ ...cloud }, new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: settings.appId }));
    this.#issuer = cloud.ToBotFromChannelTokenIssuer;
    this.#appId = settings.appId;
    this.#tenants = [...FRAMEWORK_TENANTS, settings.tenantId];
    this.#allowLoopback = isHttpOnLoopback(cloud.ToChannelFromBotLoginUrl);
    this.#clock = clock;
  }

  /** @throws NotAuthenticated, KeysUnavailable */
  async check(claimed: Claimed, header: string | undefined): Promise<void> {
    const { channelId, serviceUrl } = claimed;
    if (channelId !== 'msteams' || !isUsableServiceUrl(serviceUrl, this.#allowLoopback)) throw new NotAuthenticated();
    const key = `${serviceUrl} ${header}`;
    const now = this.#clock.now().getTime();
    if ((this.#passed.get(key) ?? 0) > now) return;
    const token = readToken(header);
    if (!token || !this.#plausible(token, serviceUrl, now / 1000)) throw new NotAuthenticated();
    await this.#verify({ channelId, serviceUrl }, header);
    this.#keep(key, Math.min(now + KEPT_MS, Number(token.claims.exp) * 1000));
  }

  /** Before the SDK sees it: what fails here costs no signature check and no noise on the console. */
  #plausible({ header, claims }: TokenParts, serviceUrl: string, nowS: number): boolean {
    const { exp, nbf, tid } = claims;
    if (header.alg !== 'RS256' || claims.iss !== this.#issuer || claims.aud !== this.#appId) return false;
    if (claims.serviceurl !== serviceUrl) return false;
    if (typeof exp !== 'number' || exp < nowS - TOLERANCE_S) return false;
    if (nbf !== undefined && (typeof nbf !== 'number' || nbf > nowS + TOLERANCE_S)) return false;
    // The SDK keeps every tenant id it meets for ever, in unsigned tokens too: unknown ones must not reach it.
    return tid === undefined || this.#tenants.includes(String(tid));
  }

  async #verify(activity: Partial<Activity>, header: string | undefined): Promise<void> {
    try {
      await this.authenticateRequest(activity as Activity, header ?? '');
    } catch (error) {
      throw isOutage(error) ? new KeysUnavailable() : new NotAuthenticated();
    }
  }

  #keep(key: string, until: number): void {
    if (this.#passed.size >= KEPT_TOKENS) this.#passed.clear();
    this.#passed.set(key, until);
  }
}

/** How the SDK tells that it could not load the keys: a failed fetch, or an error of status 500. */
function isOutage(error: unknown): boolean {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  return name === 'FetchError' || statusCode === 500;
}
