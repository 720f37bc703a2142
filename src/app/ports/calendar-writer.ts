import type { CalendarEntry } from '../../core/view/calendar-entry.ts';

export interface CalendarWriter {
  /**
   * An iCalendar file (RFC 5545) that adds, changes or takes away one entry.
   * @param now ISO 8601: when it is written
   */
  write(entry: CalendarEntry, now: string): string;
}
