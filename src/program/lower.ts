import type { Loop } from '../model/loop.ts';
import type { Block, Choose, Include, Keywords, Play, Runbook, Task, TaskNode } from '../model/runbook.ts';
import type {
  Inherited,
  Program,
  ProgramBlock,
  ProgramBranch,
  ProgramChoose,
  ProgramHandler,
  ProgramInclude,
  ProgramNode,
  ProgramPlay,
  ProgramTask,
  Section,
  VariableLayer,
} from './program.ts';

/** The program of a runbook: the same nodes in the same order, each with what it inherits. */
export function lowerRunbook(runbook: Runbook): Program {
  return { runbook, plays: runbook.plays.map(lowerPlay) };
}

function lowerPlay(source: Play, index: number): ProgramPlay {
  const { keywords } = source;
  const nodes: ProgramNode[] = [];
  const handlers: ProgramHandler[] = [];
  const play: ProgramPlay = {
    id: `plays/${index}`,
    source,
    layers: layersWith(layersOver(source.defaults, []), keywords.vars),
    conditions: [],
    tags: tagsWith(new Set(), keywords.tags),
    environments: added([], keywords.environment),
    noLog: keywords.noLog,
    ignoreErrors: keywords.ignoreErrors,
    errorAction: keywords.errorAction,
    checkMode: keywords.checkMode,
    diff: keywords.diff,
    debugger: keywords.debugger,
    timeout: keywords.timeout,
    notify: undefined,
    nodes,
    handlers,
  };
  // The environment may be made of what it gathers.
  if (source.gathering) nodes.push(lowerNode(source.gathering, { ...play, environments: [] }, 0, []));
  for (const node of source.tasks) nodes.push(lowerNode(node, play, 0, []));
  for (const { node, listen, vars, defaults } of source.handlers) {
    const around = { ...play, layers: layersWith(layersOver(defaults, play.layers), vars) };
    handlers.push({ node: lowerNode(node, around, 0, []), listen: listen.map(({ name }) => name) });
  }
  return play;
}

function lowerNode(source: TaskNode, around: Inherited, depth: number, loops: readonly Loop[]): ProgramNode {
  switch (source.kind) {
    case 'task':
      return lowerTask(source, around, depth, false, loops);
    case 'block':
      return lowerBlock(source, around, depth, false, loops);
    case 'choose':
      return lowerChoose(source, around, depth, loops);
    case 'include':
      return lowerInclude(source, around, depth, false, loops);
  }
}

function lowerBranch(
  source: Task | Block | Include,
  around: Inherited,
  depth: number,
  loops: readonly Loop[],
): ProgramBranch {
  switch (source.kind) {
    case 'task':
      return lowerTask(source, around, depth, true, loops);
    case 'block':
      return lowerBlock(source, around, depth, true, loops);
    case 'include':
      return lowerInclude(source, around, depth, true, loops);
  }
}

// Every node is spelled out, with the same members in the same order: so they share V8's hidden classes as far as they can, which
// tells over thousands of tasks.

function lowerTask(
  source: Task,
  around: Inherited,
  depth: number,
  isBranch: boolean,
  loops: readonly Loop[],
): ProgramTask {
  const { keywords } = source;
  const undo: ProgramNode[] = [];
  const task: ProgramTask = {
    kind: 'task',
    id: source.id,
    source,
    isBranch,
    layers: layersWith(around.layers, keywords.vars),
    conditions: isBranch ? around.conditions : joined(around.conditions, source.when),
    tags: tagsWith(around.tags, keywords.tags),
    environments: added(around.environments, keywords.environment),
    noLog: keywords.noLog ?? around.noLog,
    ignoreErrors: keywords.ignoreErrors ?? around.ignoreErrors,
    errorAction: keywords.errorAction ?? around.errorAction,
    checkMode: keywords.checkMode ?? around.checkMode,
    diff: keywords.diff ?? around.diff,
    debugger: keywords.debugger ?? around.debugger,
    timeout: keywords.timeout ?? around.timeout,
    notify: source.notify ?? around.notify,
    depth,
    loops: added(loops, source.loop),
    undo,
  };
  lowerUndo(source.undo, task, undo);
  return task;
}

