import { findPowerShellForBench, type BenchPowerShell } from './powershell.ts';
import { createWorkingFolder, type WorkingFolder } from './working-folder.ts';

/** What every measurement of a run uses: the same PowerShell and the same function. */
export interface Fixture extends WorkingFolder {
  readonly powershell: BenchPowerShell['program'];
  readonly version: BenchPowerShell['version'];
  /** The file with the module that has the empty command. */
  readonly module: string;
}

/** The empty command: what is left of the time is the way to it. By its name it changes something, so that the journal waits for the disk. */
export const COMMAND = 'Set-Nothing';

const MODULE = `function ${COMMAND} { [CmdletBinding()] param() }
Export-ModuleMember -Function ${COMMAND}
`;

export async function createFixture(): Promise<Fixture> {
  const { program, version } = await findPowerShellForBench();
  const folder = createWorkingFolder();
  return { ...folder, powershell: program, version, module: folder.write('Nothing.psm1', MODULE) };
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
