import { unreachable } from '../diagnostics/unreachable.ts';
import { durationText } from '../time/duration-text.ts';
import { calledText } from '../events/called-text.ts';
import { checkedAs, wouldChangeText } from '../events/checked-as.ts';
import { statusText } from '../events/status-text.ts';
import { createJobNames } from '../events/job-names.ts';
import { leftOpenText } from '../events/left-open-text.ts';
import { atRiskText, usualText } from '../events/window-text.ts';
import { oneLine, printableLines, writtenLines } from '../text/printable.ts';
import type {
  BlockFinished,
  BlockStarted,
  QuestionAsked,
  RunEvent,
  RunStarted,
  SessionOpened,
  TaskCalled,
  TaskFinished,
  TaskOutput,
  TaskProgressed,
  WindowClosed,
  WindowOpened,
} from '../events/run-event.ts';
import { hanging } from './hanging.ts';
import { createFailureOutput, failureDetails } from './failure-output.ts';
import { ANSWERED_BY, isShown, prefix } from './streams.ts';
import { callShownFrom, howText, notifiesText, type Verbosity } from './view.ts';

const NOTICES = { information: 'note: ', warning: 'warning: ', error: 'error: ' } as const;

const STATUS_WORDS: Readonly<Record<TaskFinished['status'], string>> = {
  ok: 'ok',
  changed: 'changed',
  skipped: 'skipped',
  failed: 'FAILED',
  ignored: 'ignored',
  not_run: 'not run',
  stopped: 'STOPPED',
};

