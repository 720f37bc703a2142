import { parisParts } from './format-date.ts';

/** Summer first: of an hour that the change of time gives twice, the first one. */
const OFFSETS = ['+02:00', '+01:00'];

/**
 * The ISO instant of a day and time in Paris (YYYY-MM-DDTHH:MM); for an hour that the change of time skips, an hour
 * later.
 */
export function parisInstant(local: string): string {
  const candidates = OFFSETS.map((offset) => new Date(`${local}:00${offset}`).toISOString());
  return candidates.find((instant) => parisLocal(instant) === local) ?? candidates.at(-1)!;
}

function parisLocal(instant: string): string {
  const { year, month, day, hour, minute } = parisParts(instant);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}
