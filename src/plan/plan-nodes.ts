import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program, ProgramBranch, ProgramNode } from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import { decideBranches } from './decide-branches.ts';
import { decide, runs, within, type Decision } from './decision.ts';
import { knownScope, type KnownScope, type KnownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { mistakesIn, mistakesInArguments } from './mistakes-in-arguments.ts';
import { mistakesInLoop } from './mistakes-in-loop.ts';
import { questionsOf } from './question-of.ts';
import { windowOf } from './window-of.ts';
import type { PlannedNode, PlannedQuestion, PlannedWindow } from './plan.ts';

export interface PlannedNodes {
  readonly outline: readonly PlannedNode[];
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly questions: readonly PlannedQuestion[];
  readonly windows: readonly PlannedWindow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Walks the program as the engine would, and writes down what is known of every node that the tags select. */
export function planNodes(
  { runbook, plays }: Program,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
): PlannedNodes {
  const notes: Notes = {
    selected,
    variables,
    decisions: new Map(),
    questions: [],
    windows: [],
    diagnostics: new Map(),
  };
  const planner = plannerWith(notes);
  const outline = plays.flatMap(({ id, source, layers, nodes }): PlannedNode[] => {
    const name = source.name ?? runbook.name ?? runbook.file.path;
    const known = knownScope(variables, layers);
    for (const mistake of mistakesIn(
      source.status.map(({ value }) => value),
      known,
    ))
      noteMistake(mistake, true, notes);
    const play = { name, known, decision: runs, branch: runs, branches: noBranches, inRescue: false };
    const children = withUndo(id, walk(nodes, play, planner).flat());
    return children.length === 0 ? [] : [{ id, name, kind: 'play', children }];
  });
  const { decisions, questions, windows, diagnostics } = notes;
  return { outline, decisions, questions, windows, diagnostics: [...diagnostics.values()] };
}

/** What is written down on the way. */
interface Notes {
  readonly selected: ReadonlySet<string>;
  readonly variables: KnownVariables;
  readonly decisions: Map<string, Decision>;
  readonly questions: PlannedQuestion[];
  readonly windows: PlannedWindow[];
  /** By place: the condition of a block is evaluated for each child, and its mistake reported once. */
  readonly diagnostics: Map<string, Diagnostic>;
}

/** What is known of a node, for what is inside of it. */
interface Known {
  readonly name: string;
  readonly known: KnownScope;
  readonly decision: Decision;
  /** Of the branch that it stands in: that is decided once, and nothing inside can change it. */
  readonly branch: Decision;
  /** Of a choose. */
  readonly branches: ReadonlyMap<ProgramBranch, Decision>;
  readonly inRescue: boolean;
}

const noBranches: Known['branches'] = new Map();

/** What is said of a node is its part of the outline; of a block's tasks, theirs. */
function plannerWith(notes: Notes): SyncWalker<Known, readonly PlannedNode[]> {
  const { selected, variables, decisions, questions, windows } = notes;
  return {
    enter(node, around) {
      if (!selected.has(node.id)) return undefined;
      const known = knownScope(variables, node.layers, node.loops);
      const decision = decisionOf(node, known, around);
      decisions.set(node.id, decision);
      if (decision.kind === 'fails') report(decision.diagnostic, node, decision, notes);
      const name = knownText(node.source, known);
      const { source } = node;
      if (source.kind === 'block' && source.window && decision.kind !== 'skipped') {
        windows.push(windowOf(node.id, name, source.window, known));
      }
      if (mayRun(decision)) {
        for (const mistake of mistakesInLoop(node, variables)) report(mistake, node, decision, notes);
      }
      const branches = node.kind === 'choose' ? decideBranches(node, variables) : undefined;
      if (branches?.mistake && mayRun(decision)) report(branches.mistake, node, decision, notes);
      return {
        down: {
          name,
          known,
          decision,
          branch: node.isBranch ? decision : around.branch,
          branches: branches?.decisions ?? noBranches,
          inRescue: around.inRescue,
        },
      };
    },
    task(task, { name, known, decision, inRescue }) {
      if (mayRun(decision)) {
        for (const mistake of mistakesInArguments(task.source, known)) report(mistake, task, decision, notes);
        const reached = decision.kind === 'runs' && !inRescue ? 'surely' : 'perhaps';
        for (const question of questionsOf(task.source, name)) questions.push({ ...question, reached });
      }
      return [{ id: task.id, name, kind: task.isBranch ? 'branch' : 'task', children: [] }];
    },
    beginUndo: (_node, down) => ({ down: { ...down, inRescue: true } }),
    endUndo(node, up, inside) {
      const children = inside.flat();
      return children.length === 0 ? up : [...up, undoSection(node.id, children)];
    },
    beginSection(_block, { part }, block) {
      return { down: part === 'rescue' ? { ...block, inRescue: true } : block };
    },
    endSection(_block, { part, id }, _section, inside) {
      const children = inside.flat();
      if (part === 'block') return withUndo(id, children);
      // What they did is taken back with what is around the block.
      const [own, undo] = apart(children);
      return own.length === 0 ? undo : [{ id, name: part, kind: part, children: own }, ...undo];
    },
    leave({ id, kind, isBranch }, { name }, inside) {
      if (kind === 'block') {
        // Those behind its sections belong to what is around it.
        const children = inside.flat();
        const outer = children.filter((node) => node.kind === 'undo' && node.id !== `${id}/undo`);
        const own = children.filter((node) => !outer.includes(node));
        return [{ id, name, kind: isBranch ? 'branch' : kind, children: own }, ...outer];
      }
      const [own, undo] = apart(inside.flat());
      return [{ id, name, kind: isBranch ? 'branch' : kind, children: own }, ...undo];
    },
  };
}

function undoSection(of: string, children: readonly PlannedNode[]): PlannedNode {
  return { id: `${of}/undo`, name: 'undo', kind: 'undo', children };
}

/** The nodes of a block's first section, or of a play, and behind them all that undoes what they do; what was done last comes first. */
function withUndo(of: string, nodes: readonly PlannedNode[]): readonly PlannedNode[] {
  const [own, undo] = apart(nodes);
  const children = undo.toReversed().flatMap((section) => section.children);
  return children.length === 0 ? own : [...own, undoSection(of, children)];
}

function apart(nodes: readonly PlannedNode[]): readonly [PlannedNode[], PlannedNode[]] {
  return [nodes.filter(({ kind }) => kind !== 'undo'), nodes.filter(({ kind }) => kind === 'undo')];
}

function decisionOf(node: ProgramNode, known: KnownScope, around: Known): Decision {
  const { source, conditions } = node;
  if (node.isBranch && node.kind !== 'choose')
    return within(around.decision, around.branches.get(node) ?? runs);
  // The conditions around are evaluated anew for each child; only variables of its own can make a difference.
  if (source.keywords.vars.size === 0) return within(around.decision, decide(source.when, known));
  return within(around.branch, decide(conditions, known));
}

function mayRun({ kind }: Decision): boolean {
  return kind === 'runs' || kind === 'depends';
}

/** A mistake that is sure to be met ends everything before it begins; one that may be met, or ignored, is a warning. */
function report(diagnostic: Diagnostic, node: ProgramNode, decision: Decision, notes: Notes): void {
  noteMistake(diagnostic, decision.kind !== 'depends' && node.ignoreErrors === undefined, notes);
}

function noteMistake(diagnostic: Diagnostic, sure: boolean, { diagnostics }: Notes): void {
  const { file, range } = diagnostic.location ?? {};
  const key = `${diagnostic.code} ${file?.path ?? ''} ${range?.start ?? diagnostic.message}`;
  const before = diagnostics.get(key);
  if (before?.severity === 'error') return;
  diagnostics.set(key, { ...diagnostic, severity: sure ? 'error' : 'warning' });
}
