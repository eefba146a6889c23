import type { RunEvent, RunFinished, RunMode, RunStarted } from '../events/run-event.ts';
import { oneLine } from '../text/printable.ts';
import type { SummaryOptions } from './summary-facts.ts';
import { createSummary, type SummaryContent } from './summary.ts';
import { createTimeline, type TimelineEntry } from './timeline.ts';

/** All that is known of a run, for whoever was not there. All texts are printable; secrets are hidden. */
export interface RunReport {
  readonly summary: SummaryContent;
  readonly runId: string;
  readonly name: string;
  readonly file: string;
  readonly mode: RunMode;
  readonly scenario?: string;
  readonly host: string;
  readonly user: string;
  /** Milliseconds since the epoch, on the run's clock. */
  readonly started: number;
  /** When it ended; of a run that did not, when it was last heard of. */
  readonly ended: number;
  /** Missing where the run did not come to its end. */
  readonly finished?: Pick<RunFinished, 'exitCode' | 'outcome' | 'counts' | 'inDoubt'>;
  readonly parameters: RunStarted['parameters'];
  readonly powershell?: { readonly version: string; readonly edition: string };
  /** When it was gone on with. */
  readonly resumed: readonly number[];
  readonly board: readonly { readonly name: string; readonly value: string }[];
  readonly windows: readonly WindowReport[];
  readonly decisions: readonly { readonly name: string; readonly branch: string }[];
  readonly timeline: readonly TimelineEntry[];
}

export interface WindowReport {
  readonly name: string;
  /** Milliseconds. */
  readonly limit: number;
  readonly opened: number;
  /** Milliseconds from its opening until it was closed or left, or until the run was last heard of. */
  readonly elapsed: number;
  readonly state: 'closed' | 'left open' | 'undone' | 'still open';
}

/** A fold over the events of a run. */
export interface ReportBuilder {
  handle(event: RunEvent): void;
  report(options: ReportOptions): RunReport;
}

export interface ReportOptions extends Omit<SummaryOptions, 'columns'> {
  readonly resumed?: readonly number[];
}

export function createReport(): ReportBuilder {
  const summary = createSummary();
  const timeline = createTimeline();
  const windows = new Map<string, WindowReport>();
  const board = new Map<string, string>();
  const decisions: { name: string; branch: string }[] = [];
  let started: RunStarted | undefined;
  let finished: RunFinished | undefined;
  let powershell: RunReport['powershell'];
  let lastTime = 0;

  const end = (id: string, elapsed: number, state: WindowReport['state']): void => {
    const window = windows.get(id);
    if (window) windows.set(id, { ...window, elapsed, state });
  };
  return {
    handle(event) {
      summary.handle(event);
      timeline.handle(event);
      lastTime = Math.max(lastTime, event.time);
      switch (event.type) {
        case 'run-started':
          started = event;
          break;
        case 'run-finished':
          finished = event;
          break;
        case 'session-opened':
          powershell = { version: event.version, edition: event.edition };
          break;
        case 'window-opened': {
          const { id, name, limit, time, opened = time } = event;
          windows.set(id, { name: oneLine(name), limit, opened, elapsed: 0, state: 'still open' });
          break;
        }
        case 'window-closed':
          end(event.id, event.elapsed, 'closed');
          break;
        case 'window-left':
          end(event.id, event.elapsed, event.undone ? 'undone' : 'left open');
          break;
        case 'status-changed':
          board.set(event.name, oneLine(event.value));
          break;
        case 'branch-chosen':
          decisions.push({ name: oneLine(event.name), branch: oneLine(event.branch) });
          break;
        default:
      }
    },
    report({ resumed = [], ...options }) {
      const {
        runId = '?',
        name = 'Run',
        file = '?',
        mode = 'apply',
        scenario,
        parameters = [],
      } = started ?? {};
      const begun = started?.time ?? lastTime;
      return {
        summary: summary.content(options),
        runId,
        name: oneLine(name),
        file: oneLine(file),
        mode,
        ...(scenario === undefined ? {} : { scenario: oneLine(scenario) }),
        host: oneLine(options.host),
        user: oneLine(options.user),
        started: begun,
        ended: finished?.time ?? lastTime,
        ...(finished ? { finished: finishedOf(finished) } : {}),
        parameters: parameters.map((each) => ({ ...each, value: oneLine(each.value) })),
        ...(powershell ? { powershell } : {}),
        resumed,
        board: Array.from(board, ([name, value]) => ({ name, value })),
        windows: Array.from(windows.values(), (window) =>
          window.state === 'still open' ? { ...window, elapsed: lastTime - window.opened } : window,
        ),
        decisions,
        timeline: timeline.entries,
      };
    },
  };
}

function finishedOf({ exitCode, outcome, counts, inDoubt }: RunFinished): NonNullable<RunReport['finished']> {
  return {
    exitCode,
    outcome: oneLine(outcome),
    counts,
    inDoubt: inDoubt.map(({ name, place, why }) => ({
      name: oneLine(name),
      place: oneLine(place),
      why: oneLine(why),
    })),
  };
}
