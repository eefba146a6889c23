import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Program, ProgramBranch, ProgramNode, ProgramTask } from '../program/program.ts';
import { flushedHandlers } from '../program/flushed-handlers.ts';
import { visitNodes, walk, type SyncWalker } from '../program/walk.ts';
import { windowTasks } from '../program/window-tasks.ts';
import { decideBranches } from './decide-branches.ts';
import { decideFiles } from './decide-files.ts';
import { decide, runs, within, type Decision } from './decision.ts';
import { knownScope, type KnownScope, type KnownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { mistakesIn, mistakesInArguments } from './mistakes-in-arguments.ts';
import { mistakesInLoop } from './mistakes-in-loop.ts';
import { missingUses, type MissingUse, type MissingValues } from './missing-values.ts';
import { report, reportMissing, type Found, type Notes } from './plan-notes.ts';
import { questionsOf } from './question-of.ts';
import type { EarlierRuns } from './takes.ts';
import { windowOf } from './window-of.ts';
import type { PlannedNode, PlannedQuestion, PlannedWindow } from './plan.ts';

export interface PlannedNodes {
  readonly outline: readonly PlannedNode[];
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly questions: readonly PlannedQuestion[];
  readonly windows: readonly PlannedWindow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Walks the program as the engine would, and writes down what is known of every node that is selected. `missing` is used up. */
export function planNodes(
  program: Program,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
  missing: MissingValues,
  earlier: EarlierRuns,
): PlannedNodes {
  const { runbook, plays } = program;
  const notes: Notes = {
    selected,
    variables,
    missing,
    ended: runs,
    decisions: new Map(),
    questions: [],
    windows: [],
    diagnostics: new Map(),
  };
  const planner = plannerWith(notes);
  const outline = plays.flatMap(({ id, source, layers, nodes, handlers }): PlannedNode[] => {
    notes.ended = runs;
    const name = source.name ?? runbook.name ?? runbook.file.path;
    const known = knownScope(variables, layers);
    const play: Known = {
      name,
      known,
      found: undefined,
      decision: runs,
      branch: runs,
      asked: { layers, loops: noLoops },
      branches: noBranches,
      inRescue: false,
    };
    const board = source.status.map(({ value }) => value);
    for (const mistake of mistakesIn(board, known)) report(mistake, undefined, notes);
    const children = withUndo(id, walk(nodes, play, planner).flat());
    if (children.length === 0) return [];
    // Whether one of them runs depends on what the tasks change.
    notes.ended = runs;
    const around = { ...play, decision: perhaps, branch: perhaps, inRescue: true };
    const handled = walk(
      handlers.map(({ node }) => node),
      around,
      planner,
    ).flat();
    if (handled.length === 0) return [{ id, name, kind: 'play', children }];
    const section: PlannedNode = {
      id: `${id}/handlers`,
      name: 'handlers',
      kind: 'handlers',
      children: handled,
    };
    return [{ id, name, kind: 'play', children: [...children, section] }];
  });
  const { decisions, questions, diagnostics } = notes;
  const [tasks, flushed] = [windowTasks(program), flushedHandlers(program)];
  const by = { selected, decisions, variables, tasks, flushed, earlier };
  const windows = notes.windows.flatMap(({ block, name }) => windowOf(block, name, by) ?? []);
  return { outline, decisions, questions, windows, diagnostics: [...diagnostics.values()] };
}

/** On no variable, but on what happens. */
const perhaps: Decision = { kind: 'depends', on: [] };

/** What is known of a node, for what is inside of it. */
interface Known {
  readonly name: string;
  readonly known: KnownScope;
  /** Missing for a play. */
  readonly found: Found | undefined;
  readonly decision: Decision;
  /** Of the branch or the file that it stands in: that is decided once, and nothing inside can change it. */
  readonly branch: Decision;
  /** Where the conditions around have last been looked at: with other variables, or items, they may come to something else. */
  readonly asked: Pick<ProgramNode, 'layers' | 'loops'>;
  /** Of a choose. */
  readonly branches: ReadonlyMap<ProgramBranch, Decision>;
  readonly inRescue: boolean;
}

const noBranches: Known['branches'] = new Map();
const noLoops: ProgramNode['loops'] = [];

/** What is said of a node is its part of the outline; of a block's tasks, theirs. */
function plannerWith(notes: Notes): SyncWalker<Known, readonly PlannedNode[]> {
  const { selected, variables, missing, decisions, questions, windows } = notes;
  return {
    enter(node, around) {
      if (!selected.has(node.id)) return undefined;
      const known = knownScope(variables, node.layers, node.loops);
      const decision = within(notes.ended, decisionOf(node, known, around));
      decisions.set(node.id, decision);
      const name = knownText(node.source, known);
      const found: Found = {
        node,
        name,
        decision,
        uses: usesAt(node, decision, around, missing),
        inRescue: around.inRescue,
      };
      if (decision.kind === 'fails') report(decision.diagnostic, found, notes);
      for (const use of found.uses) reportMissing(use, 'perhaps', found, notes);
      if (node.kind === 'block' && node.source.window && decision.kind !== 'skipped') {
        windows.push({ block: node, name });
      }
      if (mayRun(decision)) {
        for (const mistake of mistakesInLoop(node, variables)) report(mistake, found, notes);
      }
      const branches =
        node.kind === 'choose'
          ? decideBranches(node, variables)
          : node.kind === 'include'
            ? decideFiles(node, known)
            : undefined;
      if (branches?.mistake && mayRun(decision)) report(branches.mistake, found, notes);
      return {
        down: {
          name,
          known,
          found,
          decision,
          // What is decided once cannot be changed by what is inside.
          branch: branchInside(node, decision, around),
          asked: asksConditionsAround(node) ? node : around.asked,
          branches: branches?.decisions ?? noBranches,
          inRescue: around.inRescue,
        },
      };
    },
    task(task, { name, known, found, decision, inRescue }) {
      if (mayRun(decision)) {
        for (const mistake of mistakesInArguments(task.source, known)) report(mistake, found, notes);
        const reached = decision.kind === 'runs' && !inRescue ? 'surely' : 'perhaps';
        for (const question of questionsOf(task.source, name)) questions.push({ ...question, reached });
        if (endsPlay(task) && !inRescue) notes.ended = decision.kind === 'runs' ? perhaps : decision;
      }
      // A result is registered for a skipped task too; a fact is not set by one.
      const set = mayRun(decision) ? namesSetBy(task.source) : [task.source.register ?? ''];
      for (const each of set) missing.delete(each);
      return [{ id: task.id, name, kind: task.isBranch ? 'branch' : 'task', children: [] }];
    },
    beginUndo(node, down) {
      // That of a block is for whatever has acted in it.
      const mayAct = node.kind !== 'task' && mayRunIn(node, decisions);
      const decision = down.decision.kind === 'skipped' && mayAct ? perhaps : down.decision;
      return { down: { ...down, decision, branch: decision, inRescue: true } };
    },
    endUndo(node, up, inside) {
      const children = inside.flat();
      return children.length === 0 ? up : [...up, undoSection(node.id, children)];
    },
    include: ({ files }, { branches }) => ({
      files: [...files.values()].filter((file) => branches.has(file)),
    }),
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
    leave(node, { name }, inside) {
      const { id, isBranch } = node;
      const children = inside.flat();
      if (node.kind === 'block') {
        const undo = `${node.sections[0]?.id ?? id}/undo`;
        // Those behind its sections belong to what is around it.
        const outer = children.filter((child) => child.kind === 'undo' && child.id !== undo);
        const own = children.filter((child) => !outer.includes(child));
        return [{ id, name, kind: isBranch ? 'branch' : node.kind, children: own }, ...outer];
      }
      const [own, undo] = apart(children);
      if (node.kind === 'choose') return [{ id, name, kind: node.kind, children: own }, ...undo];
      // Of one file it is the outline of that; of several it is a choice.
      if (node.files.size > 1) {
        return [
          { id, name, kind: 'choose', children: own.map((file) => ({ ...file, kind: 'branch' })) },
          ...undo,
        ];
      }
      const inFile = own.flatMap((file) => file.children);
      return [{ id, name, kind: isBranch ? 'branch' : 'block', children: inFile }, ...undo];
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
  const isAsAround = node.layers === around.asked.layers && node.loops === around.asked.loops;
  const chosen = chosenAt(node, around);
  if (chosen && (chosen.kind === 'skipped' || !asksConditionsAround(node))) return chosen;
  // The conditions around are evaluated anew for each child; only variables and items of its own can make a difference.
  if (!isAsAround) return within(chosen ?? around.branch, decide(conditions, known));
  // Of a branch the choose has asked its own.
  return within(chosen ?? around.decision, node.isBranch ? runs : decide(source.when, known));
}

/** Of a branch of a choose, or a file of an include: whether it is that one. */
function chosenAt(node: ProgramNode, around: Known): Decision | undefined {
  if (node.kind === 'choose') return undefined;
  const isChosen = node.isBranch || (node.kind === 'block' && node.isFile);
  return isChosen ? within(around.decision, around.branches.get(node) ?? runs) : undefined;
}

function branchInside(node: ProgramNode, decision: Decision, around: Known): Decision {
  // An include asks its conditions, and those around it, for all that is in its file.
  return node.kind === 'include' ? decision : (chosenAt(node, around) ?? around.branch);
}

/** A block hands the conditions around to its children; where it is a branch, its own are the choose's to ask. */
function asksConditionsAround(node: ProgramNode): boolean {
  return !(node.isBranch && node.kind === 'block');
}

function endsPlay({ source: { action } }: ProgramTask): boolean {
  return action.kind === 'meta' && action.operation === 'end_play';
}

function mayRun({ kind }: Decision): boolean {
  return kind === 'runs' || kind === 'depends';
}

function mayRunIn(around: ProgramNode, decisions: ReadonlyMap<string, Decision>): boolean {
  let found = false;
  visitNodes([around], undefined, ({ id, kind }) => {
    const decision = kind === 'task' ? decisions.get(id) : undefined;
    found ||= decision !== undefined && mayRun(decision);
    return { down: undefined };
  });
  return found;
}

function usesAt(
  node: ProgramNode,
  decision: Decision,
  around: Known,
  missing: MissingValues,
): readonly MissingUse[] {
  // The conditions around are evaluated anew for it.
  if (!mayRun(around.decision) && !mayRun(decision)) return around.found?.uses ?? [];
  const own = missingUses(node, mayRun(decision) ? 'everything' : 'conditions', missing);
  if (node.kind !== 'choose' || !mayRun(decision)) return own;
  // Every branch is asked, whichever runs.
  return [...own, ...node.branches.flatMap((branch) => missingUses(branch, 'conditions', missing))];
}
