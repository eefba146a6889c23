import { durationText, stopwatchText } from '../../time/duration-text.ts';
import type { LocalTime } from '../../time/local-time.ts';
import type { RunReport } from '../run-report.ts';
import type { BlockEntry, NoteEntry, OutputLine, TaskEntry, TimelineEntry } from '../timeline.ts';
import { markup, type Markup } from '../../text/markup.ts';

/** The run's timeline as a list: when, how it ended, what, how long; what it called and wrote can be opened, and is open where it went wrong. */
export function htmlTimeline({ started, ended, timeline }: RunReport, time: LocalTime): Markup {
  const when = (at: number): Markup =>
    markup`<span class="time">${time.timeOfDay(at)} +${stopwatchText(at - started)}</span>`;
  const length = Math.max(1, ended - started);
  const entry = (each: TimelineEntry): Markup => {
    switch (each.kind) {
      case 'task':
        return taskEntry(each, when(each.time), barOf(each, started, length));
      case 'note':
        return noteEntry(each, when(each.time));
      default:
        return blockEntry(each, when(each.time));
    }
  };
  return markup`<ol class="timeline">${timeline.map(entry)}</ol>`;
}

const BADGES = {
  ok: ['ok', 'good'],
  changed: ['changed', 'calm'],
  skipped: ['skipped', 'dim'],
  failed: ['FAILED', 'bad'],
  ignored: ['ignored', 'warn'],
  not_run: ['not run', 'dim'],
  stopped: ['STOPPED', 'warn'],
  running: ['NOT ENDED', 'bad'],
} as const satisfies Readonly<Record<TaskEntry['status'], readonly [string, string]>>;

function taskEntry(task: TaskEntry, when: Markup, bar: Markup | undefined): Markup {
  const { status, checked, depth, name, duration, attempts, reason, help, inDoubt, place, action } = task;
  const [word, state] = BADGES[status];
  const isBad = status === 'failed' || status === 'stopped' || status === 'running';
  const tries = attempts > 1 ? `${attempts} attempts, ` : '';
  const why = reason.map((line) => markup`<p class="${isBad ? 'bad' : 'dim'}">${line}</p>`);
  const what = markup`<span class="what" style="--depth: ${depth}">${name}${why}${
    inDoubt === undefined ? undefined : markup`<p class="bad">In doubt: ${inDoubt}</p>`
  }${help === undefined ? undefined : markup`<p>What to do: ${help}</p>`}${detailsOf(task, isBad)}${bar}</span>`;
  const took = duration === undefined || status === 'skipped' ? '' : `${tries}${durationText(duration)}`;
  return markup`<li class="${state}"><div class="row" title="${action}, ${place}">${when}<span class="badge">${checked ?? word}</span>${what}<span class="took">${took}</span></div></li>`;
}

function detailsOf(
  { calls, output, outputLeftOut, place, action }: TaskEntry,
  isOpen: boolean,
): Markup | undefined {
  if (calls.length === 0 && output.length === 0) return undefined;
  const called = calls.map(({ label, lines }) => markup`<pre><b>${label}</b>${lines.join('\n')}</pre>`);
  const cut = Math.floor(output.length / 2);
  const lines = output.map((line, index) => {
    const left =
      index === cut && outputLeftOut > 0
        ? markup`<b>… ${outputLeftOut} lines left out, in the log</b>\n`
        : undefined;
    return markup`${left}${outputLine(line)}\n`;
  });
  return markup`<details${isOpen ? markup` open=""` : undefined}><summary>${action}, ${place}</summary>${called}${
    lines.length === 0 ? undefined : markup`<pre>${lines}</pre>`
  }</details>`;
}

const STREAMS: Readonly<Partial<Record<OutputLine['stream'], string>>> = {
  error: 'bad',
  stderr: 'bad',
  warning: 'warn',
};

function outputLine({ stream, text }: OutputLine): Markup {
  const state = STREAMS[stream];
  const label =
    stream === 'output' || stream === 'stdout' || stream === 'host' ? undefined : markup`<b>${stream}: </b>`;
  return state === undefined
    ? markup`${label}${text}`
    : markup`${label}<span class="${state}">${text}</span>`;
}

function blockEntry({ kind, depth, name, branch, status }: BlockEntry, when: Markup): Markup {
  const [title, state] = {
    block: ['', 'calm'],
    rescue: ['rescue', 'warn'],
    always: ['always', 'calm'],
    undo: ['undo', 'warn'],
    choose: ['choose', 'calm'],
  }[kind] as [string, string];
  const end = status === undefined || status === 'ok' ? '' : status;
  const taken = branch === undefined ? undefined : markup`: ${branch}`;
  return markup`<li class="${status === 'failed' ? 'bad' : state}"><div class="row">${when}<span class="badge">${title}</span><span class="what head" style="--depth: ${depth}">${name}${taken}</span><span class="took">${end}</span></div></li>`;
}

const LEVELS = { information: 'dim', warning: 'warn', error: 'bad' } as const;

function noteEntry({ level, text }: NoteEntry, when: Markup): Markup {
  const lines = text.split('\n').map((line) => markup`<p class="${LEVELS[level]}">${line}</p>`);
  return markup`<li class="${LEVELS[level]}"><div class="row">${when}<span class="badge"></span><span class="what" style="--depth: 0">${lines}</span><span class="took"></span></div></li>`;
}

/** When it ran within the whole of the run. */
function barOf({ time, duration }: TaskEntry, started: number, length: number): Markup | undefined {
  if (duration === undefined || duration / length < 0.005) return undefined;
  const percent = (part: number): string => (Math.max(0, Math.min(1, part / length)) * 100).toFixed(2);
  return markup`<span class="run" style="display: block"><i style="left: ${percent(time - started)}%; width: ${percent(duration)}%"></i></span>`;
}
