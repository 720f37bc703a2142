import { french, line, quantile } from './report.ts';
import type { RoomsFigures, TchapFigures, TchapMeasured } from './tchap-bench.ts';

interface Row {
  perSecond: number;
  p50: number;
  p99: number;
  cpu: number;
}

function rowOf({ rounds }: TchapMeasured): Row {
  const total = (of: (round: TchapMeasured['rounds'][number]) => number) =>
    rounds.reduce((sum, one) => sum + of(one), 0);
  const turns = total((one) => one.turns);
  const latencies = rounds.flatMap((one) => one.latencies);
  return {
    perSecond: turns / total((one) => one.seconds),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpu: total((one) => one.cpuMs) / turns,
  };
}

function rows({ measured }: TchapFigures, people: number): [Row, Row] {
  const of = (bot: string) => rowOf(measured.find((one) => one.bot === bot && one.people === people)!);
  return [of('produit'), of('écho')];
}

const loadsOf = ({ measured }: TchapFigures): number[] => [...new Set(measured.map(({ people }) => people))];

/** Lines of a Markdown table: the product against the echo bot, with so many people. */
export function tchapTable(figures: TchapFigures): string[] {
  const lines = ['| | produit | écho | rapport |', '|---|---:|---:|---:|'];
  for (const people of loadsOf(figures)) {
    const [ours, theirs] = rows(figures, people);
    const title = `${people} personne${people > 1 ? 's' : ''}`;
    lines.push(
      line(`${title} : tours par seconde`, ours.perSecond, theirs.perSecond, 1),
      line(`${title} : p50 (ms)`, ours.p50, theirs.p50, 0),
      line(`${title} : p99 (ms)`, ours.p99, theirs.p99, 0),
      line(`${title} : CPU par tour (ms)`, ours.cpu, theirs.cpu, 1),
    );
  }
  const { produit = 0, écho = 0 } = figures.rssMb;
  return [...lines, line('mémoire résidente (Mo)', produit, écho, 0)];
}

const STARTS = { SIGTERM: 'après un arrêt', SIGKILL: 'après kill -9' };

/** Lines of a Markdown table: the whole server with many conversations. */
export function roomsTable({ rooms, rssMb, starts }: RoomsFigures): string[] {
  const lines = [
    `| ${rooms} conversations chiffrées | prêt en (ms) | premier tour (ms) | mémoire résidente (Mo) |`,
    '|---|---:|---:|---:|',
    `| le processus qui les a vues naître | | | ${french(rssMb, 0)} |`,
  ];
  const cells = (values: number[]) => values.map((value) => french(value, 0)).join(' | ');
  return [
    ...lines,
    ...starts.map((one) => `| ${STARTS[one.how]} | ${cells([one.readyMs, one.firstTurnMs, one.rssMb])} |`),
  ];
}

/** Whether each aim is met, in words. */
export function tchapAims(figures: TchapFigures): string[] {
  const { starts, rooms } = figures.many;
  const slowest = Math.max(...starts.map(({ readyMs }) => readyMs));
  const largest = Math.max(figures.many.rssMb, ...starts.map((one) => one.rssMb));
  return [
    ...loadsOf(figures).map((people) => {
      const [ours, theirs] = rows(figures, people);
      const ratio = ours.perSecond / theirs.perSecond;
      return `tours par seconde, ${people} à la fois : ${french(ratio, 2)} fois l’écho (cible : 0,7 au moins) – ${met(ratio >= 0.7)}`;
    }),
    `mémoire avec ${rooms} conversations : ${french(largest, 0)} Mo (cible : moins de 300) – ${met(largest < 300)}`,
    `démarrage avec ${rooms} conversations : ${french(slowest / 1000, 1)} s (cible : moins de 5) – ${met(slowest < 5000)}`,
  ];
}

const met = (is: boolean) => (is ? 'atteinte' : 'MANQUÉE');
