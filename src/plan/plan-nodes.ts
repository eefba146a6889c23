import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program, ProgramBranch, ProgramNode } from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import { decideBranches } from './decide-branches.ts';
import { decideFiles } from './decide-files.ts';
import { decide, runs, within, type Decision } from './decision.ts';
import { knownScope, type KnownScope, type KnownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { mistakesInArguments } from './mistakes-in-arguments.ts';
import { mistakesInLoop } from './mistakes-in-loop.ts';
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
    const play = { name, known, decision: runs, branch: runs, branches: noBranches, inRescue: false };
    const children = walk(nodes, play, planner).flat();
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
      const branches =
        node.kind === 'choose'
          ? decideBranches(node, variables)
          : node.kind === 'include'
            ? decideFiles(node, known)
            : undefined;
      if (branches?.mistake && mayRun(decision)) report(branches.mistake, node, decision, notes);
      return {
        down: {
          name,
          known,
          decision,
          // What is decided once cannot be changed by what is inside.
          branch: node.isBranch || node.kind === 'include' ? decision : around.branch,
          branches: branches?.decisions ?? noBranches,
          inRescue: around.inRescue,
        },
      };
    },
    task(task, { name, known, decision, inRescue }) {
      if (mayRun(decision)) {
        for (const mistake of mistakesInArguments(task.source, known)) report(mistake, task, decision, notes);
        const question = questionOf(task.source, name);
        const reached = decision.kind === 'runs' && !inRescue ? 'surely' : 'perhaps';
        if (question) questions.push({ ...question, reached });
      }
      return [{ id: task.id, name, kind: task.isBranch ? 'branch' : 'task', children: [] }];
    },
    include: ({ files }, { branches }) => ({
      files: [...files.values()].filter((file) => branches.has(file)),
    }),
    beginSection(_block, { part }, block) {
      return { down: part === 'rescue' ? { ...block, inRescue: true } : block };
    },
    endSection(_block, { part, id }, _section, inside) {
      const children = inside.flat();
      return part === 'block' || children.length === 0
        ? children
        : [{ id, name: part, kind: part, children }];
    },
    leave(node, { name }, inside) {
      const { id, isBranch } = node;
      const children = inside.flat();
      if (node.kind !== 'include') return [{ id, name, kind: isBranch ? 'branch' : node.kind, children }];
      // Of one file it is the outline of that; of several it is a choice.
      if (node.files.size > 1) {
        return [
          { id, name, kind: 'choose', children: children.map((file) => ({ ...file, kind: 'branch' })) },
        ];
      }
      const inFile = children.flatMap((file) => file.children);
      return [{ id, name, kind: isBranch ? 'branch' : 'block', children: inFile }];
    },
  };
}

function decisionOf(node: ProgramNode, known: KnownScope, around: Known): Decision {
  const { source, conditions } = node;
  if (node.isBranch && node.kind !== 'choose')
    return within(around.decision, around.branches.get(node) ?? runs);
  if (node.kind === 'block' && node.isFile) {
    const chosen = within(around.decision, around.branches.get(node) ?? runs);
    return within(chosen, decide(source.when, known));
  }
  // The conditions around are evaluated anew for each child; only variables of its own can make a difference.
  if (source.keywords.vars.size === 0) return within(around.decision, decide(source.when, known));
  return within(around.branch, decide(conditions, known));
}

function mayRun({ kind }: Decision): boolean {
  return kind === 'runs' || kind === 'depends';
}

/** A mistake that is sure to be met ends everything before it begins; one that may be met, or ignored, is a warning. */
function report(diagnostic: Diagnostic, node: ProgramNode, decision: Decision, { diagnostics }: Notes): void {
  const sure = decision.kind !== 'depends' && node.ignoreErrors === undefined;
  const { file, range } = diagnostic.location ?? {};
  const key = `${diagnostic.code} ${file?.path ?? ''} ${range?.start ?? diagnostic.message}`;
  const before = diagnostics.get(key);
  if (before?.severity === 'error') return;
  diagnostics.set(key, { ...diagnostic, severity: sure ? 'error' : 'warning' });
}
