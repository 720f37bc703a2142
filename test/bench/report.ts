import type { Measured, TeamsFigures } from './teams-bench.ts';

/** The figures of one bot under one load, over all its rounds. */
interface Row {
  perSecond: number;
  p50: number;
  p99: number;
  cpu: number;
  databaseCpu: number;
}

/** @param share 0.5 for the median */
export function quantile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!;
}

function rowOf({ rounds }: Measured): Row {
  const total = (of: (round: Measured['rounds'][number]) => number) => rounds.reduce((sum, one) => sum + of(one), 0);
  const turns = total((one) => one.turns);
  const latencies = rounds.flatMap((one) => one.latencies);
  return {
    perSecond: turns / total((one) => one.seconds),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpu: total((one) => one.cpuMs) / turns,
    databaseCpu: total((one) => one.databaseCpuMs) / turns,
  };
}

/** Lines of a Markdown table: what each bot did under each load, and the ratio. */
export function teamsTable({ measured, withoutDisk, product, echo }: TeamsFigures): string[] {
  const lines = [
    '| | produit | écho | rapport |',
    '|---|---:|---:|---:|',
    line('prêt en (ms)', product.readyMs, echo.readyMs, 0),
    line('mémoire résidente (Mo)', product.rssMb, echo.rssMb, 0),
  ];
  for (const connections of new Set(measured.map((one) => one.connections))) {
    const [ours, theirs] = ['produit', 'écho'].map((bot) =>
      rowOf(measured.find((one) => one.bot === bot && one.connections === connections)!),
    ) as [Row, Row];
    const title = `${connections} connexion${connections > 1 ? 's' : ''}`;
    lines.push(
      line(`${title} : tours par seconde`, ours.perSecond, theirs.perSecond, 0),
      line(`${title} : p50 (ms)`, ours.p50, theirs.p50),
      line(`${title} : p99 (ms)`, ours.p99, theirs.p99),
      line(`${title} : CPU par tour (ms)`, ours.cpu, theirs.cpu),
      `| ${title} : CPU de PostgreSQL par tour (ms) | ${french(ours.databaseCpu, 2)} | | |`,
    );
  }
  const quick = quantile(withoutDisk.latencies, 0.5);
  lines.push(`| 1 connexion, sans attendre le disque : p50 (ms) | ${french(quick, 2)} | | |`);
  return lines;
}

/** Whether each target of the product is met, in words. */
export function targets({ measured }: TeamsFigures): string[] {
  const row = (bot: string, connections: number) =>
    rowOf(measured.find((one) => one.bot === bot && one.connections === connections)!);
  const most = Math.max(...measured.map((one) => one.connections));
  const cpu = row('produit', most).cpu / row('écho', most).cpu;
  const p50 = row('produit', 1).p50 / row('écho', 1).p50;
  return [verdict('CPU par tour, à saturation', cpu), verdict('p50 à une connexion', p50)];
}

function verdict(what: string, ratio: number): string {
  return `${what} : ${french(ratio, 2)} fois l’écho (cible : 2 au plus) – ${ratio <= 2 ? 'atteinte' : 'MANQUÉE'}`;
}

export function line(title: string, ours: number, theirs: number, digits = 2): string {
  return `| ${title} | ${french(ours, digits)} | ${french(theirs, digits)} | ${french(ours / theirs, 2)} |`;
}

export function french(value: number, digits: number): string {
  return new Intl.NumberFormat('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}
