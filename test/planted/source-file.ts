import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';

/** One key of a mapping, with the places of key and value in the text. */
export interface Entry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: unknown;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A task, a block, a choose or a branch, where it stands. */
export interface TaskPlace {
  readonly entries: readonly Entry[];
  readonly start: number;
  readonly end: number;
  /** `tasks`, `block`, `rescue`, `always`, `choose`, `handlers` or `undo`. */
  readonly section: string;
  /** The tasks of the same list, itself among them. */
  readonly siblings: readonly TaskPlace[];
  readonly play: readonly Entry[];
}

/** A text with one mistake in it, and the lines one of which has to be named. Lines count from 1. */
export interface Planting {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const lists = ['tasks', 'block', 'rescue', 'always', 'choose', 'handlers', 'undo'];

/** A runbook's text with the places at which something can be planted; knows nothing of what validate knows. */
export class SourceFile {
  readonly text: string;
  readonly tasks: readonly TaskPlace[];
  readonly params: readonly Entry[];
  readonly top: readonly Entry[];
  readonly #lines = new LineCounter();

  constructor(text: string) {
    this.text = text;
    const root = parseDocument(text, { lineCounter: this.#lines, keepSourceTokens: true }).contents;
    if (!isMap(root)) throw new Error('a runbook to plant in has to be a mapping');
    this.top = entriesOf(root);
    const params = valueOf(this.top, 'params');
    this.params = isMap(params) ? entriesOf(params) : [];
    const tasks: TaskPlace[] = [];
    const plays = valueOf(this.top, 'plays');
    for (const play of isSeq(plays) ? plays.items.filter((item) => isMap(item)).map(entriesOf) : [this.top]) {
      this.#collect(play, play, tasks);
    }
    this.tasks = tasks;
  }

  lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  /** The text with one part replaced; the mistake is on the lines of that part, unless others are named. */
  replace(start: number, end: number, by: string, lines: { from?: number; to?: number } = {}): Planting {
    const from = lines.from ?? this.lineAt(start);
    return {
      text: this.text.slice(0, start) + by + this.text.slice(end),
      from,
      to: lines.to ?? Math.max(from, this.lineAt(start) + by.split('\n').length - 1),
    };
  }

  /** Where the line that holds an offset begins. */
  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** How far a task's keys stand from the left. */
  indentOf(task: TaskPlace): string {
    const first = task.entries[0]!;
    return ' '.repeat(first.keyStart - this.lineStart(first.keyStart));
  }

  /** Whether a task's keys stand on lines of their own. */
  isBlockStyle(task: TaskPlace): boolean {
    return this.text[task.start] !== '{';
  }

  #collect(owner: readonly Entry[], play: readonly Entry[], into: TaskPlace[]): void {
    for (const { key, value } of owner) {
      if (!lists.includes(key) || !isSeq(value)) continue;
      const siblings: TaskPlace[] = [];
      for (const item of value.items) {
        if (!isMap(item)) continue;
        const entries = entriesOf(item);
        const start = item.range![0];
        const place = { entries, start, end: trimmedEnd(this.text, item), section: key, siblings, play };
        siblings.push(place);
        into.push(place);
        this.#collect(entries, play, into);
      }
    }
  }
}

export function entryOf(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.find((entry) => entry.key === key);
}

export function entriesOf(map: YAMLMap): readonly Entry[] {
  return map.items.map((pair) => {
    const key = (pair as Pair<Scalar>).key;
    const value = pair.value as { range?: [number, number, number] } | null;
    return {
      key: String(key.value),
      keyStart: key.range![0],
      keyEnd: key.range![1],
      value: pair.value,
      valueStart: value?.range?.[0] ?? key.range![1],
      valueEnd: value?.range?.[1] ?? key.range![1],
    };
  });
}

/** The text of a plain or quoted value; nothing of a mapping, a list or a block of lines. */
export function scalarText(entry: Entry): string | undefined {
  const { value } = entry;
  if (!isScalar(value) || typeof value.value !== 'string') return undefined;
  return value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL' ? undefined : value.value;
}

function valueOf(entries: readonly Entry[], key: string): unknown {
  return entryOf(entries, key)?.value;
}

function trimmedEnd(text: string, map: YAMLMap): number {
  return text.slice(0, map.range![1]).trimEnd().length;
}
