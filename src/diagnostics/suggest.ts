/**
 * The name nearest to a misspelt one, for "did you mean …?": the least Damerau-Levenshtein distance without regard to
 * case, at most a third of the name's length (and at least 1). Nothing where no name is near.
 */
export function suggest(wrong: string, names: Iterable<string>): string | undefined {
  return nearest(wrong, names)[0];
}

/**
 * The same where it is sure enough to be written in its place: no other name is as near, and it is not another one of a row (`server1`, `server2`).
 */
export function onlyNear(wrong: string, names: Iterable<string>): string | undefined {
  const [near, other] = nearest(wrong, names);
  if (near === undefined || other !== undefined) return undefined;
  const isOfRow = wrong !== near && wrong.replaceAll(/\d/g, '') === near.replaceAll(/\d/g, '');
  return isOfRow ? undefined : near;
}

/** Those of the least distance, in their order. */
function nearest(wrong: string, names: Iterable<string>): readonly string[] {
  let least = Math.max(1, Math.floor(wrong.length / 3));
  let best: string[] = [];
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase(), least + 1);
    if (distance > least) continue;
    if (distance < least) best = [];
    least = distance;
    if (!best.includes(name)) best.push(name);
  }
  return best;
}

/** Damerau-Levenshtein; `limit` where it is that or more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? limit) + 1,
        (row[j - 1] ?? limit) + 1,
        (previous[j - 1] ?? limit) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforePrevious[j - 2] ?? limit) + 1);
      }
      row.push(cost);
      if (cost < least) least = cost;
    }
    // A later row is made of the last two.
    if (least >= limit && leastBefore >= limit) return limit;
    leastBefore = least;
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? limit;
}
