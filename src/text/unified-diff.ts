/** Unchanged lines around a change. */
const CONTEXT = 3;
/** Pairs of lines that are compared; of what differs in more, all lines are told as changed. */
const MOST_PAIRS = 4_000_000;

/** Lines of `before` and `after` as a unified diff, without a header; none where they are equal. Line ends do not count, but at the end. */
export function unifiedDiff(before: string, after: string): readonly string[] {
  const edits = editsBetween(linesOf(before), linesOf(after));
  const lines: string[] = [];
  for (const [from, to] of hunksOf(edits)) {
    const hunk = edits.slice(from, to);
    const old = counted(edits.slice(0, from), hunk, '+');
    const young = counted(edits.slice(0, from), hunk, '-');
    lines.push(`@@ -${old} +${young} @@`, ...hunk.map(({ sign, line }) => sign + line));
  }
  return lines;
}

interface Edit {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

const NO_LINE_END = '\n\\ No newline at end of file';

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, `${last}${NO_LINE_END}`];
}

function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const signed = (sign: Edit['sign'], lines: readonly string[]): Edit[] =>
    lines.map((line) => ({ sign, line }));
  return [
    ...signed(' ', before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end), signed),
    ...signed(' ', before.slice(before.length - end)),
  ];
}

/** By the longest common subsequence. */
function middle(
  before: readonly string[],
  after: readonly string[],
  signed: (sign: Edit['sign'], lines: readonly string[]) => Edit[],
): readonly Edit[] {
  if (before.length * after.length > MOST_PAIRS) return [...signed('-', before), ...signed('+', after)];
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const edits: Edit[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old, young] = [before[row], after[column]];
    if (old !== undefined && old === young) {
      edits.push({ sign: ' ', line: old });
      row++;
      column++;
    } else if (old !== undefined && (young === undefined || at(row + 1, column) >= at(row, column + 1))) {
      edits.push({ sign: '-', line: old });
      row++;
    } else {
      edits.push({ sign: '+', line: young ?? '' });
      column++;
    }
  }
  return edits;
}

/** The stretches around changes, as pairs of indexes, the end excluded. */
function hunksOf(edits: readonly Edit[]): readonly (readonly [number, number])[] {
  const hunks: [number, number][] = [];
  edits.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(edits.length, index + 1 + CONTEXT);
    const last = hunks.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  });
  return hunks;
}

/** `first,count` of one side: the line before, where it has none. */
function counted(before: readonly Edit[], hunk: readonly Edit[], other: '+' | '-'): string {
  const first = before.filter(({ sign }) => sign !== other).length;
  const count = hunk.filter(({ sign }) => sign !== other).length;
  return `${count === 0 ? first : first + 1},${count}`;
}
