import { schoolYear } from '../../core/form/calendar-day.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { isCovered } from '../../core/pole/school-calendar.ts';
import type { Log } from '../ports/log.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** The operator is told of each circonscription whose holidays of this school year are not imported. @param now ISO 8601 */
export async function warnOfCalendars(tools: { unitOfWork: UnitOfWork; log: Log }, now: string): Promise<void> {
  const today = parisDay(now);
  await tools.unitOfWork.run(async ({ directory }) => {
    for (const circonscription of await directory.circonscriptions()) {
      if (isCovered(await directory.calendar(circonscription), today)) continue;
      const { code, zone } = circonscription;
      tools.log.warn({ circonscription: code, zone, schoolYear: schoolYear(today) }, 'school_calendar_missing');
    }
  });
}
