import { calledText, reachesOut } from '../events/called-text.ts';
import { checkedAs, wouldChangeText } from '../events/checked-as.ts';
import type {
  BlockFinished,
  BlockPart,
  OutputStream,
  RunEvent,
  TaskFinished,
  TaskStatus,
} from '../events/run-event.ts';
import { oneLine, printableLines, writtenLines } from '../text/printable.ts';
import { createPlainText } from '../view/plain-text.ts';
import { createJobNames } from '../events/job-names.ts';

/** What happened in a run, in its order: one entry for each task, and others for what is around and between them. All texts are printable. */
export type TimelineEntry = TaskEntry | BlockEntry | NoteEntry;

interface At {
  /** Milliseconds since the epoch, on the run's clock. */
  readonly time: number;
  /** How deep in blocks, from 0. */
  readonly depth: number;
}

export interface TaskEntry extends At {
  readonly kind: 'task';
  /** Of the instance: the same in events. */
  readonly id: string;
  readonly name: string;
  readonly action: string;
  /** `file:line` */
  readonly place: string;
  /** `running`: its end was not seen. */
  readonly status: TaskStatus | 'running';
  /** What check mode made of it. */
  readonly checked?: 'read' | 'would change' | 'not run';
  /** It is one item of a loop, which has an entry of its own. */
  readonly isItem: boolean;
  /** Milliseconds; missing while it runs. */
  readonly duration?: number;
  readonly attempts: number;
  /** Lines: why it was skipped, failed, stopped or not run. */
  readonly reason: readonly string[];
  readonly help?: string;
  readonly inDoubt?: string;
  readonly calls: readonly Call[];
  /** What it wrote, was asked and told, in order. */
  readonly output: readonly OutputLine[];
  /** Lines that are not among them, because there were too many. */
  readonly outputLeftOut: number;
}

export interface Call {
  /** `called: ` or what else it was. */
  readonly label: string;
  readonly attempt: number;
  readonly lines: readonly string[];
}

export interface OutputLine {
  readonly stream: OutputStream | 'note';
  readonly text: string;
}

/** A block with a name, the part of one, or a choose with the branch that was taken. */
export interface BlockEntry extends At {
  readonly kind: 'block' | 'rescue' | 'always' | 'undo' | 'choose';
  readonly name: string;
  readonly branch?: string;
  readonly status?: BlockFinished['status'];
}

