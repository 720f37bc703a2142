import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { TchapDevice, TchapProcess, TchapReports } from '../ports/tchap-reports.ts';
import { done, type Outcome } from './outcome.ts';

const { tchap: texts } = poleCommandTexts;

/** A living process says how it is every ten seconds. */
const SILENT_SECONDS = 35;

/** How the Tchap account is, from what its processes said of it. */
export async function showTchap(reports: Pick<TchapReports, 'tchapOverview'>): Promise<Outcome> {
  const { processes, outbox } = await reports.tchapOverview();
  const living = processes.filter(isLiving);
  const [last] = processes;
  if (last === undefined) return done([texts.never, texts.outbox(outbox.waiting, outbox.dead)]);
  const holder = living.find(({ status }) => status !== 'standby');
  const told = holder?.device ? holder : processes.find(({ device }) => device !== undefined);
  return done([
    texts.title,
    ...(holder ? [] : [nobody(last)]),
    ...living.map(processLine),
    ...(told?.device ? deviceLines(told, told.device, told === holder) : [texts.noDevice]),
    texts.outbox(outbox.waiting, outbox.dead),
  ]);
}

const isLiving = ({ status, saidSeconds }: TchapProcess): boolean =>
  status !== 'stopped' && saidSeconds < SILENT_SECONDS;

const nobody = ({ status, saidSeconds }: TchapProcess): string =>
  status === 'stopped' ? texts.nobody(duration(saidSeconds)) : texts.silent(duration(saidSeconds));

const processLine = ({ machine, pid, status, sinceSeconds, cause }: TchapProcess): string =>
  texts.process(texts.status[status](cause ?? '?'), duration(sinceSeconds), machine, pid);

function deviceLines(told: TchapProcess, device: TchapDevice, isNow: boolean): string[] {
  return [
    ...(isNow ? [] : [texts.lastKnown(duration(told.saidSeconds))]),
    texts.account(device.userId, device.deviceId),
    texts.crossSigned(device.crossSigned),
    texts.backup(device.backup),
    texts.rooms(device.rooms, device.invited),
    texts.unreadable(device.unreadable),
    texts.queue(device.queue),
    texts.lastSync(duration(device.syncSeconds + told.saidSeconds)),
  ];
}

/** In its two largest units. */
function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [count: number, unit: string][] = [
    [Math.floor(whole / 86_400), texts.units.day],
    [Math.floor(whole / 3600) % 24, texts.units.hour],
    [Math.floor(whole / 60) % 60, texts.units.minute],
    [whole % 60, texts.units.second],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count}\u00a0${unit}`).join(' ');
}
