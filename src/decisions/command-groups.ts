import type { Argument } from '../model/argument.ts';
import type { Action } from '../model/action.ts';
import { referencesIn } from '../model/references-in.ts';
import { commandName } from '../program/command-uses.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode, ProgramTask } from '../program/program.ts';
import { domainsOf } from './domains.ts';
import { allConditionsOf, askedAnew, conditionsOf, namesSetIn, visitInContext, type Held } from './held.ts';
import type { Names } from './meaning.ts';
import { momentAt, type Condition, type Moment } from './place.ts';
import { nameOfSubject } from './situation.ts';

/** Tasks that stand together, call the same command, and have a `when` each that decides by the same thing. */
export interface CommandGroup {
  /** As the first of them writes it. */
  readonly command: string;
  readonly tasks: readonly [ProgramTask, ProgramTask, ...ProgramTask[]];
  /** What was so when a run came to the first of them. */
  readonly outer: readonly Held[];
  /** By task: all that has to hold for it when a run comes to it. */
  readonly conditions: readonly (readonly Condition[])[];
  /** Whether other tasks stand between them: if one of those fails, the run does not come to what is behind it. */
  readonly isDivided: boolean;
}

/** More alternatives than these are a list and no decision. */
const MOST = 32;

/** The groups of a program, of the nodes that are selected. */
export function commandGroups(
  program: Program,
  names: Names,
  isSelected: (id: string) => boolean = () => true,
): readonly CommandGroup[] {
  const found = listsIn(program).flatMap((list) => candidatesIn(list.filter(({ id }) => isSelected(id))));
  const groups = found.filter(({ tasks }) => decideByTheSame(tasks, names));
  if (groups.length === 0) return [];
  const firsts = new Map(groups.map((group) => [group.tasks[0].id, group]));
  const inContext: CommandGroup[] = [];
  visitInContext(program, ({ node, chosenBefore }) => {
    const group = firsts.get(node.id);
    if (group) inContext.push(withConditions(group, chosenBefore));
    return true;
  });
  return inContext;
}

/** Nodes that are done one after the other. What is undone has its moment later, and handlers have their own. */
function listsIn(program: Program): readonly (readonly ProgramNode[])[] {
  const inside = nodesOf(program).flatMap((node) =>
    node.kind === 'block' ? node.sections.map(({ nodes }) => nodes) : [],
  );
  return [...program.plays.map(({ nodes }) => nodes), ...inside];
}

interface Candidate {
  readonly tasks: CommandGroup['tasks'];
  /** From the first of them to the last, with what stands between. */
  readonly stretch: readonly ProgramTask[];
}

/** Among tasks that follow each other and all have a `when`. */
function candidatesIn(list: readonly ProgramNode[]): readonly Candidate[] {
  const found: Candidate[] = [];
  let stretch: ProgramTask[] = [];
  const end = (): void => {
    const groups = new Map<string, ProgramTask[]>();
    for (const task of stretch) {
      const command = isAlternative(task) ? calledBy(task.source.action)?.toLowerCase() : undefined;
      if (command !== undefined) groups.set(command, [...(groups.get(command) ?? []), task]);
    }
    for (const [first, second, ...others] of groups.values()) {
      if (!first || !second || others.length > MOST - 2) continue;
      const last = others.at(-1) ?? second;
      const between = stretch.slice(stretch.indexOf(first), stretch.indexOf(last) + 1);
      found.push({ tasks: [first, second, ...others], stretch: between });
    }
    stretch = [];
  };
  for (const node of list) {
    if (node.kind === 'task' && node.source.when.length > 0 && !steers(node.source.action))
      stretch.push(node);
    else end();
  }
  end();
  return found;
}

/** Behind it a run may go on elsewhere, or not at all. */
function steers({ kind }: Action): boolean {
  return kind === 'assert' || kind === 'fail' || kind === 'meta';
}

/** Whether it runs is said by its conditions alone, and once. */
function isAlternative({ source: { loop, probes, confirm } }: ProgramTask): boolean {
  return !loop && probes.length === 0 && confirm === undefined;
}

function calledBy(action: Action): string | undefined {
  if (action.kind === 'cmdlet') return commandName(action);
  return action.kind === 'command' ? programOf(action.argv) : undefined;
}

function programOf(argv: Argument): string | undefined {
  const first = argv.kind === 'list' ? argv.items[0] : argv;
  if (first?.kind !== 'value') return undefined;
  const value = Array.isArray(first.value) ? (first.value[0] as unknown) : first.value;
  return typeof value === 'string' ? value : undefined;
}

/** What has nothing to do with each other is no decision. */
function decideByTheSame(tasks: readonly ProgramTask[], names: Names): boolean {
  const [first, ...others] = tasks.map((task) => readBy(task, names));
  return first !== undefined && [...first].some((name) => others.every((other) => other.has(name)));
}

/** What a task's own conditions read: names as they are written, and the parameters behind them. */
function readBy(task: ProgramTask, names: Names): ReadonlySet<string> {
  const own = conditionsOf(task);
  const written = own.flatMap(({ expression }) => referencesIn(expression).map(({ name }) => name));
  return new Set([...written, ...[...domainsOf(own, names).keys()].map(nameOfSubject)]);
}

/** A name that a task in between sets is another one before it. */
function withConditions({ tasks, stretch }: Candidate, chosenBefore: readonly Held[]): CommandGroup {
  const earlier = (task: ProgramTask): Moment | undefined => {
    const until = stretch.slice(stretch.indexOf(task), -1);
    return until.length === 0 ? undefined : momentAt(task.id, namesSetIn(until));
  };
  const [first] = tasks;
  return {
    command: calledBy(first.source.action) ?? '',
    tasks,
    outer: [...chosenBefore, ...askedAnew(first, earlier(first))],
    conditions: tasks.map((task) => allConditionsOf(task, earlier(task))),
    isDivided: stretch.length > tasks.length,
  };
}
