import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { ProgramRequest, ProgramResult } from '../actions/program.ts';
import { runNativeProgram } from '../actions/native-program.ts';
import { packageDirectory } from '../package/package-directory.ts';
import { powershellVariables, type PowerShellProgram } from '../session/find/powershell-program.ts';
import { START_VARIABLES } from '../session/process/session-environment.ts';

const rehearsalModule = join(packageDirectory, 'powershell', 'Rehearsal.psm1');

export interface RehearsalPrograms {
  /** The rehearsal's folder; stand-ins lie in `programs/` in it. */
  readonly directory: string;
  readonly stateDirectory: string;
  /** The PowerShell that plays the stand-ins. */
  readonly powershell: PowerShellProgram;
}

/**
 * Answers a native program by `programs/NAME.ps1`, matched by base name without regard to case and extension, in a process of its own: so
 * it works while the session is closed. A program without a stand-in is not started; `otherwise`: what answers it then.
 */
export async function runRehearsedProgram(
  programs: RehearsalPrograms,
  request: ProgramRequest,
  halt: AbortSignal,
  otherwise?: string,
): Promise<ProgramResult> {
  const [program, ...args] = request.argv;
  const standIn = ownStandIn(programs, program) ?? otherwise;
  if (standIn === undefined) {
    return {
      kind: 'not-started',
      message: `the rehearsal has no stand-in for the program "${program}"`,
      help: `write one: ${join(folderOf(programs), `${baseName(program)}.ps1`)}`,
    };
  }
  const { powershell } = programs;
  const start = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', standIn];
  let pid: number | undefined;
  const result = await runNativeProgram(
    {
      ...request,
      argv: [powershell.executable, ...powershell.arguments, ...start, ...args],
      // The folder of the real call does not exist here.
      directory: undefined,
      environment: new Map([
        ...request.environment,
        ...Object.entries(powershellVariables),
        ...Object.entries(START_VARIABLES),
        ['RUNBOOK_REHEARSAL', programs.stateDirectory],
        ['RUNBOOK_REHEARSAL_MODULE', rehearsalModule],
      ]),
    },
    halt,
    { onStart: (started) => (pid = started) },
  );
  return result.kind === 'exited' ? withWholeExitCode(result, programs.stateDirectory, pid) : result;
}

/** The file by which a rehearsal answers a program; undefined where it has none. */
export function ownStandIn(
  programs: Pick<RehearsalPrograms, 'directory'>,
  program: string,
): string | undefined {
  const wanted = `${baseName(program)}.ps1`.toLowerCase();
  const folder = folderOf(programs);
  const own = filesIn(folder).find((file) => file.toLowerCase() === wanted);
  return own === undefined ? undefined : join(folder, own);
}

function folderOf({ directory }: Pick<RehearsalPrograms, 'directory'>): string {
  return join(directory, 'programs');
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** As Windows has them: what stands after the last slash of either kind, without `.exe`. */
function baseName(program: string): string {
  const name = basename(program.replaceAll('\\', '/'));
  return /^\.(exe|com)$/i.test(extname(name)) ? name.slice(0, -4) : name;
}

/** Outside Windows an exit code is cut to 8 bits, so the stand-in leaves the whole of it in a file. */
function withWholeExitCode(
  result: Extract<ProgramResult, { kind: 'exited' }>,
  stateDirectory: string,
  pid: number | undefined,
): ProgramResult {
  const file = join(stateDirectory, `exit.${pid ?? ''}`);
  if (!existsSync(file)) return result;
  return { ...result, exitCode: Number(readFileSync(file, 'utf8')) };
}
