import { EvaluationError } from '../expression/index.ts';
import { evaluateArgument } from '../model/argument.ts';
import { unknownFile } from '../model/unknown-file.ts';
import type { ProgramBlock, ProgramInclude } from '../program/program.ts';
import type { DecidedBranches } from './decide-branches.ts';
import { runs, type Decision } from './decision.ts';
import type { KnownScope } from './known-scope.ts';

/** Which file of an include is done, as far as it can be known: the one that its path names, or any of them. */
export function decideFiles({ source, files }: ProgramInclude, known: KnownScope): DecidedBranches {
  const all = (decision: Decision) => new Map([...files.values()].map((file) => [file, decision]));
  const on = known.unknownIn(source.path);
  if (on.length > 0) {
    return { decisions: all(files.size === 1 ? runs : { kind: 'depends', on }), mistake: undefined };
  }
  try {
    const path = evaluateArgument(source.path, known.scope);
    const file = typeof path === 'string' ? files.get(path) : undefined;
    if (!file) throw unknownFile(source, path);
    return { decisions: new Map<ProgramBlock, Decision>([[file, runs]]), mistake: undefined };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { decisions: all(runs), mistake: error.diagnostic };
  }
}
