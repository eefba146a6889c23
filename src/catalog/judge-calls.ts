import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { replacing, type Fix } from '../diagnostics/fix.ts';
import type { Location } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { checkCall } from './check-call.ts';
import type { CallFinding, CommandCall } from './command-call.ts';
import { nearCommand } from './near-command.ts';
import type { Described } from './session-catalog.ts';

/** A call that a runbook makes, as far as it is known before the run. */
export interface PlannedCall {
  /** As it is written, with its module where that stands before it. */
  readonly name: string;
  readonly location: Location;
  readonly call: CommandCall;
  /** The places of the arguments, in their order. */
  readonly places: readonly ArgumentPlace[];
  /** Whether something before it may bring the command, or another one of this name: `named` has its name. */
  readonly brought: 'named' | 'perhaps' | 'no';
}

export interface ArgumentPlace {
  readonly name: Location;
  readonly value: Location;
}

/** What is wrong with calls in a session that was asked what it has. */
export interface Judged {
  /** They cannot go well. */
  readonly refused: readonly Diagnostic[];
  /** What could not be found out, or may be wrong. */
  readonly notes: readonly Diagnostic[];
}

/** Holds calls against what the session has said of their commands. */
export function judgeCalls(calls: readonly PlannedCall[], described: ReadonlyMap<string, Described>): Judged {
  const all = calls.flatMap((planned) => {
    const answer = described.get(planned.name);
    return answer ? diagnosticsOf(planned, answer) : [];
  });
  const isRefused = ({ severity }: Diagnostic): boolean => severity === 'error';
  return { refused: all.filter(isRefused), notes: all.filter((each) => !isRefused(each)) };
}

function diagnosticsOf(planned: PlannedCall, answer: Described): readonly Diagnostic[] {
  const { name, location, brought } = planned;
  switch (answer.kind) {
    case 'found':
      // Where a task defines a command of this name, that is another one.
      if (brought === 'named') return [];
      return checkCall([answer.command], planned.call).map((finding) => callDiagnostic(finding, planned));
    case 'unloaded':
      return [unseen(planned, `it is in the module "${answer.module}", which the session does not import`)];
    case 'unreadable':
      return [unseen(planned, answer.why)];
    case 'missing': {
      if (brought === 'named') return [];
      const short = name.slice(name.indexOf('\\') + 1);
      const near = nearCommand(short, answer.similar);
      const similar = near ?? suggest(short, answer.similar);
      if (brought === 'perhaps' && near === undefined)
        return [unseen(planned, 'the session does not have it; a task before it may bring it')];
      const help =
        similar === undefined
          ? 'import its module: session: { modules: [...] }'
          : `did you mean "${similar}"?`;
      const message = `the session has no command "${name}"`;
      return [{ code: 'unknown-command', severity: 'error', message, location, help }];
    }
  }
}

function unseen({ name, location }: PlannedCall, why: string): Diagnostic {
  const message = `the call of "${name}" was not checked: ${why}`;
  return { code: 'unchecked-call', severity: 'information', message, location };
}

/** A finding at its place: a name is to blame for itself, a value for what it is. */
export function callDiagnostic(
  { argument, code, severity, message, help, meant }: CallFinding,
  { location, call, places }: Pick<PlannedCall, 'location' | 'call' | 'places'>,
): Diagnostic {
  const place = argument === undefined ? undefined : places[argument];
  const isValue = code === 'wrong-parameter-type' || code === 'wrong-parameter-value';
  const at = place ? (isValue ? place.value : place.name) : location;
  const fix = severity === 'error' && argument !== undefined ? rename(call, argument, meant, at) : undefined;
  return {
    code,
    severity,
    message,
    location: at,
    ...(help === undefined ? {} : { help }),
    ...(fix && { fix }),
  };
}

/** The parameter's right name in the place of the wrong one, unless it is given as well. */
function rename(
  { arguments: given }: CommandCall,
  argument: number,
  meant: string | undefined,
  at: Location,
): Fix | undefined {
  const written = given[argument]?.name;
  if (written === undefined || meant === undefined) return undefined;
  const isGiven = given.some(({ name }) => name?.toLowerCase() === meant.toLowerCase());
  return isGiven ? undefined : replacing(at, written, meant);
}
