import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/index.ts';
import type { Block, Choose, Runbook, Task, TaskNode } from '../model/runbook.ts';
import { decideBranches } from './decide-branches.ts';
import { decide, runs, within, type Decision } from './decision.ts';
import { knownScope, type KnownVariables, type VariableLayers } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { mistakesInArguments } from './mistakes-in-arguments.ts';
import { questionOf } from './question-of.ts';
import { windowOf } from './window-of.ts';
import type { PlannedNode, PlannedQuestion, PlannedWindow } from './plan.ts';

export interface PlannedNodes {
  readonly outline: readonly PlannedNode[];
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly questions: readonly PlannedQuestion[];
  readonly windows: readonly PlannedWindow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Walks the runbook as the engine would, and writes down what is known of every node that the tags select. */
export function planNodes(
  runbook: Runbook,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
): PlannedNodes {
  const walk: Walk = {
    selected,
    variables,
    decisions: new Map(),
    questions: [],
    windows: [],
    diagnostics: new Map(),
  };
  const outline = runbook.plays.flatMap((play, index): PlannedNode[] => {
    const around: Around = {
      layers: [play.keywords.vars],
      when: [],
      decision: runs,
      branch: runs,
      ignoreErrors: play.keywords.ignoreErrors !== undefined,
      inRescue: false,
    };
    const children = planChildren(play.tasks, around, walk);
    if (children.length === 0) return [];
    return [
      { id: `plays/${index}`, name: play.name ?? runbook.name ?? runbook.file.path, kind: 'play', children },
    ];
  });
  const { decisions, questions, windows, diagnostics } = walk;
  return { outline, decisions, questions, windows, diagnostics: [...diagnostics.values()] };
}

interface Walk {
  readonly selected: ReadonlySet<string>;
  readonly variables: KnownVariables;
  readonly decisions: Map<string, Decision>;
  readonly questions: PlannedQuestion[];
  readonly windows: PlannedWindow[];
  /** By place: the condition of a block is evaluated for each child, and its mistake reported once. */
  readonly diagnostics: Map<string, Diagnostic>;
}

/** What a node takes over from around it. */
interface Around {
  readonly layers: VariableLayers;
  readonly when: readonly Expression[];
  readonly decision: Decision;
  /** Of the branch that it stands in: that is decided once, and nothing inside can change it. */
  readonly branch: Decision;
  /** A failure may be let pass; whether it is shows at run time. */
  readonly ignoreErrors: boolean;
  readonly inRescue: boolean;
}

function planChildren(nodes: readonly TaskNode[], around: Around, walk: Walk): PlannedNode[] {
  return nodes
    .filter((node) => walk.selected.has(node.id))
    .map((node) => planNode(node, node.kind, decisionOf(node, around, walk), around, walk));
}

function decisionOf(node: TaskNode, around: Around, { variables }: Walk): Decision {
  const { layers, when, decision, branch } = around;
  const { vars } = node.keywords;
  // The conditions around are evaluated anew for each child; only variables of its own can make a difference.
  if (vars.size === 0) return within(decision, decide(node.when, knownScope(variables, layers)));
  return within(branch, decide([...when, ...node.when], knownScope(variables, [...layers, vars])));
}

function planNode(
  node: TaskNode,
  kind: 'task' | 'block' | 'choose' | 'branch',
  decision: Decision,
  around: Around,
  walk: Walk,
): PlannedNode {
  const { vars, ignoreErrors } = node.keywords;
  const inner: Around = {
    ...around,
    layers: vars.size === 0 ? around.layers : [...around.layers, vars],
    when: kind === 'branch' ? around.when : [...around.when, ...node.when],
    decision,
    branch: kind === 'branch' ? decision : around.branch,
    ignoreErrors: around.ignoreErrors || ignoreErrors !== undefined,
  };
  walk.decisions.set(node.id, decision);
  if (decision.kind === 'fails') report(decision.diagnostic, inner, walk);
  const name = knownText(node, knownScope(walk.variables, inner.layers));
  return { id: node.id, name, kind, children: inside(node, name, inner, walk) };
}

function inside(node: TaskNode, name: string, inner: Around, walk: Walk): PlannedNode[] {
  switch (node.kind) {
    case 'task':
      planTask(node, name, inner, walk);
      return [];
    case 'block':
      return planBlock(node, name, inner, walk);
    case 'choose':
      return planChoose(node, inner, walk);
  }
}

function planTask(task: Task, name: string, inner: Around, walk: Walk): void {
  if (inner.decision.kind !== 'runs' && inner.decision.kind !== 'depends') return;
  for (const mistake of mistakesInArguments(task, knownScope(walk.variables, inner.layers))) {
    report(mistake, inner, walk);
  }
  const question = questionOf(task, name);
  if (!question) return;
  const reached = inner.decision.kind === 'runs' && !inner.inRescue ? 'surely' : 'perhaps';
  walk.questions.push({ ...question, reached });
}

function planBlock(block: Block, name: string, inner: Around, walk: Walk): PlannedNode[] {
  if (block.window && inner.decision.kind !== 'skipped') {
    walk.windows.push(windowOf(block.id, name, block.window, knownScope(walk.variables, inner.layers)));
  }
  const section = (kind: 'rescue' | 'always'): PlannedNode[] => {
    const around = { ...inner, inRescue: inner.inRescue || kind === 'rescue' };
    const children = planChildren(block[kind], around, walk);
    return children.length === 0 ? [] : [{ id: `${block.id}/${kind}`, name: kind, kind, children }];
  };
  return [...planChildren(block.tasks, inner, walk), ...section('rescue'), ...section('always')];
}

function planChoose(choose: Choose, inner: Around, walk: Walk): PlannedNode[] {
  const decided = decideBranches(choose, inner.layers, walk.variables);
  const mayRun = inner.decision.kind === 'runs' || inner.decision.kind === 'depends';
  if (mayRun && decided.mistake) report(decided.mistake, inner, walk);
  return choose.branches.flatMap((branch, index) => {
    if (!walk.selected.has(branch.id)) return [];
    const decision = within(inner.decision, decided.branches[index] ?? runs);
    return [planNode(branch, 'branch', decision, inner, walk)];
  });
}

/** A mistake that is sure to be met ends everything before it begins; one that may be met, or ignored, is a warning. */
function report(diagnostic: Diagnostic, { decision, ignoreErrors }: Around, walk: Walk): void {
  const sure = decision.kind !== 'depends' && !ignoreErrors;
  const { file, range } = diagnostic.location ?? {};
  const key = `${diagnostic.code} ${file?.path ?? ''} ${range?.start ?? diagnostic.message}`;
  const before = walk.diagnostics.get(key);
  if (before?.severity === 'error') return;
  walk.diagnostics.set(key, { ...diagnostic, severity: sure ? 'error' : 'warning' });
}
