import type { NamedArgument } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { ErrorAction, Keepable } from '../model/runbook.ts';
import { leftText } from '../session/process/marked-processes.ts';
import type { ErrorRecordData, Invocation, InvocationResult, StreamRecord } from '../session/session.ts';
import type { TextEncoding } from '../values/text-encoding.ts';
import { Omit, type Key, type Mapping, type Value } from '../values/value.ts';
import { doubleHopHelp, type HoppingCall } from './double-hop-help.ts';
import { createBoundedText, type LineAssembler } from './line-assembler.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';

/** Records of one stream that a registered result keeps. */
const KEPT_RECORDS = 10_000;

/** How a call of the session is made, beside what it calls. */
export interface SessionSettings {
  readonly errorAction: ErrorAction;
  /** What it leaves changed in the session. */
  readonly keep: readonly Keepable[];
  /** Set while it runs; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  readonly checkMode: boolean;
}

export function sessionSettings(preparation: Preparation): SessionSettings {
  const { errorAction, keep, environment, checkMode } = preparation;
  return { errorAction, keep, environment, checkMode };
}

/** The values of named parameters; `omit` leaves one out. Errors: throws `EvaluationError`. */
export function parametersOf(parameters: readonly NamedArgument[], preparation: Preparation): Mapping {
  const values = new Map<Key, Value>();
  for (const { name, value } of parameters) {
    const evaluated = evaluateArgument(value, preparation.scope);
    if (!(evaluated instanceof Omit)) values.set(name, evaluated);
  }
  preparation.learn(values.values());
  return values;
}

interface Invoked {
  readonly result: InvocationResult;
  /** Every field of a registered result that PowerShell's streams give. */
  readonly fields: Map<Key, Value>;
  /** Of the session; missing on the runner's machine. */
  readonly host: string | undefined;
}

interface InvokeOptions {
  /** Of what is written past PowerShell. */
  readonly encoding?: TextEncoding | undefined;
  /** What the caller knows of the result. */
  readonly understand?: (result: InvocationResult) => InvocationResult;
}

export function sessionIsClosed(): Outcome {
  return failed('the PowerShell session is closed', 'put a task with `session: open` before this one');
}

/** Runs a command in the run's session and shows its records as they come; or says why there is no session. */
export async function invoke(
  command: Invocation['command'],
  call: SessionSettings & { readonly parameters: Mapping },
  ports: Ports,
  { encoding, understand }: InvokeOptions = {},
): Promise<Invoked | Outcome> {
  const session = await ports.sessions.use();
  if (!session) return sessionIsClosed();
  const { parameters, errorAction, environment, keep, checkMode } = call;
  const { verbose, signal, keepOutput, apart } = ports;
  const records = createRecordKeeper(checkMode, ports);
  const given = await session.invoke(
    {
      command,
      parameters,
      errorAction,
      verbose,
      debug: verbose,
      environment,
      keep,
      checkMode,
      ...(encoding && { encoding }),
    },
    { onRecord: (record) => records.take(record), signal, keepOutput, ...(apart && { apart }) },
  );
  const result = understand ? understand(given) : given;
  return { result, fields: records.end(result), host: session.info.host };
}

function createRecordKeeper(checkMode: boolean, ports: Ports) {
  const kept: Record<'warning' | 'verbose' | 'debug' | 'information', string[]> = {
    warning: [],
    verbose: [],
    debug: [],
    information: [],
  };
  /** The streams of which more came than is kept. */
  const cut = new Set<string>();
  const keep = (stream: keyof typeof kept, text: string) => {
    if (kept[stream].length < KEPT_RECORDS) kept[stream].push(text);
    else cut.add(stream);
  };
  const hostText = createBoundedText(ports.keepOutput);
  const stderrText = createBoundedText(ports.keepOutput);
  const hostStream = checkMode ? 'what_if' : 'host';
  // Most calls write to none of them.
  const lines: Partial<Record<'host' | 'stdout' | 'stderr', LineAssembler>> = {};

  return {
    take(record: StreamRecord): void {
      switch (record.stream) {
        case 'output':
          return ports.show('output', record.text);
        case 'error':
          return ports.show('error', record.error.message);
        case 'warning':
        case 'verbose':
        case 'debug':
        case 'information':
          keep(record.stream, record.text);
          return ports.show(record.stream, record.text);
        case 'host': {
          const text = record.newline ? `${record.text}\n` : record.text;
          hostText.add(text);
          return (lines.host ??= ports.lines(hostStream)).push(text);
        }
        case 'stdout':
          hostText.add(record.text);
          return (lines.stdout ??= ports.lines('stdout')).push(record.text);
        case 'stderr':
          stderrText.add(record.text);
          return (lines.stderr ??= ports.lines('stderr')).push(record.text);
        case 'progress':
          return ports.progress(record);
      }
    },
    end(result: InvocationResult): Map<Key, Value> {
      for (const stream of ['host', 'stdout', 'stderr'] as const) lines[stream]?.end();
      if (result.outputTruncated) cut.add('output');
      if (result.errorsTruncated) cut.add('error');
      if (hostText.isTruncated()) cut.add('host_out');
      if (stderrText.isTruncated()) cut.add('host_err');
      if (cut.size > 0 && ports.keepOutput) {
        const kept = result.outputTruncated
          ? ` (${result.output.length.toLocaleString('en')} objects of the output)`
          : '';
        ports.show(
          'warning',
          `the registered result has only the beginning of ${[...cut].join(', ')}${kept}`,
        );
      }
      return new Map<Key, Value>([
        ['output', result.output],
        ['error', result.errors.map(errorValue)],
        ...Object.entries(kept),
        ['host_out', hostText.text()],
        ['host_err', stderrText.text()],
        ...(cut.size > 0 ? [['truncated', true] as const] : []),
      ]);
    },
  };
}

/** An error record as expressions see it: the names that Ansible's `win_powershell` uses where it has one. */
function errorValue(error: ErrorRecordData): Mapping {
  return new Map<Key, Value>([
    ['message', error.message],
    ['category', error.category],
    ['exception', error.exception],
    ['fully_qualified_error_id', error.id],
    ['target', error.target],
    [
      'inner_exceptions',
      error.causes.map(
        ({ exception, message }) =>
          new Map([
            ['message', message],
            ['exception', exception],
          ]),
      ),
    ],
    ['recommended_action', error.recommendedAction],
    ['position', error.position],
    ['script_stack_trace', error.scriptStack],
  ]);
}

/** How an invocation failed, in words; undefined where it did not fail. One that was stopped did not do all of its work. */
export function failureOf(
  result: InvocationResult,
  { errorAction }: Pick<SessionSettings, 'errorAction'>,
): string | undefined {
  if (result.state === 'stopped') return 'it was stopped';
  const wanted = errorAction === 'stop' || result.state === 'failed';
  if (result.state === 'completed' && (!wanted || result.errors.length === 0)) return undefined;
  // What ended it says more than what was reported before.
  const first = result.errors.find(({ terminating }) => terminating) ?? result.errors[0];
  const others = result.errors.filter((error) => error !== first);
  if (!first) return result.state === 'failed' ? 'the command ended without saying why' : undefined;
  const more = others.length > 0 ? `\n(and ${others.length} more error${others.length > 1 ? 's' : ''})` : '';
  const position = first.position.trim();
  // An outer message often has the inner one in it.
  const causes = first.causes
    .filter(({ message }) => message.trim() !== '' && !first.message.includes(message))
    .map(({ exception, message }) => `\ncaused by ${exception}: ${message}`)
    .join('');
  return `${first.message}${causes}${position === '' ? '' : `\n${position}`}${more}`;
}

/** What helps against the failures that administrators meet most. */
export function helpFor(result: InvocationResult, call: HoppingCall): string | undefined {
  const left = leftText(result.left ?? []);
  if (left !== undefined) return left;
  const error = result.errors.find(({ terminating }) => terminating) ?? result.errors[0];
  if (!error) return undefined;
  const hop = doubleHopHelp(error, call);
  if (hop !== undefined) return hop;
  if (error.recommendedAction !== null) return error.recommendedAction;
  const text = `${error.id} ${error.message}`;
  if (/\b740\b|requires elevation|ElevationRequired|requested operation requires elevation/i.test(text)) {
    return 'this needs administrator rights: start runbook again from a shell that was opened with "Run as administrator"';
  }
  if (
    /UnauthorizedAccess.*(script|execution)|running scripts is disabled|about_Execution_Policies|is not digitally signed/i.test(
      text,
    )
  ) {
    return 'the execution policy stops this script file: sign it, or let the administrator allow it (Get-ExecutionPolicy -List shows which policy applies)';
  }
  if (error.terminating && error.id.startsWith('NativeCommandError')) {
    return 'Windows PowerShell takes what a native program writes to stderr for an error: run the program under command:, send its stderr away (2>$null), or set error_action: continue';
  }
  if (/CommandNotFoundException/.test(text)) {
    return 'name the module that has it under `session: { modules: [ … ] }`, and check that it is installed on this machine';
  }
  return undefined;
}
