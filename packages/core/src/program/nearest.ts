/** How many letters must be changed, added, left out or swapped with their neighbor to turn one text into another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The name that was probably meant; none where nothing is near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const steps = distance(name.toLowerCase(), candidate.toLowerCase());
    if (steps < least && steps < candidate.length) {
      best = candidate;
      least = steps;
    }
  }
  return best;
}

/** `one of 4 recipients: brae, lumen, paperboat, tarn`; a long list is cut. */
export function oneOf(what: string, names: Iterable<string>): string {
  const all = [...new Set(names)].sort();
  if (all.length === 0) return `none: no ${what} are declared`;
  if (all.length === 1) return `\`${all[0]}\``;
  const shown = all.slice(0, 12).join(", ");
  return `one of ${all.length} ${what}: ${shown}${all.length > 12 ? ", ..." : ""}`;
}
