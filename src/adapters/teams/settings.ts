import { isHttpOnLoopback } from './service-url.ts';

/** How the bot is registered, and in which cloud; each cloud setting falls back to the public cloud's by itself. */
export interface TeamsSettings {
  appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  appId: string;
  appPassword: string;
  tenantId: string;
  ToBotFromChannelOpenIdMetadataUrl?: string;
  ToBotFromChannelTokenIssuer?: string;
  ToBotFromEmulatorOpenIdMetadataUrl?: string;
  ToChannelFromBotLoginUrl?: string;
  ToChannelFromBotOAuthScope?: string;
  OAuthUrl?: string;
  CallerId?: string;
}

export interface CloudSettings {
  ToBotFromChannelOpenIdMetadataUrl: string;
  ToBotFromChannelTokenIssuer: string;
  ToBotFromEmulatorOpenIdMetadataUrl: string;
  ToChannelFromBotLoginUrl: string;
  ToChannelFromBotOAuthScope: string;
  OAuthUrl: string;
  CallerId: string;
}

const PUBLIC_CLOUD: CloudSettings = {
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  OAuthUrl: 'https://api.botframework.com',
  CallerId: 'urn:botframework:azure',
};

/**
 * The SDK drops ALL its defaults as soon as one of these is set, so they are filled in here one by one.
 * @throws Error naming the setting, when it is unusable
 */
export function cloudOf(settings: TeamsSettings): CloudSettings {
  const cloud = { ...PUBLIC_CLOUD };
  for (const name of Object.keys(PUBLIC_CLOUD) as (keyof CloudSettings)[]) {
    const given = settings[name]?.trim();
    if (given) cloud[name] = given;
  }
  for (const name of ['ToChannelFromBotLoginUrl', 'ToBotFromChannelOpenIdMetadataUrl'] as const)
    requireSafe(name, cloud);
  return cloud;
}

/** A bot without an id would let every bearer in: the SDK then turns authentication off. */
export function requireAppId(settings: TeamsSettings): void {
  if (!settings.appId.trim()) throw new Error('MicrosoftAppId is empty: without it the Bot Framework checks no token.');
}

function requireSafe(name: keyof CloudSettings, cloud: CloudSettings): void {
  const value = cloud[name];
  if (!URL.canParse(value) || (new URL(value).protocol !== 'https:' && !isHttpOnLoopback(value)))
    throw new Error(`${name} must be an https address (http is accepted on loopback only).`);
}