/** Turns events into lines of text, indented by the depth of blocks, without times. Keeps what it needs of earlier events. */
export function createPlainText(verbosity: Verbosity, longestLine: number): (event: RunEvent) => string[] {
  const depths = new Map<string, number>();
  const blockNames = new Map<string, string>();
  /** Told already when they were chosen. */
  const branches = new Set<string>();
  const calls = new Map<string, string>();
  const progress = new Map<string, string>();
  /** Why tasks are tried again. */
  const reasons = new Map<string, string>();
  const failureOutput = createFailureOutput();
  const jobs = createJobNames();

  const indented = (id: string, more: number, lines: readonly string[]): string[] => {
    const indent = '  '.repeat((depths.get(id) ?? 0) + more);
    return lines.map((line) => indent + line);
  };
  const cut = (line: string): string =>
    line.length <= longestLine ? line : `${line.slice(0, longestLine)} … (${line.length} characters)`;

  function taskCalled(event: TaskCalled): string[] {
    if (verbosity < callShownFrom(event)) return [];
    const { label, text } = calledText(event);
    // The next attempt's is mostly the same.
    if (verbosity < 3 && calls.get(event.id) === text) return [];
    calls.set(event.id, text);
    return indented(event.id, 1, printableLines(text).map(hanging(label)).map(cut));
  }

  function taskOutput(event: TaskOutput): string[] {
    const { id, stream, text } = event;
    const job = jobs.nameOf(id);
    const label = job === undefined ? '' : `${oneLine(job)}: `;
    const lines = printableLines(text).map((line) => label + prefix(stream, line) + cut(line));
    const shown = isShown(event, verbosity);
    if (!event.typed) failureOutput.take(id, stream, lines, shown);
    return shown ? indented(id, job === undefined ? 1 : 0, lines) : [];
  }

  function taskProgress({ id, activity, status, percent, completed }: TaskProgressed): string[] {
    if (verbosity < 2 || completed) return [];
    const tens = percent === null ? '' : ` ${Math.floor(percent / 10) * 10} %`;
    const line = `progress: ${oneLine(activity)}: ${oneLine(status)}${tens}`;
    if (progress.get(id) === line) return [];
    progress.set(id, line);
    return indented(id, 1, [cut(line)]);
  }

  function taskFinished(event: TaskFinished): string[] {
    const { id, status, reason, duration, attempts, result } = event;
    const word = checkedAs(event) ?? (goesOn(event) ? 'started' : STATUS_WORDS[status]);
    const name = `${word.padEnd(7)} ${oneLine(event.name)}`;
    const details: string[] = [];
    let first = name;
    if (status === 'skipped' || status === 'not_run') {
      if (reason !== '') first += `: ${printableLines(reason).join(' ')}`;
    } else {
      first += `${wouldChangeText(event)} (${durationText(duration)}${attempts > 1 ? `, ${attempts} attempts` : ''})${notifiesText(event)}`;
    }
    details.push(...failureDetails(event, failureOutput.release(jobs.endedIn(event) ?? id)));
    jobs.take(event);
    if (verbosity >= 3 && result !== null) details.push(cut(`result: ${jsonLine(result)}`));
    const lines = [...indented(id, 0, [first]), ...indented(id, 1, details.map(cut))];
    depths.delete(id);
    calls.delete(id);
    progress.delete(id);
    reasons.delete(id);
    return lines;
  }

  function questionAsked({ id, question, failure }: QuestionAsked): string[] {
    const asked = writtenLines(question).map(hanging('question: '));
    if (!failure) return indented(id, 1, asked);
    const details = failureDetails({ status: 'failed', ...failure }, failureOutput.reveal(id));
    return indented(id, 1, [...details.map(cut), ...asked]);
  }

  function blockStarted({ id, part, name, depth }: BlockStarted): string[] {
    const key = `${part} ${id}`;
    depths.set(key, depth);
    blockNames.set(key, name);
    if (part === 'block' && (isUnnamed(name) || branches.has(id))) return [];
    if (part === 'block' && /^(?:import|include)_\w+: /.test(name)) return indented(key, 0, [oneLine(name)]);
    return indented(key, 0, [isUnnamed(name) ? part : `${part}: ${oneLine(name)}`]);
  }

  function blockFinished({ id, part, status }: BlockFinished): string[] {
    const key = `${part} ${id}`;
    const name = blockNames.get(key) ?? '';
    const what = status === 'rescued' ? status : `${part} ${status}`;
    const lines = indented(key, 0, [isUnnamed(name) ? what : `${what}: ${oneLine(name)}`]);
    depths.delete(key);
    blockNames.delete(key);
    return status === 'rescued' || (status !== 'ok' && verbosity >= 1) ? lines : [];
  }

  return (event) => {
    switch (event.type) {
      case 'run-started':
        return runStarted(event, verbosity);
      case 'session-opened':
        return [sessionOpened(event)];
      case 'session-closed':
        return [`PowerShell has ended (process ${event.pid})`];
      case 'session-lost':
        return [
          `SESSION LOST (process ${event.pid}): ${oneLine(event.message)}`,
          ...printableLines(event.lastWords)
            .filter((line) => line !== '')
            .map((line) => `  its last words: ${cut(line)}`),
        ];
      case 'task-started': {
        depths.set(event.id, event.depth);
        const what = verbosity >= 2 ? ` [${event.action}, ${event.place}]` : '';
        return indented(event.id, 0, [`> ${oneLine(event.name)}${what}`]);
      }
      case 'task-called':
        return taskCalled(event);
      case 'task-output':
        return taskOutput(event);
      case 'task-progressed':
        return taskProgress(event);
      case 'task-retried': {
        const { id, attempt, attempts, delay } = event;
        const next = delay > 0 ? `, the next in ${durationText(delay)}` : '';
        const reason = printableLines(event.reason).join(' ');
        // Whoever waits for something reads once for what.
        const why = reasons.get(id) === reason ? '' : `: ${reason}`;
        reasons.set(id, reason);
        failureOutput.retry(id);
        return indented(id, 1, [`attempt ${attempt} of ${attempts}${next}${why}`]);
      }
      case 'task-finished':
        return taskFinished(event);
      case 'handler-reached': {
        const by = event.by.map((name) => `"${oneLine(name)}"`).join(', ');
        return verbosity >= 1 ? [`handler: ${oneLine(event.name)}, notified by ${by}`] : [];
      }
      case 'block-started':
        return blockStarted(event);
      case 'block-finished':
        return blockFinished(event);
      case 'branch-chosen':
        depths.set(event.id, event.depth);
        branches.add(event.branchId);
        return indented(event.id, 0, [`choose: ${oneLine(event.name)}: ${oneLine(event.branch)}`]);
      case 'window-opened':
        return [windowOpened(event)];
      case 'window-warned':
        return [`WINDOW: ${oneLine(event.name)}: ${used(event)} gone`];
      case 'window-at-risk':
        return [`WINDOW: ${oneLine(event.name)}: ${oneLine(atRiskText(event))}`];
      case 'window-overrun':
        return [`WINDOW OVERRUN: ${oneLine(event.name)}: ${used(event)} gone`];
      case 'window-closed':
        return [windowClosed(event)];
      case 'window-left':
        return [`WINDOW LEFT${event.undone ? '' : ' OPEN'}: ${oneLine(event.name)}: ${leftOpenText(event)}`];
      case 'question-asked':
        return questionAsked(event);
      case 'question-answered':
        return indented(event.id, 1, [`answer: ${oneLine(event.answer)} (${ANSWERED_BY[event.by]})`]);
      case 'variable-changed':
        return indented(event.id, 1, [`changed: ${oneLine(`${event.name} = ${event.value}`)}`]);
      case 'status-changed': {
        // What it is at the beginning the runbook says.
        if (event.before === null) return [];
        const line = `status: ${oneLine(statusText(event.name, event.value))}`;
        return event.id === undefined ? [line] : indented(event.id, 1, [line]);
      }
      case 'stop-requested':
        return [`STOP REQUESTED by ${event.by === 'operator' ? 'the operator' : 'a signal'}`];
      case 'notice-given':
        return writtenLines(event.text).map(hanging(NOTICES[event.level]));
      case 'run-finished':
        return [
          `finished: ${oneLine(event.outcome)} (${durationText(event.duration)}, exit code ${event.exitCode})`,
          ...(event.compared ? [oneLine(event.compared.text)] : []),
        ];
      default:
        return unreachable(event);
    }
  };
}

