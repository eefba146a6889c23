import { variableTypesOf } from '../../checks/variable-types.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import type { Type } from '../../expression/types/index.ts';
import { FACT_GROUPS } from '../../model/host-fact-table.ts';
import { factVariables } from '../../model/host-facts.ts';
import { loopNames } from '../../model/loop.ts';
import { namesSetBy } from '../../model/names-set-by.ts';
import { PROBE_NAMES } from '../../model/probe.ts';
import { alwaysDefined, definedOnFailure } from '../../model/runner-variables.ts';
import { STATUS_VARIABLE } from '../../model/status.ts';
import { boardOf } from '../../program/board.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program, ProgramNode, VariableLayer } from '../../program/program.ts';

/** A variable that an expression can read at a place. */
export interface NameInScope {
  readonly name: string;
  /** Where it comes from, in a few words. */
  readonly from: string;
  readonly type: Type;
}

/** The innermost node around an offset; between nodes the one that begins nearest before it. */
export function nodeAt(program: Program, { path }: SourceFile, offset: number): ProgramNode | undefined {
  let around: ProgramNode | undefined;
  let before: ProgramNode | undefined;
  for (const node of nodesOf(program)) {
    const { file, range } = node.source.location;
    if (file.path !== path || range.start > offset) continue;
    if (range.end >= offset && (!around || range.start >= around.source.location.range.start)) around = node;
    if (!before || range.start >= before.source.location.range.start) before = node;
  }
  return around ?? before;
}

/** The variables that are in scope at a place: parameters, `vars` that reach it, the items of loops, and what tasks before it, or in other files, set. */
export function namesAt(
  program: Program,
  file: SourceFile,
  offset: number,
  path: readonly string[],
): readonly NameInScope[] {
  const node = nodeAt(program, file, offset);
  const types = variableTypesOf(program);
  const layers = node?.layers ?? program.plays.at(-1)?.layers ?? [];
  const moment = path.some((key) => AFTER.has(key))
    ? 'after'
    : path.includes('done_when')
      ? 'probe'
      : 'before';
  const scope = node ? types.at(node, moment) : types.within(layers);
  const found = new Map<string, NameInScope>();
  const add = (name: string, from: string): void => {
    if (!found.has(name)) found.set(name, { name, from, type: scope.typeOf(name) });
  };
  if (path.includes('done_when')) for (const name of PROBE_NAMES) add(name, 'the call of "done_when"');
  for (const loop of node?.loops ?? []) for (const name of loopNames(loop)) add(name, 'the loop');
  for (const [name, from] of setBefore(program, file, offset, moment === 'after')) add(name, from);
  for (const name of namesOfLayers(layers)) add(name, 'vars');
  for (const { name } of program.runbook.parameters) add(name, 'parameter');
  if (boardOf(program).length > 0) add(STATUS_VARIABLE, 'the status board');
  for (const name of alwaysDefined) add(name, 'the runner');
  // What a play reads of these it gathers: so they are there before anything reads them.
  for (const [name, type] of hostFacts) found.set(name, { name, from: FROM_HOST, type });
  if (isInRescue(program, node)) for (const name of definedOnFailure) add(name, 'the failure');
  return [...found.values()];
}

/** Where facts of the host come from. */
export const FROM_HOST = 'the host';
const hostFacts = factVariables(FACT_GROUPS);

/** Keys whose conditions are asked when the task has its result. */
const AFTER: ReadonlySet<string> = new Set([
  'until',
  'failed_when',
  'changed_when',
  'ignore_errors',
  'break_when',
  'status',
]);

function* setBefore(
  program: Program,
  { path }: SourceFile,
  offset: number,
  isAfter: boolean,
): Generator<readonly [string, string]> {
  for (const node of nodesOf(program)) {
    if (node.kind !== 'task') continue;
    const { file, range } = node.source.location;
    const isOwn = range.start <= offset && offset <= range.end;
    if (file.path === path && (range.start > offset || (isOwn && !isAfter))) continue;
    for (const name of namesSetBy(node.source))
      yield [name, node.source.register === name ? 'register' : node.source.action.kind];
  }
}

function* namesOfLayers(layers: readonly VariableLayer[]): Generator<string> {
  for (const layer of layers.toReversed()) yield* layer.keys();
}

function isInRescue(program: Program, node: ProgramNode | undefined): boolean {
  if (!node) return false;
  const { file, range } = node.source.location;
  const isAround = ({ source: { location } }: ProgramNode): boolean =>
    location.file.path === file.path &&
    location.range.start <= range.start &&
    range.end <= location.range.end;
  return nodesOf(program).some(
    (each) =>
      each.kind === 'block' &&
      each.sections.some(({ part, nodes }) => part !== 'block' && nodes.some(isAround)),
  );
}
