import { lstat } from 'node:fs/promises';
import { done, type Outcome } from './outcome.ts';
import { performCmdlet, type CmdletCall } from './cmdlet.ts';
import type { Ports } from './ports.ts';

/**
 * Whether there is something at a path: as PowerShell sees it, if its session is open, for it knows drives that only it has; else as this
 * process sees it, so that it can be asked while the session is closed. Only probes make it.
 */
export interface PathCall {
  readonly kind: 'path';
  readonly path: string;
}

/** Its output is a boolean, as Test-Path's. */
export async function performPath({ path }: PathCall, ports: Ports): Promise<Outcome> {
  if (ports.sessions.isOpen) return performCmdlet(testPath(path), ports);
  const found = await lstat(path).then(
    () => true,
    () => false,
  );
  return done(new Map([['output', [found]]]));
}

/** The same question to PowerShell, which is opened for it. */
export function testPath(path: string): CmdletCall {
  return {
    kind: 'cmdlet',
    module: undefined,
    name: 'Test-Path',
    parameters: new Map([['LiteralPath', path]]),
    errorAction: 'stop',
    environment: new Map(),
    keep: [],
    checkMode: false,
  };
}
