import type { Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './statistics.ts';

/** Milliseconds from start to end of processes that do nothing: medians. */
export interface Starts {
  readonly node: number;
  readonly powershell: number;
}

export async function measureStarts(fixture: Fixture, times: number): Promise<Starts> {
  const empty = fixture.write('empty.ps1', 'exit 0\n');
  const node: number[] = [];
  const powershell: number[] = [];
  const { executable, arguments: leading } = fixture.powershell;
  const bare = [...leading, '-NoLogo', '-NoProfile', '-NonInteractive', '-File', empty];
  for (let index = 0; index < times; index++) {
    node.push((await measuredRun(process.execPath, ['--eval', '0'])).duration);
    powershell.push((await measuredRun(executable, bare)).duration);
  }
  return { node: median(node), powershell: median(powershell) };
}
