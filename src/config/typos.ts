import { SETTING_NAMES } from './settings.ts';

const PREFIXES = ['microsoft', 'tobot', 'tochannel', 'tchap', 'sandbox_tchap'];
const KNOWN = SETTING_NAMES.filter((name) => hasPrefix(name)) as string[];

/** Variables that look like a misspelt setting, with the setting that was probably meant. */
export function findTypos(names: string[]): { name: string; known: string }[] {
  return names
    .filter((name) => hasPrefix(name) && !KNOWN.includes(name))
    .flatMap((name) => {
      const known = nearest(name);
      return known === undefined ? [] : [{ name, known }];
    });
}

function hasPrefix(name: string): boolean {
  // A letter lost in the prefix itself is a typo too, but then any program's variable could be meant.
  return PREFIXES.some((prefix) => name.toLowerCase().startsWith(prefix));
}

function nearest(name: string): string | undefined {
  const bare = withoutStyle(name);
  const [best] = KNOWN.map((known) => ({ known, distance: editDistance(bare, withoutStyle(known)) })).sort(
    (a, b) => a.distance - b.distance,
  );
  return best !== undefined && best.distance <= 3 ? best.known : undefined;
}

/** MICROSOFT_APP_ID is MicrosoftAppId in another style. */
function withoutStyle(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
