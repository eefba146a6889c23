import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPowerShellForBench, type BenchPowerShell } from './powershell.ts';

/** What every measurement uses: the same PowerShell and the same function. */
export interface Fixture {
  readonly directory: string;
  /** The command line as it ships. */
  readonly runbook: string;
  readonly powershell: BenchPowerShell['program'];
  readonly version: BenchPowerShell['version'];
  /** The file with the module that has the empty command. */
  readonly module: string;
  write(name: string, content: string): string;
  dispose(): void;
}

/** The empty command: what is left of the time is the way to it. */
export const COMMAND = 'Test-Nothing';

const MODULE = `function ${COMMAND} { [CmdletBinding()] param() }
Export-ModuleMember -Function ${COMMAND}
`;

export async function createFixture(): Promise<Fixture> {
  const { program, version } = await findPowerShellForBench();
  const directory = mkdtempSync(join(tmpdir(), 'runbook-bench-'));
  const write = (name: string, content: string) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    directory,
    runbook: fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)),
    powershell: program,
    version,
    module: write('Nothing.psm1', MODULE),
    write,
    dispose: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A runbook with so many tasks that call the empty command. */
export function emptyTasks({ module }: Pick<Fixture, 'module'>, count: number): string {
  const head = `name: ${count} empty tasks\nsession: { modules: [${JSON.stringify(module)}] }\ntasks:\n`;
  const tasks = Array.from(
    { length: count },
    (_, index) => `  - name: Task ${index + 1}\n    ${COMMAND}: {}\n`,
  );
  return head + tasks.join('');
}
