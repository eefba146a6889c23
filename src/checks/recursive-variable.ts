import { childrenOf, type Node } from '../expression/index.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import { loopNames } from '../model/loop.ts';
import { referencesIn } from '../model/references-in.ts';
import type { ProgramNode, VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import { visitNodes } from '../program/walk.ts';
import { rootsOf } from '../program/nodes-of.ts';
import type { Check, Findings } from './check.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';

/** How many variables may read one another in a row: each is evaluated inside of the one that reads it. */
const DEPTH_LIMIT = 100;
/** How many may be evaluated for one: each is evaluated anew wherever it is read. */
const EVALUATIONS_LIMIT = 100_000;

/** Variables of `vars` that need themselves, and those that need too many others. */
export const recursiveVariable: Check = {
  name: 'recursive-variable',
  sees: 'names',
  description: 'No variable of `vars` is defined by itself, or by too many others',
  run({ program }, { report }) {
    const names = namesOf(program);
    for (const play of program.plays) {
      search(play.layers, [], [], names, report);
      visitNodes<Layers>(rootsOf(play), play.layers, (node, around) => {
        if (node.layers !== around) search(node.layers, around, hiddenAt(node), names, report);
        if (node.kind === 'task' && node.source.action.kind === 'include_vars') {
          for (const file of node.source.action.files.values())
            search([...node.layers, file], node.layers, hiddenAt(node), names, report);
        }
        return { down: node.layers };
      });
    }
  },
};

type Layers = readonly VariableLayer[];
type Report = Findings['report'];

/** Loops give their variables values that are above all others. */
function hiddenAt({ loops }: ProgramNode): readonly string[] {
  return loops.flatMap(loopNames);
}

interface Visited {
  readonly name: string;
  readonly argument: Argument;
  /** Those that it reads and that have not been looked at. */
  readonly open: string[];
  depth: number;
  evaluations: number;
  /** It is said already of one that it reads. */
  isSaid: boolean;
}

/** Looks behind the variables that are new in these layers. The stack is its own: chains may be longer than that of JavaScript. */
function search(
  layers: Layers,
  around: Layers,
  hidden: readonly string[],
  names: RunbookNames,
  report: Report,
): void {
  const done = new Map<string, Visited>();
  const path: Visited[] = [];
  const onPath = new Set<string>();
  const enter = (name: string): void => {
    const argument = hidden.includes(name) ? undefined : findVariable(layers, name);
    // That a parameter has the name is said of itself.
    if (!argument || names.parameters.has(name)) return;
    const open = referencesIn(argument).map((reference) => reference.name);
    path.push({ name, argument, open, depth: 1, evaluations: 1, isSaid: false });
    onPath.add(name);
  };
  const added = layers.filter((layer) => !around.includes(layer));
  for (const start of added.flatMap((layer) => [...layer.keys()])) {
    if (!done.has(start)) enter(start);
    for (let current = path.at(-1); current; current = path.at(-1)) {
      const next = current.open.pop();
      if (next === undefined) {
        path.pop();
        onPath.delete(current.name);
        done.set(current.name, current);
        reportCost(current, report);
        const reader = path.at(-1);
        if (reader) addCost(reader, current);
      } else if (onPath.has(next)) {
        reportCircle(path.slice(path.findIndex(({ name }) => name === next)), names, report);
      } else {
        const before = done.get(next);
        if (before) addCost(current, before);
        else enter(next);
      }
    }
  }
}

function addCost(reader: Visited, { depth, evaluations, isSaid }: Visited): void {
  reader.depth = Math.max(reader.depth, depth + 1);
  reader.evaluations += evaluations;
  reader.isSaid ||= isSaid;
}

function reportCost(variable: Visited, report: Report): void {
  const { name, argument, depth, evaluations, isSaid } = variable;
  if (isSaid || (depth <= DEPTH_LIMIT && evaluations <= EVALUATIONS_LIMIT)) return;
  variable.isSaid = true;
  const message =
    depth > DEPTH_LIMIT
      ? `the variable "${name}" reads others in a row of more than ${DEPTH_LIMIT}`
      : `for the variable "${name}" others are evaluated more than ${EVALUATIONS_LIMIT} times: each is, wherever it is read`;
  report({
    code: 'expression-too-costly',
    severity: 'error',
    message,
    location: argument.location,
    help: 'give one of them its value by a task with `set_fact`, which evaluates it once',
  });
}

function reportCircle(circle: readonly Visited[], names: RunbookNames, report: Report): void {
  const [first, ...others] = circle.toSorted((a, b) => placeOf(a) - placeOf(b));
  if (!first) return;
  const at = circle.indexOf(first);
  const inOrder = [...circle.slice(at), ...circle.slice(0, at)];
  const way = [...inOrder, first].map(({ name }) => `"${name}"`).join(' needs ');
  const isSure = inOrder.every(
    ({ name, argument }, index) =>
      !names.setters.has(name) && alwaysReads(argument, inOrder[(index + 1) % inOrder.length]?.name ?? ''),
  );
  const what = `the variable "${first.name}" ${isSure ? 'is' : 'may be'} defined by itself`;
  report({
    code: 'recursive-variable',
    severity: isSure ? 'error' : 'warning',
    message: others.length === 0 ? what : `${what}: ${way}`,
    location: first.argument.location,
    related: others.map(({ name, argument }) => ({
      message: `"${name}" is defined here`,
      location: argument.location,
    })),
    help: 'give one of the variables in the circle a value of its own',
  });
}

function placeOf({ argument }: Visited): number {
  return argument.location.range.start;
}

/** Whether the variable is read whenever the argument is evaluated. */
function alwaysReads(argument: Argument, name: string): boolean {
  const reads = (node: Node): boolean => {
    if (node.kind === 'name') return node.name === name;
    if (node.kind === 'logical') return reads(node.left);
    if (node.kind === 'conditional') return reads(node.condition);
    return childrenOf(node).some(reads);
  };
  const parts = templatesIn(argument).flatMap((template) => template.parts);
  return parts.some((part) => typeof part !== 'string' && reads(part.root));
}
