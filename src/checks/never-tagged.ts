import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { referencesIn } from '../model/references-in.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import { walk } from '../program/walk.ts';
import type { Check } from './check.ts';
import { evaluatedParts } from '../model/evaluated-parts.ts';

/** What only tasks with the tag `never` give a value is read by tasks that every run has: a run without `--tags` fails there. */
export const neverTagged: Check = {
  name: 'never-tagged',
  sees: 'way',
  description: 'What a usual run reads is not set by tasks with the tag "never" alone',
  run({ program }, { report }) {
    const usual = usualNodes(program);
    const setters = onlyLeftOut(program, usual);
    if (setters.size === 0) return;
    for (const node of nodesOf(program)) {
      if (!usual.has(node)) continue;
      for (const { name, location } of readAt(node, setters))
        report(describe(name, location, setters.get(name) ?? []));
    }
  },
};

/** What a run without `--tags` and `--skip-tags` comes to, as far as tags say. */
function usualNodes(program: Program): ReadonlySet<ProgramNode> {
  const usual = new Set<ProgramNode>();
  const isUsual = ({ tags }: ProgramNode): boolean => tags.has('always') || !tags.has('never');
  const keep = (node: ProgramNode, isKept: boolean): boolean => {
    if (isKept) usual.add(node);
    return isKept;
  };
  for (const { nodes } of program.plays) {
    // What is inside of an include has not its tags; they say whether it is come to.
    walk<boolean, boolean>(nodes, true, {
      enter: (node, reached) => ({ down: reached && (node.kind !== 'include' || isUsual(node)) }),
      task: (task, reached) => keep(task, reached && isUsual(task)),
      endSection: (_block, _section, _down, inside) => inside.includes(true),
      leave: (node, _down, inside) => keep(node, inside.includes(true)),
    });
  }
  return usual;
}

/** The names that get a value in no other task, with those tasks. */
function onlyLeftOut(
  program: Program,
  usual: ReadonlySet<ProgramNode>,
): ReadonlyMap<string, readonly ProgramNode[]> {
  const leftOut = new Map<string, ProgramNode[]>();
  const others = new Set(program.runbook.parameters.map(({ name }) => name));
  for (const node of nodesOf(program)) {
    if (node.kind !== 'task') continue;
    for (const name of namesSetBy(node.source)) {
      if (usual.has(node) || !node.tags.has('never')) others.add(name);
      else leftOut.set(name, [...(leftOut.get(name) ?? []), node]);
    }
  }
  for (const name of others) leftOut.delete(name);
  return leftOut;
}

/** Which of the names the node reads without asking for them first, through `vars`, too. */
function readAt(
  { source, layers, loops, conditions }: ProgramNode,
  wanted: ReadonlyMap<string, unknown>,
): readonly { readonly name: string; readonly location: Location }[] {
  const found = new Map<string, Location>();
  const asked = new Set(
    [...conditions, ...source.when].flatMap((condition) =>
      referencesIn(condition).flatMap(({ name, guarded }) => (guarded ? name : [])),
    ),
  );
  const seen = new Set<string>();
  const visit = (part: Parameters<typeof referencesIn>[0], at?: Location): void => {
    for (const { name, location, guarded } of referencesIn(part)) {
      if (guarded || asked.has(name) || loops.some(({ itemName }) => itemName === name)) continue;
      const variable = findVariable(layers, name);
      if (!variable) {
        if (wanted.has(name) && !found.has(name)) found.set(name, at ?? location);
      } else if (!seen.has(name)) {
        seen.add(name);
        visit(variable, at ?? location);
      }
    }
  };
  for (const { part } of evaluatedParts(source)) visit(part);
  return Array.from(found, ([name, location]) => ({ name, location }));
}

function describe(name: string, location: Location, setters: readonly ProgramNode[]): Diagnostic {
  return {
    code: 'perhaps-unset',
    severity: 'warning',
    message: `"${name}" has no value here in a run without --tags`,
    location,
    related: setters.map(({ source }) => ({
      message: `"${name}" gets its value from this task, which has the tag "never"`,
      location: source.location,
    })),
    help: 'give this one the tag "never", too, ask with `is defined`, or use the filter `default`',
  };
}
