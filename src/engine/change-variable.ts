import type { Question } from '../actions/ports.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { argumentsBefore } from '../model/action-arguments.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Parameter } from '../model/runbook.ts';
import { acceptValue } from '../parameters/accept-value.ts';
import { secretsIn } from '../values/secrets-in.ts';
import { Secret, type Value } from '../values/value.ts';
import { scopeOf, type Around } from './around.ts';
import { askOperator } from './ask.ts';
import type { Attempt } from './attempt.ts';
import type { Living } from './living.ts';
import { above, shortText } from './loop-item.ts';

type Change =
  | { readonly kind: 'changed'; readonly around: Around }
  /** Nothing was changed. */
  | { readonly kind: 'back' }
  | { readonly kind: 'stopped'; readonly end: Attempt };

/** Asks which variable is to be changed, and to what. What does not fit is said, and asked again. Never throws. */
export async function changeVariable(living: Living): Promise<Change> {
  const read = namesRead(living);
  const reads = read.length === 0 ? '' : `it reads ${read.map((name) => `"${name}"`).join(', ')}; `;
  for (;;) {
    const reply = await ask(`Which variable? (${reads}Enter alone goes back)`, true, living);
    if (reply.kind === 'stopped') return reply;
    const name = reply.kind === 'answered' ? reply.said.trim() : '';
    if (name === '') return back;
    const problem = unchangeable(name, read, living);
    if (problem === undefined) return changeTo(name, living);
    refuse(problem, living);
  }
}

async function changeTo(name: string, living: Living): Promise<Change> {
  const { id, run } = living;
  const before = valueOf(name, living);
  const parameter = run.plan.runbook.parameters.find((each) => each.name === name);
  const isHidden = parameter?.secret === true || before instanceof Secret || living.noLog;
  const now = isHidden || before === undefined ? '' : ` (now ${shown(before)})`;
  for (;;) {
    const reply = await ask(`New value of "${name}"${now}`, !isHidden, living);
    if (reply.kind === 'stopped') return reply;
    if (reply.kind === 'unanswerable' || reply.said === '') return back;
    const accepted = accept(reply.said, before, parameter, living);
    if ('problem' in accepted) {
      refuse(`${name} ${accepted.problem}`, living);
      continue;
    }
    const { value } = accepted;
    for (const secret of secretsIn([value])) run.mask.add(secret);
    const told = isHidden ? '(not shown)' : shown(value);
    run.emit({ type: 'variable-changed', time: run.now(), id, name, value: told });
    return { kind: 'changed', around: changed(name, value, living) };
  }
}

const back: Change = { kind: 'back' };

function ask(text: string, echo: boolean, { id, around, run }: Living): ReturnType<typeof askOperator> {
  const question: Question = { text, kind: 'text', echo, alwaysAsk: true, about: 'failure' };
  return askOperator(question, id, around, run);
}

/** The variables that the task itself reads; the runner's own are nobody's to change. */
function namesRead({ task, run }: Living): readonly string[] {
  const { until = [], failedWhen = [], changedWhen = [] } = task.source;
  const own = [...argumentsBefore(task.source), ...until, ...failedWhen, ...changedWhen];
  const parts = [...task.conditions, ...task.environments, ...own];
  const names = parts.flatMap((part) => (part ? referencesIn(part) : [])).map(({ name }) => name);
  return [...new Set(names)].filter((name) => !run.variables.magic.has(name));
}

/** Why the variable cannot be changed; nothing where it can. One that is not there yet may be what the task misses. */
function unchangeable(
  name: string,
  read: readonly string[],
  { task, around, run }: Living,
): string | undefined {
  if (run.variables.magic.has(name)) return `"${name}" is the runner's own and cannot be changed`;
  const names = new Set([...read, ...scopeOf(task, around).names()]);
  if (names.has(name)) return undefined;
  const near = suggest(name, names);
  const mend = near === undefined ? '' : `: did you mean "${near}"?`;
  return `there is no variable "${name}" here${mend}`;
}

/** As it is now; nothing where it is not there, or cannot be told. */
function valueOf(name: string, { task, around }: Living): Value | undefined {
  try {
    return scopeOf(task, around).get(name);
  } catch {
    return undefined;
  }
}

function shown(value: Value): string {
  return typeof value === 'string' ? `"${shortText(value)}"` : shortText(value);
}

type Accepted = { readonly value: Value } | { readonly problem: string };

/** A parameter's value as `-e` gives it; a text stays a text; all else is read as YAML. */
function accept(
  text: string,
  before: Value | undefined,
  parameter: Parameter | undefined,
  { run }: Living,
): Accepted {
  if (parameter) {
    const accepted = acceptValue(parameter, { kind: 'text', text }, run.reading);
    if ('value' in accepted) return accepted;
    return { problem: accepted.problems.map(({ problem }) => problem).join('; ') };
  }
  if (before instanceof Secret) return { value: new Secret(text) };
  if (typeof before === 'string') return { value: text };
  const parsed = run.reading.reader.parse(text);
  return 'value' in parsed ? parsed : { problem: `cannot be read: ${parsed.problem}` };
}

/** A variable of a loop changes for its item; a fact until it is set again; all else is as if given with `-e`. */
function changed(name: string, value: Value, { around, run }: Living): Around {
  const { variables, tainted } = run;
  tainted.remove(name);
  const isOfItem = around.sources.given.get(name) !== variables.given.get(name);
  if (isOfItem) return { ...around, sources: above(around.sources, new Map([[name, value]])) };
  const setAgain = [variables.facts, variables.included].find((values) => values.has(name));
  const into = variables.given.has(name) ? variables.given : (setAgain ?? variables.given);
  into.set(name, value);
  return around;
}

function refuse(text: string, { id, run }: Living): void {
  run.emit({ type: 'task-output', time: run.now(), id, stream: 'error', text, typed: true });
}
