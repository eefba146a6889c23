import { evaluateArgument } from '../model/argument.ts';
import { unknownFile } from '../model/unknown-file.ts';
import type { ProgramBlock, ProgramInclude } from '../program/program.ts';
import type { Key, Value } from '../values/value.ts';
import { scopeOf, type Around } from './around.ts';
import { attempted, failedBy, type Attempt } from './attempt.ts';
import type { Flow } from './flow.ts';
import { beginNode, branchChosen, endNode } from './node-life.ts';
import type { Run } from './run.ts';
import { decideWhen } from './when.ts';
import { withIgnored } from './with-ignored.ts';

/**
 * Whether the include is done, which is decided here and for all that is inside, and which of its files. Gives that file, or what became of the
 * include without one.
 */
export function chooseFile(
  include: ProgramInclude,
  around: Around,
  run: Run,
): { readonly files: readonly ProgramBlock[] } | { readonly up: Flow } {
  const begun = run.now();
  const decided = decide(include, around, run);
  if ('file' in decided) {
    if (include.files.size > 1) branchChosen(include, decided.file, around, run);
    return { files: [decided.file] };
  }
  const node = beginNode(include, include.source.action, around, run, begun);
  const { checkMode } = run.plan;
  return { up: endNode(node, decided.end, { noLog: false, checked: checkMode }, run) };
}

function decide(
  include: ProgramInclude,
  around: Around,
  run: Run,
): { readonly file: ProgramBlock } | { readonly end: Attempt } {
  const { source, files, layers, conditions } = include;
  try {
    const scope = scopeOf(include, around);
    const decision = decideWhen(conditions, scope, layers, run.tainted);
    if (decision.kind === 'false') return { end: attempted('skipped', decision.reason, noResult, 0) };
    const missing =
      decision.kind === 'unknown' ? decision.missing : run.tainted.neededBy([source.path], layers);
    if (missing !== undefined) {
      const reason = `what is included depends on "${missing}", which was not run`;
      return { end: attempted('not_run', reason, noResult, 0) };
    }
    const path = evaluateArgument(source.path, scope);
    const file = typeof path === 'string' ? files.get(path) : undefined;
    if (!file) throw unknownFile(source, path);
    return { file };
  } catch (error) {
    return { end: withIgnored(failedBy(error), include, around) };
  }
}

const noResult = new Map<Key, Value>();
