import { logger as sdkLogger } from 'matrix-js-sdk/lib/logger.js';

const nothing = () => {};

/** The SDK's words hold people's ids and rooms: none of them goes to the log. What matters is told by our own events. */
export const quietLogger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  log: nothing,
  getChild: () => quietLogger,
};

/** Parts of the SDK write to a logger of its own. */
export function silenceSdk(): void {
  Object.assign(sdkLogger, quietLogger);
}
