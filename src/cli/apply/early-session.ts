import { openSync, readSync, closeSync } from 'node:fs';
import { findPowerShell } from '../../session/find/find-powershell.ts';
import type { Connection } from '../../session/connection.ts';
import { openSession } from '../../session/open-session.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { AskParser, Session, SessionRequirements } from '../../session/session.ts';
import { earlyArguments } from './early-arguments.ts';
import type { Environment } from '../environment.ts';
import { nearEdition } from '../connection/near-edition.ts';
import { findRunbook } from '../find-runbook.ts';

/** A PowerShell that is being started while the runbook is still being read. */
export interface EarlySession {
  readonly powershell: PowerShellProgram;
  /** Has it parse scripts, whether or not it is taken. */
  readonly ask: AskParser;
  /** The session, for a run that needs just this. The first call only. Aborting ends a start under way. */
  take(
    requirements: SessionRequirements,
    connection: Connection | undefined,
    signal: AbortSignal,
  ): Promise<Session> | undefined;
  /** Ends it where nobody has taken it. */
  discard(): Promise<void>;
}

/** With these `apply` runs nothing. */
const RUNS_NOTHING: ReadonlySet<string> = new Set([
  '-h',
  '--help',
  '--list-tasks',
  '--list-tags',
  '--syntax-check',
]);

/** As much of a runbook as is looked at. */
const GLANCE = 256 * 1024;

/**
 * Guesses from the command line and a glance at the file which PowerShell the run will want, and starts it: starting takes longer than
 * reading and checking a runbook. A wrong guess costs a process that is ended again. Nothing is installed for a guess.
 */
export async function startEarly(
  args: readonly string[],
  environment: Environment,
): Promise<EarlySession | undefined> {
  const [command, ...rest] = args;
  if (command !== 'apply' || rest.some((arg) => RUNS_NOTHING.has(arg))) return undefined;
  const { runbook, powershell: explicit, remote } = earlyArguments(rest);
  const found = runbook === undefined ? undefined : findRunbook(runbook, environment);
  if (!found || !('path' in found)) return undefined;
  const text = glance(found.path);
  if (
    !remote &&
    !/^\s*(- )?["']?([\w.]+\\)?[A-Z]\w*-\w+["']?\s*:|\b(?:powershell|(?:import|include)_\w+)\s*:/m.test(text)
  )
    return undefined;

  const wanted = /\bedition\s*:\s*["']?(desktop|core)\b/.exec(text)?.[1] as 'desktop' | 'core' | undefined;
  const edition = nearEdition(remote && kindOf(remote.type, text), wanted);
  const search = await findPowerShell({
    environment: environment.variables,
    rehearsal: false,
    onProgress: () => undefined,
    install: false,
    ...(explicit === undefined ? {} : { explicit }),
    ...(edition === undefined ? {} : { edition }),
  });
  return 'problem' in search ? undefined : start(search.powershell, remote !== undefined);
}

/** How the host is reached, by what the command line says, else by a glance at the file. */
function kindOf(type: string | undefined, text: string): Connection['kind'] {
  const said = type ?? /\bconnection\s*:[^#\n]*\b(ssh|winrm)\b/.exec(text)?.[1];
  if (said === 'ssh' || said === 'winrm') return said;
  return process.platform === 'win32' ? 'winrm' : 'ssh';
}

function start(powershell: PowerShellProgram, elsewhere: boolean): EarlySession {
  const stop = new AbortController();
  let settle: (requirements: SessionRequirements) => void = () => undefined;
  const requirements = new Promise<SessionRequirements>((resolve) => (settle = resolve));
  let reach: (connection: Connection | undefined) => void = () => undefined;
  const connection = new Promise<Connection | undefined>((resolve) => (reach = resolve));
  let opening: Promise<Session>;
  const parser = new Promise<AskParser>((resolve, reject) => {
    opening = openSession({
      powershell,
      connection,
      elsewhere,
      requirements,
      signal: stop.signal,
      onParser: resolve,
    });
    opening.catch(reject);
  });
  parser.catch(() => undefined);
  let taken = false;
  return {
    powershell,
    ask: async (scripts) => (await parser)(scripts),
    take(wanted, to, signal) {
      if (taken) return undefined;
      taken = true;
      signal.addEventListener('abort', () => stop.abort(), { once: true });
      reach(to);
      settle(wanted);
      return opening;
    },
    async discard() {
      if (taken) return;
      taken = true;
      stop.abort();
      await opening.catch(() => undefined);
    },
  };
}

function glance(path: string): string {
  const buffer = Buffer.alloc(GLANCE);
  try {
    const file = openSync(path, 'r');
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, GLANCE, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads it in earnest says what is wrong with it.
    return '';
  }
}
