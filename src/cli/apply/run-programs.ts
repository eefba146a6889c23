import { createHostLooks } from '../../actions/host-looks.ts';
import { hostMachine } from '../../actions/host-machine.ts';
import { createHostPrograms } from '../../actions/host-program.ts';
import type { FilesOf } from '../../actions/files/host-files.ts';
import { createRunnerFiles, type RunnerFiles } from '../../actions/files/runner-files.ts';
import { filesInSession } from '../../actions/files/session-files.ts';
import { lookHere } from '../../actions/look-here.ts';
import type { Machine } from '../../actions/machine.ts';
import { runNativeProgram } from '../../actions/native-program.ts';
import type { World } from '../../engine/perform-live.ts';
import { createRehearsedMachine } from '../../rehearsal/rehearsed-machine.ts';
import { filesInRehearsal, rehearsedRunnerFiles } from '../../rehearsal/rehearsal-files.ts';
import { createRehearsedLooks } from '../../rehearsal/rehearsal-looks.ts';
import { runRehearsedProgram, type RehearsalPrograms } from '../../rehearsal/rehearsal-programs.ts';
import { createBriefSessions } from '../../session/brief-sessions.ts';
import { openSession } from '../../session/open-session.ts';
import { proveGone } from '../../session/prove-gone.ts';
import type { AtBoot } from '../at-boot/resume-at-boot.ts';
import type { Ground } from './ground.ts';
import type { PreparedRun } from './prepare-run.ts';

type OwnGround = Pick<Ground, 'powershell' | 'state' | 'kept'> & {
  readonly prepared: Pick<PreparedRun, 'rehearsal' | 'connection' | 'scenario' | 'plan'>;
  /** Missing where the run does not go on by itself behind a restart. */
  readonly atBoot?: Pick<AtBoot, 'beforeRestart'> | undefined;
};

/** What a run does past its session, on the machine where that is: there by sessions of its own. */
export interface RunPrograms extends Pick<World, 'runProgram' | 'lookFor' | 'machine' | 'proveGone'> {
  /** To be called when the run is over. */
  close(): Promise<void>;
}

/** The machine's own programs, or a rehearsal's stand-ins for them. */
export function createRunPrograms(ground: OwnGround, halt: AbortSignal): RunPrograms {
  const rehearsed = rehearsedPrograms(ground);
  const machine = createMachine(ground, rehearsed, halt);
  const close = () => Promise.resolve();
  if (rehearsed) {
    return {
      runProgram: (request) => runRehearsedProgram(rehearsed, request, halt),
      lookFor: createRehearsedLooks(rehearsed, halt),
      machine,
      close,
    };
  }
  const { powershell, prepared } = ground;
  const { connection } = prepared;
  if (!connection)
    return { runProgram: (request) => runNativeProgram(request, halt), lookFor: lookHere, machine, close };
  const sessions = createBriefSessions((signal) =>
    openSession({ powershell, connection, requirements: { modules: [] }, signal }),
  );
  halt.addEventListener('abort', () => void sessions.close(0), { once: true });
  return {
    runProgram: createHostPrograms(sessions),
    lookFor: createHostLooks(sessions),
    machine,
    proveGone: (info) => proveGone(info, sessions),
    close: () => sessions.close(),
  };
}

const WITHOUT_JOURNAL =
  'the run is on this machine and keeps no journal (--no-journal): nothing would go on behind the restart';

/** What is restarted, and says what it is: the machine that the session is on, or the simulated one. */
function createMachine(
  { prepared: { scenario, plan }, kept, atBoot }: Pick<OwnGround, 'prepared' | 'kept' | 'atBoot'>,
  rehearsed: RehearsalPrograms | undefined,
  halt: AbortSignal,
): Machine {
  const isCore = plan.runbook.plays.some(({ session }) => session.edition === 'core');
  if (rehearsed)
    return createRehearsedMachine(rehearsed, { facts: scenario?.facts ?? new Map(), isCore }, halt);
  if (kept) return atBoot?.beforeRestart(hostMachine) ?? hostMachine;
  return {
    ...hostMachine,
    restart(session, request, signal) {
      if (hostMachine.isHere(session)) return Promise.resolve({ kind: 'refused', why: WITHOUT_JOURNAL });
      return hostMachine.restart(session, request, signal);
    },
  };
}

/** The files of the session's host and of this machine, or those of a rehearsal, which writes none. */
export function createFiles(
  { state }: Pick<OwnGround, 'state'>,
  currentDirectory: string,
): { readonly filesOf: FilesOf; readonly runnerFiles: RunnerFiles } {
  const runnerFiles = createRunnerFiles(currentDirectory);
  return state
    ? { filesOf: filesInRehearsal, runnerFiles: rehearsedRunnerFiles(runnerFiles) }
    : { filesOf: filesInSession, runnerFiles };
}

function rehearsedPrograms({ prepared, state, powershell }: OwnGround): RehearsalPrograms | undefined {
  const { rehearsal } = prepared;
  if (!rehearsal || !state) return undefined;
  return { directory: rehearsal.directory, stateDirectory: state.directory, powershell };
}
