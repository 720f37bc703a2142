import pino, { type DestinationStream, type LoggerOptions } from 'pino';
import type { Log } from '../../app/ports/log.ts';
import { describeError } from './describe-error.ts';

/** Fields that would hold a person's data or a secret if a caller forgot the port's rule. */
const NEVER_LOGGED = [
  'authorization',
  'token',
  'password',
  'secret',
  'email',
  'mail',
  'upn',
  'name',
  'nom',
  'prenom',
  'text',
  'texte',
  'message',
  'detail',
  'parameters',
  'body',
  'query',
];

const OPTIONS: LoggerOptions = {
  messageKey: 'event',
  timestamp: pino.stdTimeFunctions.isoTime,
  base: { pid: process.pid },
  formatters: { level: (label) => ({ level: label }) },
  redact: { paths: NEVER_LOGGED, censor: '[masqué]' },
};

/** JSON lines on stdout (or `destination`, for tests), from `level` up. */
export function createPinoLog(level: string, destination?: DestinationStream): Log {
  const logger = destination ? pino({ ...OPTIONS, level }, destination) : pino({ ...OPTIONS, level });
  return {
    info: (fields, event) => logger.info(fields, event),
    warn: (fields, event) => logger.warn(fields, event),
    error: (fields, event, error) =>
      logger.error(error === undefined ? fields : { ...fields, error: describeError(error) }, event),
  };
}
