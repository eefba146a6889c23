import { execa } from 'execa';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { powershellVariables } from '../../src/session/find/powershell-program.ts';
import { root } from '../harness/paths.ts';
import { testPowerShell } from '../session/test-session.ts';

const rehearsal = join(root, 'runbooks', 'lync-backend', 'rehearsal');
const support = join(root, 'powershell', 'Rehearsal.psm1');

/** A rehearsal's state folder, and PowerShell processes on it: what the runner gives to stand-ins, without the runner. */
export interface Machine {
  readonly directory: string;
  /** Runs a script that has `Rehearsal.psm1` imported, and returns what `$result` is at its end, as JSON says it. */
  script(text: string): Promise<unknown>;
  /** Runs a stand-in of the Lync runbook for a native program. */
  program(name: string, ...args: string[]): Promise<ProgramEnd>;
  file(name: string): string;
  write(name: string, text: string): void;
  dispose(): void;
}

export interface ProgramEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Imports the Lync and Windows stand-ins into a script. */
export const lync = ['Lync', 'Windows']
  .map((module) => `Import-Module '${join(rehearsal, `${module}.psm1`)}'`)
  .join('\n');

export async function createMachine(): Promise<Machine> {
  const { executable, arguments: leading } = await testPowerShell();
  const directory = mkdtempSync(join(tmpdir(), 'runbook-machine-'));
  const run = (file: string, args: readonly string[]) =>
    execa(executable, [...leading, '-NoLogo', '-NoProfile', '-NonInteractive', '-File', file, ...args], {
      env: { ...powershellVariables, RUNBOOK_REHEARSAL: directory, RUNBOOK_REHEARSAL_MODULE: support },
      reject: false,
      stdin: 'ignore',
      // Far beyond what any of these takes: a stand-in that hangs has to fail its test, not the suite.
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
  let scripts = 0;
  return {
    directory,
    file: (name) => readFileSync(join(directory, name), 'utf8'),
    write: (name, text) => writeFileSync(join(directory, name), text),
    dispose: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
    async script(text) {
      const path = join(directory, `script-${++scripts}.ps1`);
      const answer = `${path}.json`;
      const parts = [
        "$ErrorActionPreference = 'Stop'; $result = $null",
        `Import-Module '${support}'`,
        text,
        '$json = ConvertTo-Json -InputObject $result -Depth 20 -Compress',
        `[System.IO.File]::WriteAllText('${answer}', $json)`,
      ];
      writeFileSync(path, parts.join('\n'));
      const { exitCode, stdout, stderr } = await run(path, []);
      if (exitCode !== 0) throw new Error(`${stdout}\n${stderr}`);
      return JSON.parse(readFileSync(answer, 'utf8')) as unknown;
    },
    async program(name, ...args) {
      const child = run(join(rehearsal, 'programs', `${name}.ps1`), args);
      const { stdout, stderr } = await child;
      return { exitCode: Number(readFileSync(join(directory, `exit.${child.pid}`), 'utf8')), stdout, stderr };
    },
  };
}
