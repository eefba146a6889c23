import { casesOf, type Ask } from '../decisions/cases.ts';
import { domainsOf } from '../decisions/domains.ts';
import { conditionsOf, visitInContext, type NodeInContext } from '../decisions/held.ts';
import { isKnown, namesIn, type Names } from '../decisions/meaning.ts';
import { anyOther } from '../decisions/possible-answers.ts';
import { nameOfSubject, type Choice, type Situation } from '../decisions/situation.ts';
import { choiceText, generalized } from '../decisions/situation-text.ts';
import { holds } from '../decisions/truth.ts';
import { EvaluationError } from '../expression/index.ts';
import type { Location } from '../diagnostics/source.ts';
import { valuesByOrigin } from '../parameters/bound-parameters.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { ProgramNode } from '../program/program.ts';
import { toJson } from '../values/json.ts';
import { callText } from './call-text.ts';
import { knownScope, knownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import type { Plan } from './plan.ts';

/** What a choose, or a condition on parameters, comes to in each case that makes a difference. */
export interface DecisionTable {
  readonly id: string;
  readonly name: string;
  readonly location: Location;
  /** The parameters, and the questions on values of the run, that decide it. */
  readonly columns: readonly string[];
  readonly rows: readonly DecisionRow[];
}

export interface DecisionRow {
  /** By column, `standard` or `is not given` or `true`; a column that makes no difference is missing. */
  readonly when: ReadonlyMap<string, string>;
  /** The tasks that run, in their order; none where it is skipped. */
  readonly tasks: readonly DecidedTask[];
  /** Why it fails. */
  readonly mistake: string | undefined;
}

export interface DecidedTask {
  readonly name: string;
  readonly call: string;
  /** What else has to hold for it, as it is written. */
  readonly conditions: readonly string[];
}

/** A table with more rows than this says nothing any more. */
const mostRows = 64;

/**
 * The decisions of a plan that depend on parameters, and its chooses: which tasks run in which case, with which arguments. Parameters that were given have their
 * value, all others every one that they can have. A decision with too many cases is left out.
 */
export function decisionTables(plan: Plan): readonly DecisionTable[] {
  const { program, parameters } = plan;
  const names: Names = { ...namesIn(program), given: valuesByOrigin(parameters).given };
  const variables = knownVariables(program, parameters, plan.magic);
  const tables: DecisionTable[] = [];
  visitInContext(program, (found) => {
    const { node } = found;
    if (!plan.selected(node.id)) return false;
    const rows = rowsOf(found, names, plan);
    const columns = [...new Set(rows?.flatMap(({ when }) => [...when.keys()]))];
    if (rows && rows.length > 0) {
      const name = knownText(node.source, knownScope(variables, node.layers, node.loops));
      tables.push({ id: node.id, name, location: node.source.location, columns, rows });
    }
    return true;
  });
  return tables;
}

interface Result {
  readonly situation: Situation;
  readonly questions: readonly (readonly [string, boolean])[];
  /** The nodes that run, or why it fails. */
  readonly taken: readonly ProgramNode[] | string;
}

function rowsOf(found: NodeInContext, names: Names, plan: Plan): readonly DecisionRow[] | undefined {
  const results = resultsOf(found, names);
  if (!results) return undefined;
  const rows: (DecisionRow & { readonly alike: Situation; readonly key: string })[] = [];
  for (const result of results) {
    const { situation, questions, taken } = result;
    const key = keyOf(result, names, plan);
    const isCovered = rows.some(
      (row) =>
        row.key === key && [...row.alike].every(([subject, choice]) => situation.get(subject) === choice),
    );
    if (isCovered) continue;
    const alike = generalized(
      situation,
      results.map((each) => each.situation),
      (other) => results.some((each) => each.situation === other && keyOf(each, names, plan) === key),
    );
    const when = new Map([
      ...[...alike].map(([subject, choice]) => [nameOfSubject(subject), cellText(choice)] as const),
      ...questions.map(([text, answer]) => [text, String(answer)] as const),
    ]);
    const tasks = tasksTaken(result, names, plan);
    rows.push({ when, tasks, mistake: typeof taken === 'string' ? taken : undefined, alike, key });
    if (rows.length > mostRows) return undefined;
  }
  return rows.map(({ when, tasks, mistake }) => ({ when, tasks, mistake }));
}

function cellText(choice: Choice): string {
  if (choice.kind !== 'value' || choice.value === anyOther) return choiceText(choice);
  const json = toJson(choice.value);
  return typeof json === 'string' && json !== '' ? json : JSON.stringify(json);
}

function tasksTaken({ situation, taken }: Result, names: Names, plan: Plan): readonly DecidedTask[] {
  return typeof taken === 'string' ? [] : taken.flatMap((node) => tasksIn(node, situation, names, plan));
}

/** What tells one row from another, besides the situation. */
function keyOf(result: Result, names: Names, plan: Plan): string {
  const mistake = typeof result.taken === 'string' ? result.taken : '';
  return JSON.stringify([result.questions, mistake, tasksTaken(result, names, plan)]);
}

function resultsOf({ node, outer, own }: NodeInContext, names: Names): readonly Result[] | undefined {
  const isChoose = node.kind === 'choose';
  // A branch's condition is in the table of its choose, and what reads no parameter is no case.
  if (!isChoose && (node.isBranch || domainsOf(own, names).size === 0)) return undefined;
  const around = isChoose && own.length > 0 ? [...outer, { kind: 'all' as const, branches: [own] }] : outer;
  const conditions = isChoose ? askedBranches(node).map((branch) => conditionsOf(branch)) : [own];
  const cases = casesOf(around, conditions.flat(), names, (ask) => taken(node, ask));
  const results: Result[] = [];
  for (const { situation, outcomes } of cases ?? []) {
    if (!outcomes) return undefined;
    for (const { assumed, result } of outcomes) {
      const questions = assumed.map(({ question, answer }) => [question.text, answer] as const);
      results.push({ situation, questions, taken: result });
    }
    if (results.length > mostResults) return undefined;
  }
  return cases && results;
}

/** Of one decision, before those are put together that make no difference. */
const mostResults = 512;

function taken(node: ProgramNode, ask: Ask): readonly ProgramNode[] | string {
  try {
    if (node.kind !== 'choose') return conditionsOf(node).every(ask) ? [node] : [];
    const holding = askedBranches(node).filter((branch) => conditionsOf(branch).every(ask));
    const [branch = elseBranch(node)] = holding;
    if (!branch) return 'no branch runs';
    return holding.length > 1 ? `${holding.length} branches would run` : [branch];
  } catch (error) {
    if (error instanceof EvaluationError) return error.message;
    throw error;
  }
}

/** The tasks of a node that is gone into: those of a rescue, an always or an undo are for another moment. */
function tasksIn(root: ProgramNode, situation: Situation, names: Names, plan: Plan): readonly DecidedTask[] {
  const tasks: DecidedTask[] = [];
  const visit = (nodes: readonly ProgramNode[]): void => {
    for (const node of nodes) {
      if (!plan.selected(node.id)) continue;
      const open = node === root ? [] : openConditions(node, situation, names);
      if (!open) continue;
      if (node.kind === 'block') visit(node.sections[0]?.nodes ?? []);
      else {
        const name = node.source.name?.source.text ?? '';
        const call = node.kind === 'task' ? callText(node, situation, names) : node.kind;
        tasks.push({ name, call, conditions: open });
      }
    }
  };
  visit([root]);
  return tasks;
}

/** The conditions of a node that are not decided; nothing where one is false. */
function openConditions(
  node: ProgramNode,
  situation: Situation,
  names: Names,
): readonly string[] | undefined {
  const open: string[] = [];
  const oracle = () => false;
  for (const condition of conditionsOf(node)) {
    const { expression, place } = condition;
    const isDecided = isKnown(expression, place, situation, names);
    try {
      if (isDecided && !holds(condition, { situation, names, oracle })) return undefined;
      if (!isDecided) open.push(expression.source.text.trim());
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      open.push(expression.source.text.trim());
    }
  }
  return open;
}
