import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarWriter } from '../../app/ports/calendar-writer.ts';

/** Times are in UTC, which every calendar shows in its own zone: no zone to describe, none to get wrong. */
export const icsWriter: CalendarWriter = {
  write(entry, now) {
    const { cancelled, uid, sequence, title, start, end, lieu, description } = entry;
    const calendar = ical({
      prodId: { company: 'pole-ressources', product: 'bot', language: 'FR' },
      method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    });
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: new Date(now),
      start: new Date(start),
      end: new Date(end),
      summary: title,
      description,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(lieu === '' ? {} : { location: lieu }),
    });
    return calendar.toString();
  },
};
