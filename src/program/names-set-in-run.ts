import { namesSetBy } from '../model/names-set-by.ts';
import { definedOnFailure, knownAtRunTime } from '../model/runner-variables.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import { boardOf } from './board.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program } from './program.ts';

/**
 * Every name that may get a value, or another one, while the program runs: by `register`, `set_fact`, `include_vars`, or by the runner itself. What such a
 * name is cannot be known before the run, whatever else gives it a value: only a parameter that was given is stronger. The variables of loops are not among
 * them: those are known to the nodes inside (`ProgramNode.loops`).
 */
export function namesSetInRun(program: Program): ReadonlySet<string> {
  const before = known.get(program);
  if (before) return before;
  const names = new Set([...definedOnFailure, ...knownAtRunTime]);
  for (const { source } of nodesOf(program)) {
    if (source.kind === 'task') for (const name of namesSetBy(source)) names.add(name);
  }
  if (boardOf(program).length > 0) names.add(STATUS_VARIABLE);
  for (const word of program.runbook.gaps?.words ?? []) names.add(word);
  known.set(program, names);
  return names;
}

const known = new WeakMap<Program, ReadonlySet<string>>();
