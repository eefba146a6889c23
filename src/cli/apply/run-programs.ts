import { hostMachine } from '../../actions/host-machine.ts';
import type { LookFor } from '../../actions/look.ts';
import { lookHere } from '../../actions/look-here.ts';
import type { Machine } from '../../actions/machine.ts';
import { runNativeProgram } from '../../actions/native-program.ts';
import type { RunProgram } from '../../actions/program.ts';
import { createRehearsedMachine } from '../../rehearsal/rehearsed-machine.ts';
import { createRehearsedLooks } from '../../rehearsal/rehearsal-looks.ts';
import { runRehearsedProgram, type RehearsalPrograms } from '../../rehearsal/rehearsal-programs.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import type { Connection } from '../../session/connection.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { PreparedRun } from './prepare-run.ts';

interface Ground {
  readonly prepared: Pick<PreparedRun, 'rehearsal' | 'connection'>;
  readonly powershell: PowerShellProgram;
  /** Missing where nothing is rehearsed. */
  readonly state: RehearsalState | undefined;
  /** Missing where no journal is kept. */
  readonly kept: unknown;
}

/** The machine's own programs, or a rehearsal's stand-ins for them. */
export function createRunProgram(ground: Ground, halt: AbortSignal): RunProgram {
  const programs = rehearsedPrograms(ground);
  if (programs) return (request) => runRehearsedProgram(programs, request, halt);
  const { connection } = ground.prepared;
  if (!connection) return (request) => runNativeProgram(request, halt);
  return ({ argv: [program] }) =>
    Promise.resolve({ kind: 'not-started', ...onlyHere(`"${program}"`, connection) });
}

/** What is there of files and ports: the machine's own, or a rehearsal's. */
export function createLookFor(ground: Ground, halt: AbortSignal): LookFor {
  const programs = rehearsedPrograms(ground);
  if (programs) return createRehearsedLooks(programs, halt);
  const { connection } = ground.prepared;
  return connection
    ? () => () => Promise.resolve({ kind: 'cannot tell', ...onlyHere('this', connection) })
    : lookHere;
}

/** What is meant for a host is not done on this machine instead. */
function onlyHere(what: string, { host }: Connection): { readonly message: string; readonly help: string } {
  return {
    message: `${what} would be done on this machine, and the run is on "${host}"`,
    help: 'do it in the session there, with a cmdlet or in a "powershell" script',
  };
}

const WITHOUT_JOURNAL =
  'the run is on this machine and keeps no journal (--no-journal): nothing would go on behind the restart';

/** What is restarted: the machine that the session is on, or the simulated one. */
export function createMachine(ground: Ground, halt: AbortSignal): Machine {
  const programs = rehearsedPrograms(ground);
  if (programs) return createRehearsedMachine(programs, halt);
  if (ground.kept) return hostMachine;
  return {
    ...hostMachine,
    restart(session, request, signal) {
      if (hostMachine.isHere(session)) return Promise.resolve({ kind: 'refused', why: WITHOUT_JOURNAL });
      return hostMachine.restart(session, request, signal);
    },
  };
}

function rehearsedPrograms({ prepared, state, powershell }: Ground): RehearsalPrograms | undefined {
  const { rehearsal } = prepared;
  if (!rehearsal || !state) return undefined;
  return { directory: rehearsal.directory, stateDirectory: state.directory, powershell };
}
