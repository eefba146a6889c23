import { basename } from 'node:path';
import { findPowerShell } from '../../session/find/find-powershell.ts';
import { programText, type PowerShellProgram } from '../../session/find/powershell-program.ts';
import { parseScripts } from '../../session/parse-scripts.ts';
import { SessionLost, SessionUnavailable } from '../../session/session.ts';
import type { Environment } from '../environment.ts';
import type { ParsedScripts, Parser } from './parsed-scripts.ts';

/** Milliseconds for all scripts together: thousands take a few seconds. A script can be made so that parsing it takes hours. */
const PATIENCE = 60_000;

/** What PowerShell says of scripts, or why it says nothing. */
export async function parse(
  scripts: readonly string[],
  parser: Parser,
  environment: Environment['variables'],
): Promise<ParsedScripts> {
  const signal = AbortSignal.timeout(PATIENCE);
  const givenUp = new Promise<ParsedScripts>((resolve) => {
    const unparsed = `PowerShell was not done with it after ${PATIENCE / 1000} s`;
    signal.addEventListener('abort', () => resolve({ unparsed }), { once: true });
  });
  try {
    const parsing = parseScripts(scripts, { ...parser, environment, signal });
    return await Promise.race([parsing.then((facts) => ({ facts })), givenUp]);
  } catch (error) {
    if (signal.aborted) return await givenUp;
    if (!(error instanceof SessionLost || error instanceof SessionUnavailable)) throw error;
    return { unparsed: error.message };
  }
}

/** A PowerShell of an edition, where one is there. */
export async function findOne(
  edition: 'core' | 'desktop',
  explicit: string | undefined,
  { variables }: Pick<Environment, 'variables'>,
): Promise<Parser | undefined> {
  const found = await findPowerShell({
    explicit,
    environment: variables,
    edition,
    rehearsal: true,
    install: false,
    onProgress: () => undefined,
  });
  return 'powershell' in found ? { powershell: found.powershell } : undefined;
}

export function isWindowsPowerShell(powershell: PowerShellProgram): boolean {
  return /^powershell(\.exe)?$/i.test(basename(programText(powershell).replaceAll('\\', '/')));
}
