/**
 * Typing errors between two words (a letter wrong, missing, added, or two swapped: Damerau-Levenshtein, each pair
 * swapped once); `max + 1` as soon as there are more than `max`.
 */
export function typingErrors(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = nextRow(one, other, i, last, beforeLast);
    if (Math.min(...row) > max) return max + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[other.length] ?? max + 1, max + 1);
}

function nextRow(one: string, other: string, i: number, last: number[], beforeLast: number[]): number[] {
  const row = [i];
  for (let j = 1; j <= other.length; j += 1) {
    const same = one[i - 1] === other[j - 1];
    const best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
    const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
    row.push(swapped ? Math.min(best, (beforeLast[j - 2] ?? 0) + 1) : best);
  }
  return row;
}
