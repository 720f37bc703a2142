export interface TchapSettings {
  /** Without a trailing slash. */
  homeserverUrl: string;
  /** `@pole:agent.education.tchap.gouv.fr` */
  userId: string;
  /** Default: the one that was kept at the first login. */
  accessToken?: string;
  deviceId?: string;
  /** For the first login, and when the kept token is refused. */
  password?: string;
  recoveryKey?: string;
  /** Server names whose people may use the bot. */
  allowedHomeservers: string[];
  /** Calls that write, per second. Default: 1, what Tchap asks for. */
  ratePerSecond?: number;
  /** Keys for devices that their owner has cross-signed only; see docs/security-tchap.md. Default: false. */
  signedDevicesOnly?: boolean;
}
