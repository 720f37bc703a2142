import { startTexts } from '../core/texts.fr.ts';
import type { Config } from './types.ts';

/** What the operator should know though nothing is wrong. */
export function configWarnings(config: Config): string[] {
  const { warnings } = startTexts;
  const found = config.mode === 'production' && !config.databaseUrl ? [warnings.embeddedDatabase] : [];
  if (config.tchap) {
    const { userId, allowedHomeservers } = config.tchap;
    const own = userId.slice(userId.indexOf(':') + 1).toLowerCase();
    if (!allowedHomeservers.includes(own)) found.push(warnings.ownHomeserver(own));
  }
  return found;
}

/** The settings for the start log: ids and places, no secret. */
export function redact(config: Config): { [key: string]: string | number | boolean | undefined } {
  return {
    mode: config.mode,
    host: config.host,
    port: config.port,
    database: config.databaseUrl ? databasePlace(config.databaseUrl) : 'embedded',
    dataDir: config.dataDir,
    dataKeys: config.dataKeys.map((key) => key.id).join(','),
    logLevel: config.logLevel,
    publicUrl: config.publicUrl,
    appType: config.teams?.appType,
    appId: config.teams?.appId,
    tenantId: config.teams?.tenantId,
    tchapHomeserver: config.tchap?.homeserverUrl,
    tchapUser: config.tchap?.userId,
    tchapPersona: config.tchapPersona?.userId,
    smtp: config.mail && new URL(config.mail.smtpUrl).host,
    otherCloud: config.teams && Object.keys(config.teams.cloud).length > 0,
  };
}

/** Host and database name; the user, the password and the parameters (which may hold one) stay out. */
function databasePlace(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `postgres://${host}${pathname}`;
}