function goesOn({ status, job }: TaskFinished): boolean {
  return job?.state === 'started' && (status === 'ok' || status === 'changed');
}

/** A block without a name goes by its kind. */
function isUnnamed(name: string): boolean {
  return name === '' || name === 'block';
}

function runStarted(event: RunStarted, verbosity: Verbosity): string[] {
  const { name, file, scenario, runId, parameters } = event;
  const of = scenario === undefined ? '' : `, scenario ${scenario}`;
  const lines = [oneLine(`${name}: ${howText(event)}${of} (${file}, run ${runId})`)];
  if (verbosity < 2) return lines;
  return [
    ...lines,
    ...parameters.map(
      (parameter) => `  ${parameter.name} = ${oneLine(parameter.value)} (${parameter.origin})`,
    ),
  ];
}

function sessionOpened({ host, version, edition, executable, pid, duration }: SessionOpened): string {
  const where = host === undefined ? '' : ` on ${oneLine(host)}`;
  return `PowerShell ${version} (${edition}) has started${where} in ${durationText(duration)}: ${executable}, process ${pid}`;
}

function windowOpened(event: WindowOpened): string {
  const usual = usualText(event);
  const takes = usual === '' ? '' : `; ${usual}`;
  const { name, limit, time, opened } = event;
  const before = opened === undefined ? '' : `, open for ${durationText(time - opened)} by now`;
  return `window opened: ${oneLine(name)}, ${durationText(limit)}${before}${takes}`;
}

function windowClosed(event: WindowClosed): string {
  const end = event.overrun ? `OVERRUN by ${durationText(event.elapsed - event.limit)}` : 'in time';
  return `window closed: ${oneLine(event.name)}, ${used(event)}, ${end}`;
}

function used({ elapsed, limit }: { readonly elapsed: number; readonly limit: number }): string {
  return `${durationText(elapsed)} of ${durationText(limit)}`;
}

function jsonLine(json: unknown): string {
  return oneLine(
    JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );
}
