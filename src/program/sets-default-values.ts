import { nodesOf } from './nodes-of.ts';
import type { Program } from './program.ts';

/** Whether a script has to do with `$PSDefaultParameterValues`: then a call may have parameters that it does not name. */
export function setsDefaultValues(program: Program): boolean {
  return nodesOf(program).some(
    ({ source }) =>
      source.kind === 'task' &&
      source.action.kind === 'powershell' &&
      /PSDefaultParameterValues/i.test(source.action.script),
  );
}
