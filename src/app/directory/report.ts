import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { Changes } from '../ports/directory-admin.ts';

const { report } = poleCommandTexts;

const SHOWN = 20;

/** A title and one line per kind of change, with the keys of what changed. */
export function reportLines(title: string, changes: Changes, gender: 'feminine' | 'masculine' | 'removable'): string[] {
  const labels = report[gender];
  const line = (what: 'added' | 'changed' | 'deactivated') =>
    report.count(labels[what], changes[what], keys(changes, what));
  return [
    title,
    line('added'),
    line('changed'),
    report.count(labels.unchanged, changes.unchanged, ''),
    ...(changes.deactivated > 0 ? [line('deactivated')] : []),
  ];
}

function keys(changes: Changes, what: 'added' | 'changed' | 'deactivated'): string {
  const all = changes.details.filter((detail) => detail.what === what).map((detail) => detail.key);
  const shown = all.slice(0, SHOWN).join(', ');
  return all.length > SHOWN ? `${shown} ${report.andOthers(all.length - SHOWN)}` : shown;
}

export function withDryRun(lines: string[], dryRun: boolean): string[] {
  return dryRun ? [...lines, report.dryRun] : lines;
}
