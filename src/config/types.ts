import type { DataKey } from '../core/data-keys.ts';
import type { APP_TYPES, LOG_LEVELS } from './settings.ts';

export interface Config {
  mode: 'sandbox' | 'production';
  host: string;
  port: number;
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl?: string;
  /** Absolute. */
  dataDir: string;
  /** The first writes, the others only read. Empty in the sandbox when not set: it makes its own. */
  dataKeys: DataKey[];
  logLevel: (typeof LOG_LEVELS)[number];
  publicUrl?: string;
  /** In production at least one of the two channels is there; in the sandbox Tchap alone may be. */
  teams?: TeamsSettings;
  tchap?: TchapSettings;
  /** In the sandbox beside a homeserver on this machine: the account that its Tchap persona writes from. */
  tchapPersona?: { userId: string; password: string };
  /** Absent: no mail is sent. */
  mail?: { smtpUrl: string; from: { name: string; address: string } };
}

export interface TeamsSettings {
  appType: (typeof APP_TYPES)[number];
  appId: string;
  /** Absent with UserAssignedMSI. */
  appPassword?: string;
  tenantId?: string;
  /** Another cloud than the public one, under the Bot Framework's own names; without trailing slashes. */
  cloud: {
    ToBotFromChannelOpenIdMetadataUrl?: string;
    ToBotFromChannelTokenIssuer?: string;
    ToBotFromEmulatorOpenIdMetadataUrl?: string;
    ToChannelFromBotLoginUrl?: string;
    ToChannelFromBotOAuthScope?: string;
    OAuthUrl?: string;
    CallerId?: string;
  };
}

export interface TchapSettings {
  /** Without a trailing slash. */
  homeserverUrl: string;
  userId: string;
  accessToken?: string;
  deviceId?: string;
  /** For the first login; the token it gives is kept. */
  password?: string;
  recoveryKey?: string;
  allowedHomeservers: string[];
  ratePerSecond?: number;
  signedDevicesOnly?: boolean;
}

export interface ManifestSettings {
  appId: string;
  publicUrl: string;
  privacyUrl: string;
  termsUrl: string;
  publisher: string;
}