function lowerBlock(
  source: Block,
  around: Inherited,
  depth: number,
  isBranch: boolean,
  loops: readonly Loop[],
  isFile = false,
): ProgramBlock {
  const { keywords } = source;
  const sections: Section[] = [];
  const undo: ProgramNode[] = [];
  const block: ProgramBlock = {
    kind: 'block',
    id: source.id,
    source,
    isBranch,
    isFile,
    layers: layersWith(layersOver(source.defaults, around.layers), keywords.vars),
    conditions: isBranch ? around.conditions : joined(around.conditions, source.when),
    tags: tagsWith(around.tags, keywords.tags),
    environments: added(around.environments, keywords.environment),
    noLog: keywords.noLog ?? around.noLog,
    ignoreErrors: keywords.ignoreErrors ?? around.ignoreErrors,
    errorAction: keywords.errorAction ?? around.errorAction,
    checkMode: keywords.checkMode ?? around.checkMode,
    diff: keywords.diff ?? around.diff,
    debugger: keywords.debugger ?? around.debugger,
    timeout: keywords.timeout ?? around.timeout,
    notify: source.notify ?? around.notify,
    depth,
    loops: added(loops, source.loop),
    undo,
    sections,
  };
  const add = (part: Section['part'], id: string, nodes: readonly TaskNode[]): void => {
    if (part !== 'block' && nodes.length === 0) return;
    sections.push({ part, id, nodes: nodes.map((node) => lowerNode(node, block, depth + 1, block.loops)) });
  };
  add('block', source.taskFile?.shownAs ?? source.id, source.tasks);
  add('rescue', `${source.id}/rescue`, source.rescue);
  add('always', `${source.id}/always`, source.always);
  lowerUndo(source.undo, block, undo);
  return block;
}

function lowerChoose(
  source: Choose,
  around: Inherited,
  depth: number,
  loops: readonly Loop[],
): ProgramChoose {
  const { keywords } = source;
  const branches: ProgramBranch[] = [];
  const choose: ProgramChoose = {
    kind: 'choose',
    id: source.id,
    source,
    isBranch: false,
    layers: layersWith(around.layers, keywords.vars),
    conditions: joined(around.conditions, source.when),
    tags: tagsWith(around.tags, keywords.tags),
    environments: added(around.environments, keywords.environment),
    noLog: keywords.noLog ?? around.noLog,
    ignoreErrors: keywords.ignoreErrors ?? around.ignoreErrors,
    errorAction: keywords.errorAction ?? around.errorAction,
    checkMode: keywords.checkMode ?? around.checkMode,
    diff: keywords.diff ?? around.diff,
    debugger: keywords.debugger ?? around.debugger,
    timeout: keywords.timeout ?? around.timeout,
    notify: source.notify ?? around.notify,
    depth,
    loops: added(loops, source.loop),
    undo: nothing,
    branches,
  };
  for (const branch of source.branches) branches.push(lowerBranch(branch, choose, depth + 1, choose.loops));
  return choose;
}

const nothing: readonly ProgramNode[] = [];

/** It runs beside the node that it is of, in the section of the block around that undoes. */
function lowerUndo(undo: readonly TaskNode[], of: ProgramTask | ProgramBlock, nodes: ProgramNode[]): void {
  if (undo.length === 0) return;
  const around: Inherited = { ...of, conditions: [], ignoreErrors: undefined };
  for (const source of undo) nodes.push(lowerNode(source, around, of.depth, of.loops));
}

function lowerInclude(
  source: Include,
  around: Inherited,
  depth: number,
  isBranch: boolean,
  loops: readonly Loop[],
): ProgramInclude {
  const { keywords } = source;
  const files = new Map<string, ProgramBlock>();
  const include: ProgramInclude = {
    kind: 'include',
    id: source.id,
    source,
    isBranch,
    layers: layersWith(around.layers, keywords.vars),
    conditions: isBranch ? around.conditions : joined(around.conditions, source.when),
    tags: tagsWith(around.tags, keywords.tags),
    environments: added(around.environments, keywords.environment),
    noLog: keywords.noLog ?? around.noLog,
    ignoreErrors: keywords.ignoreErrors ?? around.ignoreErrors,
    errorAction: keywords.errorAction ?? around.errorAction,
    checkMode: keywords.checkMode ?? around.checkMode,
    diff: keywords.diff ?? around.diff,
    debugger: keywords.debugger ?? around.debugger,
    timeout: keywords.timeout ?? around.timeout,
    notify: source.notify ?? around.notify,
    depth,
    loops: added(loops, source.loop),
    undo: nothing,
    files,
  };
  // As in Ansible: what is inside takes over from what is around the include, and not from the include.
  const inner = source.files.size === 1 ? depth : depth + 1;
  for (const [written, block] of source.files) {
    files.set(written, lowerBlock(block, around, inner, false, include.loops, true));
  }
  return include;
}

/** Defaults are weaker than whatever else there is. */
function layersOver(defaults: VariableLayer, around: readonly VariableLayer[]): readonly VariableLayer[] {
  return defaults.size === 0 ? around : [defaults, ...around];
}

function layersWith(around: readonly VariableLayer[], own: VariableLayer): readonly VariableLayer[] {
  return own.size === 0 ? around : [...around, own];
}

function tagsWith(around: ReadonlySet<string>, own: Keywords['tags']): ReadonlySet<string> {
  return own.every((tag) => around.has(tag)) ? around : new Set([...around, ...own]);
}

function added<T>(around: readonly T[], own: T | undefined): readonly T[] {
  return own === undefined ? around : [...around, own];
}

function joined<T>(around: readonly T[], own: readonly T[]): readonly T[] {
  if (own.length === 0) return around;
  return around.length === 0 ? own : [...around, ...own];
}
