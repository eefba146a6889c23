import type { RunEvent, RunFinished, RunMode, RunStarted } from '../events/run-event.ts';
import { oneLine } from '../text/printable.ts';
import type { SummaryOptions } from './summary-facts.ts';
import { summaryContent, type SummaryContent } from './summary.ts';
import { createRunRecord, recordEvent, type WindowRecord } from './run-record.ts';
import { createTimeline, type TimelineEntry } from './timeline.ts';

/** All that is known of a run, for whoever was not there. All texts are printable; secrets are hidden. */
export interface RunReport {
  readonly summary: SummaryContent;
  readonly runId: string;
  readonly name: string;
  readonly file: string;
  readonly mode: RunMode;
  readonly scenario?: string;
  /** Where it took place. */
  readonly host: string;
  /** How that is reached, and from which machine; missing where it is the runner's own. */
  readonly connection?: 'ssh' | 'winrm';
  readonly from?: string;
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
  const record = createRunRecord();
  const timeline = createTimeline();
  return {
    handle(event) {
      recordEvent(record, event);
      timeline.handle(event);
    },
    report({ resumed = [], ...options }) {
      const { started, finished, lastTime, session } = record;
      const {
        runId = '?',
        name = 'Run',
        file = '?',
        mode = 'apply',
        scenario,
        host,
        connection,
        parameters = [],
      } = started ?? {};
      return {
        summary: summaryContent(record, options),
        runId,
        name: oneLine(name),
        file: oneLine(file),
        mode,
        ...(scenario === undefined ? {} : { scenario: oneLine(scenario) }),
        ...whereOf(host, connection, oneLine(options.host)),
        user: oneLine(options.user),
        started: started?.time ?? lastTime,
        ended: finished?.time ?? lastTime,
        ...(finished ? { finished: finishedOf(finished) } : {}),
        parameters: parameters.map((each) => ({ ...each, value: oneLine(each.value) })),
        ...(session ? { powershell: { version: session.version, edition: session.edition } } : {}),
        resumed,
        board: Array.from(record.board, ([line, value]) => ({ name: line, value: oneLine(value) })),
        windows: Array.from(record.windows.values(), (window) => windowOf(window, lastTime)),
        decisions: timeline.entries.flatMap((entry) =>
          entry.kind === 'choose' ? [{ name: entry.name, branch: entry.branch ?? '' }] : [],
        ),
        timeline: timeline.entries,
      };
    },
  };
}

function whereOf(
  host: string | undefined,
  connection: RunReport['connection'],
  own: string,
): Pick<RunReport, 'host' | 'connection' | 'from'> {
  if (host === undefined) return { host: own };
  return { host: oneLine(host), ...(connection ? { connection } : {}), from: own };
}

function windowOf({ name, limit, opened, elapsed, left }: WindowRecord, lastTime: number): WindowReport {
  const common = { name: oneLine(name), limit, opened };
  if (left) return { ...common, elapsed: left.elapsed, state: left.undone ? 'undone' : 'left open' };
  if (elapsed !== undefined) return { ...common, elapsed, state: 'closed' };
  return { ...common, elapsed: lastTime - opened, state: 'still open' };
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
