import type { MatrixClient } from 'matrix-js-sdk';
import {
  AllDevicesIsolationMode,
  CryptoEvent,
  type DeviceIsolationMode,
  OnlySignedDevicesIsolationMode,
} from 'matrix-js-sdk/lib/crypto-api/index.js';

const SIGNED = new OnlySignedDevicesIsolationMode();
const ALL = new AllDevicesIsolationMode(false);
const BELIEVED_MS = 5 * 60_000;

export interface DeviceTrust {
  /**
   * Which devices of these people are given keys, and believed: those that their owner cross-signed. Where one of them
   * never set cross-signing up, nobody could sign: the devices that their homeserver lists are the known ones then.
   */
  modeFor(userIds: string[]): Promise<DeviceIsolationMode>;
}

export function createDeviceTrust(client: MatrixClient, signedDevicesOnly: boolean): DeviceTrust {
  const crypto = client.getCrypto()!;
  const signers = new Map<string, { until: number; signs: boolean }>();
  client.on(CryptoEvent.DevicesUpdated, (userIds) => {
    for (const userId of userIds) signers.delete(userId);
  });
  const signs = async (userId: string): Promise<boolean> => {
    const known = signers.get(userId);
    if (known && known.until > Date.now()) return known.signs;
    const found = await crypto.userHasCrossSigningKeys(userId, true).catch(() => false);
    signers.set(userId, { until: Date.now() + (found ? BELIEVED_MS : BELIEVED_MS / 10), signs: found });
    return found;
  };
  return {
    async modeFor(userIds) {
      if (signedDevicesOnly) return SIGNED;
      for (const userId of userIds) if (!(await signs(userId))) return ALL;
      return SIGNED;
    },
  };
}