/** What belongs to no task: the session, windows, questions, the status board, warnings. */
export interface NoteEntry extends At {
  readonly kind: 'note';
  readonly level: 'information' | 'warning' | 'error';
  readonly text: string;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenTask = Omit<Writable<TaskEntry>, 'calls' | 'output'> & { calls: Call[]; output: OutputLine[] };

/** Lines of output that are kept of one task: the first half of them, and the last. */
const MOST_LINES = 400;
/** UTF-16 code units of a line. */
const LONGEST_LINE = 2000;

/** A fold over the events of a run. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  handle(event: RunEvent): void;
}

export function createTimeline(): Timeline {
  const entries: (OpenTask | Writable<BlockEntry> | NoteEntry)[] = [];
  const tasks = new Map<string, OpenTask>();
  const blocks = new Map<string, Writable<BlockEntry>>();
  const jobs = createJobNames();
  const plainText = createPlainText(1, LONGEST_LINE);

  const note = (
    { time }: RunEvent,
    lines: readonly string[],
    level: NoteEntry['level'] = 'information',
  ): void => {
    if (lines.length > 0)
      entries.push({
        kind: 'note',
        time,
        depth: 0,
        level,
        text: lines.map((line) => line.trim()).join('\n'),
      });
  };
  const write = (id: string, stream: OutputLine['stream'], lines: readonly string[]): void => {
    const task = tasks.get(id);
    if (!task) return;
    for (const line of lines) task.output.push({ stream, text: cut(line) });
    const surplus = task.output.length - MOST_LINES;
    if (surplus <= 0) return;
    task.output.splice(MOST_LINES / 2, surplus);
    task.outputLeftOut += surplus;
  };
  const finish = (event: TaskFinished): void => {
    const task = tasks.get(event.id) ?? begin({ ...event, depth: 0 });
    const checked = checkedAs(event);
    Object.assign(task, {
      name: oneLine(event.name),
      status: event.status,
      duration: event.duration,
      attempts: event.attempts,
      reason: printableLines(event.reason || wouldChangeText(event).replace(/^: /, '')).filter(
        (line) => line !== '',
      ),
      ...(checked ? { checked } : {}),
      ...(event.help === undefined ? {} : { help: writtenLines(event.help).join(' ') }),
      ...(event.inDoubt === undefined ? {} : { inDoubt: oneLine(event.inDoubt) }),
    });
    jobs.take(event);
  };
  const begin = (
    event: Pick<TaskFinished, 'id' | 'name' | 'action' | 'place' | 'time' | 'item'> & {
      readonly depth: number;
    },
  ): OpenTask => {
    const { id, time, depth, name, action, place, item } = event;
    const task: OpenTask = {
      ...{ kind: 'task', id, time, depth, name: oneLine(name), action, place: oneLine(place) },
      ...{
        status: 'running',
        isItem: item !== undefined,
        attempts: 0,
        reason: [],
        calls: [],
        output: [],
        outputLeftOut: 0,
      },
    };
    tasks.set(id, task);
    entries.push(task);
    return task;
  };
  const block = (key: string, entry: Writable<BlockEntry>): void => {
    blocks.set(key, entry);
    entries.push(entry);
  };

  return {
    entries,
    handle(event) {
      const lines = plainText(event);
      switch (event.type) {
        case 'task-started':
          begin(event);
          break;
        case 'task-called': {
          const { label, text } = calledText(event);
          if (!reachesOut(event)) break;
          if (event.typed) write(event.id, 'note', [`typed: ${oneLine(event.text)}`]);
          else
            tasks
              .get(event.id)
              ?.calls.push({ label, attempt: event.attempt, lines: printableLines(text).map(cut) });
          break;
        }
        case 'task-output':
          write(event.id, event.stream, printableLines(event.text));
          break;
        case 'task-finished':
          finish(event);
          break;
        case 'task-retried':
        case 'question-asked':
        case 'question-answered':
        case 'variable-changed':
          write(
            event.id,
            'note',
            lines.map((line) => line.trim()),
          );
          break;
        case 'status-changed':
          if (event.id !== undefined && tasks.has(event.id))
            write(
              event.id,
              'note',
              lines.map((line) => line.trim()),
            );
          else note(event, lines);
          break;
        case 'block-started':
          if (event.part !== 'block' || (event.name !== '' && event.name !== 'block'))
            block(keyOf(event.part, event.id), {
              kind: event.part,
              time: event.time,
              depth: event.depth,
              name: oneLine(event.name),
            });
          break;
        case 'block-finished': {
          const entry = blocks.get(keyOf(event.part, event.id));
          if (entry) entry.status = event.status;
          break;
        }
        case 'branch-chosen':
          entries.push({
            kind: 'choose',
            time: event.time,
            depth: event.depth,
            name: oneLine(event.name),
            branch: oneLine(event.branch),
          });
          break;
        case 'session-lost':
        case 'window-overrun':
        case 'window-left':
          note(event, lines, 'error');
          break;
        case 'window-warned':
        case 'window-at-risk':
        case 'stop-requested':
          note(event, lines, 'warning');
          break;
        case 'notice-given':
          note(event, lines, event.level);
          break;
        case 'run-started':
        case 'run-finished':
        case 'task-progressed':
          break;
        default:
          note(event, lines);
      }
    },
  };
}

function keyOf(part: BlockPart, id: string): string {
  return `${part} ${id}`;
}

function cut(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} … (${line.length} characters)`;
}
