import { type ICreateClientOpts, MatrixClient, MemoryStore } from 'matrix-js-sdk';
import { quietLogger, silenceSdk } from './quiet-logger.ts';

export interface ClientFor {
  homeserverUrl: string;
  userId: string;
  accessToken?: string;
  deviceId?: string;
}

type More = Pick<ICreateClientOpts, 'store' | 'fetchFn' | 'cryptoCallbacks'>;

/** A client that says nothing and starts nothing by itself. */
export function createClientFor({ homeserverUrl, userId, accessToken, deviceId }: ClientFor, more: More = {}) {
  silenceSdk();
  return new MatrixClient({
    baseUrl: homeserverUrl,
    userId,
    ...(accessToken !== undefined && { accessToken }),
    ...(deviceId !== undefined && { deviceId }),
    logger: quietLogger,
    disableVoip: true,
    // A slow answer is not waited for without end; a sync has its own time.
    localTimeoutMs: 60_000,
    store: new MemoryStore(),
    ...more,
  });
}
