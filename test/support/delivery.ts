import { icsWriter } from '../../src/adapters/calendar/ics-writer.ts';
import type { Database } from '../../src/adapters/db/database.ts';
import { createAnnexeWriter } from '../../src/adapters/pdf/annexe-pdf.ts';
import { createAwaitJoin } from '../../src/app/delivery/await-join.ts';
import { createLivingCardRenderer } from '../../src/app/delivery/render-living-card.ts';
import { createResolver } from '../../src/app/delivery/resolve-destination.ts';
import { createMailboxResolver } from '../../src/app/delivery/resolve-mailbox.ts';
import { createUndelivered } from '../../src/app/delivery/undelivered.ts';
import { createDeliveryWorker, type DeliveryWorker } from '../../src/app/delivery/worker.ts';
import { createDocumentMaker } from '../../src/app/documents/make-document.ts';
import { createEcoles } from '../../src/app/ecoles.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { Clock } from '../../src/app/ports/clock.ts';
import type { DocumentLinks } from '../../src/app/ports/document-links.ts';
import type { Log } from '../../src/app/ports/log.ts';
import type { Mailer } from '../../src/app/ports/mailer.ts';

export const realClock: Clock = { now: () => new Date() };

/** The outbox worker as the server builds it, on channels of the test. */
export function deliveryOn(
  database: Database,
  given: {
    channels: ReadonlyMap<string, Channel>;
    mailer?: Mailer;
    log: Log;
    clock?: Clock;
    links?: DocumentLinks;
  },
): DeliveryWorker {
  const { unitOfWork, outboxQueue: queue } = database;
  const { channels, mailer, log, clock = realClock, links } = given;
  const ecoles = createEcoles(clock);
  const makeDocument = createDocumentMaker({
    unitOfWork,
    ecoles,
    clock,
    annexe: createAnnexeWriter(),
    calendar: icsWriter,
  });
  const mail = mailer !== undefined;
  const resolve = createResolver({ unitOfWork, channels });
  const worker = createDeliveryWorker({
    queue,
    channels,
    log,
    random: () => 0.5,
    now: Date.now,
    resolve,
    render: createLivingCardRenderer({ unitOfWork, ecoles, clock }),
    mailer,
    resolveMailbox: createMailboxResolver(unitOfWork),
    makeDocument,
    links,
    undelivered: createUndelivered({ unitOfWork, clock, ecoles, channels, mail }),
    awaitJoin: createAwaitJoin({ unitOfWork, clock, mail, resolve }),
  });
  unitOfWork.onLeased((rows) => worker.dispatch(rows));
  return worker;
}

/** Waits until `met` holds. @throws when it does not in time */
export async function eventually(met: () => boolean | Promise<boolean>, what: string, withinMs = 8_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
