import { casesOf, type Ask, type Case } from '../decisions/cases.ts';
import { commandGroups, type CommandGroup } from '../decisions/command-groups.ts';
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

/** What a choose, tasks that call one command, or a condition on parameters, come to in each case that makes a difference. */
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
  const groups = new Map(
    commandGroups(program, names, (id) => plan.selected(id)).map((group) => [group.tasks[0].id, group]),
  );
  const inGroups = new Set<string>();
  const tables: DecisionTable[] = [];
  const add = ({ id, source }: ProgramNode, name: string, rows: readonly DecisionRow[]): void => {
    const columns = [...new Set(rows.flatMap(({ when }) => [...when.keys()]))];
    tables.push({ id, name, location: source.location, columns, rows });
  };
  visitInContext(program, (found) => {
    const { node } = found;
    if (!plan.selected(node.id)) return false;
    const group = groups.get(node.id);
    const together = group && rowsOf(resultsOfGroup(group, names), names, plan);
    if (group && together) {
      for (const { id } of group.tasks) inGroups.add(id);
      add(node, group.command, together);
    }
    const rows = inGroups.has(node.id) ? undefined : rowsOf(resultsOf(found, names), names, plan);
    if (rows && rows.length > 0)
      add(node, knownText(node.source, knownScope(variables, node.layers, node.loops)), rows);
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

function rowsOf(
  results: readonly Result[] | undefined,
  names: Names,
  plan: Plan,
): readonly DecisionRow[] | undefined {
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
  return allResults(casesOf(around, conditions.flat(), names, (ask) => taken(node, ask)));
}

/** Nothing where it depends on the run alone, or asks the same at two moments: a column would not say at which. */
function resultsOfGroup(
  { tasks, conditions, outer }: CommandGroup,
  names: Names,
): readonly Result[] | undefined {
  if (domainsOf(conditions.flat(), names).size === 0) return undefined;
  const results = allResults(
    casesOf(outer, conditions.flat(), names, (ask) =>
      unlessItFails(() => tasks.filter((_, index) => conditions[index]?.every(ask) ?? false)),
    ),
  );
  const isUnclear = results?.some(
    ({ questions }) => new Set(questions.map(([text]) => text)).size < questions.length,
  );
  return isUnclear === true ? undefined : results;
}

function allResults(cases: Iterable<Case<Result['taken']>> | undefined): readonly Result[] | undefined {
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

function taken(node: ProgramNode, ask: Ask): Result['taken'] {
  return unlessItFails(() => {
    if (node.kind !== 'choose') return conditionsOf(node).every(ask) ? [node] : [];
    const holding = askedBranches(node).filter((branch) => conditionsOf(branch).every(ask));
    const [branch = elseBranch(node)] = holding;
    if (!branch) return 'no branch runs';
    return holding.length > 1 ? `${holding.length} branches would run` : [branch];
  });
}

function unlessItFails(decide: () => Result['taken']): Result['taken'] {
  try {
    return decide();
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
