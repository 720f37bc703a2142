import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './config/config-error.ts';
import { findRefusals, type GivenSettings, isSandbox } from './config/refusals.ts';
import { manifestSchema, type Settings, settingsSchema, storageSchema } from './config/settings.ts';
import type { Config, ManifestSettings, TchapSettings, TeamsSettings } from './config/types.ts';
import { startTexts } from './core/texts.fr.ts';

export { ConfigError } from './config/config-error.ts';
export { configWarnings, redact } from './config/redact.ts';
export { describeSettings, settingsTable } from './config/settings-table.ts';
export type { Config, ManifestSettings } from './config/types.ts';

export type Environment = { [name: string]: string | undefined };

/** Adds the variables of `file`, when there is one, to those of the environment, which win. */
export function readEnvFile(file = '.env'): void {
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @throws ConfigError with every problem at once */
export function loadConfig(env: Environment = process.env): Config {
  const given = givenSettings(env);
  const settings = parse(settingsSchema, given, findRefusals(given));
  return {
    mode: isSandbox(given) ? 'sandbox' : 'production',
    host: settings.HOST,
    port: settings.PORT,
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    dataDir: resolve(settings.DATA_DIR),
    dataKeys: settings.DATA_KEYS,
    logLevel: settings.LOG_LEVEL,
    ...(settings.PUBLIC_URL ? { publicUrl: settings.PUBLIC_URL } : {}),
    ...(settings.SMTP_URL && settings.MAIL_FROM
      ? { mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM } }
      : {}),
    ...(settings.TCHAP_HOMESERVER_URL ? { tchap: tchapSettings(settings, settings.TCHAP_HOMESERVER_URL) } : {}),
    ...(settings.SANDBOX_TCHAP_USER_ID && settings.SANDBOX_TCHAP_PASSWORD
      ? { tchapPersona: { userId: settings.SANDBOX_TCHAP_USER_ID, password: settings.SANDBOX_TCHAP_PASSWORD } }
      : {}),
    ...(settings.MicrosoftAppId ? { teams: teamsSettings(settings, settings.MicrosoftAppId) } : {}),
  };
}

function tchapSettings(settings: Settings, homeserverUrl: string): TchapSettings {
  const userId = settings.TCHAP_USER_ID ?? '';
  const given = {
    accessToken: settings.TCHAP_ACCESS_TOKEN,
    deviceId: settings.TCHAP_DEVICE_ID,
    password: settings.TCHAP_PASSWORD,
    recoveryKey: settings.TCHAP_RECOVERY_KEY,
    ratePerSecond: settings.TCHAP_RATE,
    signedDevicesOnly: settings.TCHAP_SIGNED_DEVICES_ONLY,
  };
  return {
    homeserverUrl,
    userId,
    allowedHomeservers: settings.TCHAP_ALLOWED_HOMESERVERS ?? [userId.slice(userId.indexOf(':') + 1).toLowerCase()],
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function teamsSettings(settings: Settings, appId: string): TeamsSettings {
  const {
    ToBotFromChannelOpenIdMetadataUrl,
    ToBotFromChannelTokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl,
    ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope,
    OAuthUrl,
    CallerId,
  } = settings;
  const cloud = {
    ToBotFromChannelOpenIdMetadataUrl,
    ToBotFromChannelTokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl,
    ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope,
    OAuthUrl,
    CallerId,
  };
  return {
    appType: settings.MicrosoftAppType,
    appId,
    ...(settings.MicrosoftAppPassword ? { appPassword: settings.MicrosoftAppPassword } : {}),
    ...(settings.MicrosoftAppTenantId ? { tenantId: settings.MicrosoftAppTenantId } : {}),
    cloud: Object.fromEntries(Object.entries(cloud).filter(([, value]) => value !== undefined)),
  };
}

/**
 * Runs `load`; settings that are wrong are told on stderr and end the process with code 1, without a stack trace:
 * they are the operator's to mend, not a bug.
 */
export function orExit<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Where the data is, for the `pole` command, which needs nothing else. @throws ConfigError */
export function loadStorageSettings(
  env: Environment = process.env,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'logLevel'> {
  const settings = parse(storageSchema, givenSettings(env), []);
  return {
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    dataDir: resolve(settings.DATA_DIR),
    logLevel: settings.LOG_LEVEL,
  };
}

/** What the Teams package needs, whatever the rest is set to. @throws ConfigError */
export function loadManifestSettings(env: Environment = process.env): ManifestSettings {
  const { manifest } = startTexts;
  const given = givenSettings(env);
  const problems = [
    ...(given.MicrosoftAppId === undefined ? [manifest.appIdMissing] : []),
    ...(given.MicrosoftAppId !== undefined && !GUID.test(given.MicrosoftAppId) ? [manifest.appIdForm] : []),
    ...(given.PUBLIC_URL === undefined ? [manifest.publicUrlMissing] : []),
    ...['PUBLIC_URL', 'PRIVACY_URL', 'TERMS_URL']
      .filter((name) => given[name]?.startsWith('http://'))
      .map((name) => manifest.publicUrlNotHttps(name)),
  ];
  const settings = parse(manifestSchema, given, problems, manifest.refused);
  const publicUrl = settings.PUBLIC_URL!;
  return {
    appId: settings.MicrosoftAppId!.toLowerCase(),
    publicUrl,
    privacyUrl: settings.PRIVACY_URL ?? `${publicUrl}/onglet`,
    termsUrl: settings.TERMS_URL ?? `${publicUrl}/onglet`,
    publisher: settings.PUBLISHER,
  };
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An empty variable counts as absent: that is how container files leave a setting out. */
function givenSettings(env: Environment): GivenSettings {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

function parse<T extends z.ZodType>(
  schema: T,
  given: GivenSettings,
  problems: string[],
  explain?: (problems: string[]) => string,
): z.output<T> {
  const result = schema.safeParse(given);
  const all = [
    ...(result.success
      ? []
      : result.error.issues.map((issue) => startTexts.problem(String(issue.path[0]), issue.message))),
    ...problems,
  ];
  if (all.length > 0) throw new ConfigError(all, explain?.(all));
  return result.data as z.output<T>;
}
