import { createLineAssembler } from '../actions/line-assembler.ts';
import type { LookFor } from '../actions/look.ts';
import type { Machine } from '../actions/machine.ts';
import type { FilesOf } from '../actions/files/host-files.ts';
import type { RunnerFiles } from '../actions/files/runner-files.ts';
import { perform } from '../actions/perform.ts';
import type { Ask, Ports, SessionKeeper } from '../actions/ports.ts';
import type { RunProgram } from '../actions/program.ts';
import { withoutAttempt } from '../events/instance.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import { cutAfter, cutBy } from './cut.ts';
import type { Perform, Performed } from './effects.ts';
import { createShownRecords, type ShownRecords } from './shown-records.ts';
import type { ProveGone } from './session-keeper.ts';
import type { StopControl } from './stop-control.ts';
import { thrownIn } from './thrown.ts';

/** What effects are really had with. */
export interface World {
  readonly clock: Clock;
  readonly control: StopControl;
  /** Starts a PowerShell process; aborting ends the start. Rejects with `SessionLost` or `SessionUnavailable`. */
  readonly openSession: (signal: AbortSignal) => Promise<Session>;
  /** Missing where the end of a session's own process is seen from here. */
  readonly proveGone?: ProveGone;
  readonly runProgram: RunProgram;
  /** What the processes of a program carry that an attempt starts; without it what nothing else does. */
  readonly markOf?: (attempt: string) => string;
  /** Looks at ports and files. */
  readonly lookFor: LookFor;
  /** The machine of the session: its restart, and what it says of itself. */
  readonly machine: Machine;
  /** The files of sessions' hosts, and those of the runner's machine. */
  readonly filesOf: FilesOf;
  readonly runnerFiles: RunnerFiles;
  readonly ask: Ask;
  /** Verbose and debug records are asked for. */
  readonly verbose: boolean;
  readonly mask: Pick<Mask, 'isEmpty' | 'maskStream'>;
  /**
   * Where time is simulated: lets something happen beside the run, which for the run takes no time, on a clock of its own; gives how many milliseconds
   * it took there.
   */
  readonly beside?: <T>(
    act: (clock: Clock) => Promise<T>,
  ) => Promise<{ readonly value: T; readonly duration: number }>;
}

/** Carries a call out in the world. Never rejects. */
export async function performLive(
  attempt: string,
  request: Perform,
  world: World,
  sessions: SessionKeeper,
  emit: (event: RunEvent) => void,
): Promise<Pick<Performed, 'outcome' | 'thrown' | 'cut'>> {
  const { clock, control, mask } = world;
  const { call, limit, shielded, typed } = request;
  const id = withoutAttempt(attempt);
  const stop = shielded ? control.halt : control.stop;
  const cut = limit === undefined ? cutBy(stop) : cutAfter(limit, stop, clock);
  const records = createShownRecords(mask, (stream, text) => {
    emit({ type: 'task-output', time: clock.now(), id, stream, text, ...(typed ? { typed } : {}) });
  });
  try {
    const ports = portsOf(attempt, request, cut.signal, records, world, sessions, emit);
    const outcome = await perform(call, ports).finally(() => records.end());
    return { outcome, thrown: undefined, cut: cut.cause() };
  } catch (error) {
    return { outcome: undefined, thrown: thrownIn(error), cut: cut.cause() };
  } finally {
    cut.release();
  }
}

function portsOf(
  attempt: string,
  { hidden, keepOutput, diff, apart }: Perform,
  signal: AbortSignal,
  records: ShownRecords,
  { clock, runProgram, markOf, lookFor, machine, filesOf, runnerFiles, ask, verbose, mask }: World,
  sessions: SessionKeeper,
  emit: (event: RunEvent) => void,
): Ports {
  const id = withoutAttempt(attempt);
  const show: Ports['show'] = (stream, text) => {
    if (!hidden) records.show(stream, text);
  };
  return {
    clock,
    sessions,
    runProgram: (program) => runProgram({ ...program, mark: markOf?.(attempt) }),
    lookFor,
    machine,
    filesOf,
    runnerFiles,
    signal,
    verbose,
    keepOutput,
    diff: diff && !hidden,
    apart,
    hide(text) {
      const masked = mask.maskStream();
      return masked.push(text) + masked.end();
    },
    show,
    ask: askedBy(id, ask, clock, emit),
    lines(stream) {
      const masked = mask.maskStream();
      const assembler = createLineAssembler((line) => show(stream, line));
      return {
        push: (text) => assembler.push(masked.push(text)),
        end() {
          assembler.push(masked.end());
          assembler.end();
        },
      };
    },
    progress({ activity, status, percent, secondsRemaining, completed }) {
      if (hidden) return;
      const progress = { activity, status, percent, secondsRemaining, completed };
      emit({ type: 'task-progressed', time: clock.now(), id, ...progress });
    },
  };
}

/** A question of the task with this id, and its answer, on record. */
export function askedBy(id: string, ask: Ask, clock: Clock, emit: (event: RunEvent) => void): Ask {
  return async (question, signal) => {
    const { text, failure } = question;
    emit({
      type: 'question-asked',
      time: clock.now(),
      id,
      question: text,
      ...(failure === undefined ? {} : { failure }),
    });
    const answer = await ask(question, signal);
    if (answer.kind !== 'unanswerable' && answer.kind !== 'interrupted') {
      const said = answer.kind !== 'text' ? answer.kind : question.echo ? answer.text : '(not shown)';
      emit({ type: 'question-answered', time: clock.now(), id, answer: said, by: answer.by });
    }
    return answer;
  };
}
