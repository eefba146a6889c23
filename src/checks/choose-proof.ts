import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EvaluationError } from '../expression/index.ts';
import type { Loop } from '../model/loop.ts';
import type { Choose, Parameter } from '../model/runbook.ts';
import { isList } from '../values/describe.ts';
import type { ProgramChoose } from '../program/program.ts';
import { casesOf, type Ask, type Case } from './cases.ts';
import type { Check, Findings } from './check.ts';
import { conditionsOf, visitConditions } from './condition-context.ts';
import type { Outcome, Situation } from './situations.ts';
import { generalized, situationText } from './situation-text.ts';
import type { Condition } from './truth.ts';

/** Exactly one branch of a choose has to run: that is proved by going through all values of the parameters, or refuted by an example. */
export const chooseProof: Check = {
  name: 'choose-proof',
  description: 'Exactly one branch of a choose runs, whatever the parameters are',
  run({ program }, findings) {
    visitConditions(program, ({ node, outer, own }) => {
      if (node.kind !== 'choose') return true;
      const items = node.loops.flatMap((loop) => itemOf(loop) ?? []);
      prove(node, [...outer, ...own], [...program.runbook.parameters, ...items], findings);
      return true;
    });
  },
};

/** The item of a loop whose list is written out: to the conditions it is a parameter that has one of these values. */
function itemOf({ items, itemName, location }: Loop): Parameter | undefined {
  if (items.kind !== 'value' || !isList(items.value)) return undefined;
  return {
    name: itemName,
    location,
    type: 'mapping',
    description: undefined,
    prompt: undefined,
    enum: items.value,
    pattern: undefined,
    format: undefined,
    minimum: undefined,
    maximum: undefined,
    default: undefined,
    required: true,
    requiredWhen: undefined,
    secret: false,
  };
}

interface CompleteCase {
  readonly situation: Situation;
  readonly outcomes: readonly Outcome<Taken>[];
}

/** The indexes of the branches that run, or the mistake that keeps a condition from being evaluated. */
type Taken = readonly number[] | EvaluationError;

function prove(
  { source: choose, branches: nodes }: ProgramChoose,
  outer: readonly Condition[],
  parameters: readonly Parameter[],
  findings: Findings,
): void {
  const branches = nodes.map(conditionsOf);
  const cases = allCases(casesOf(outer, branches.flat(), parameters, (ask): Taken => taken(branches, ask)));
  if (!cases) {
    findings.report(unproved(choose, 'its conditions have too many combinations', undefined));
    return;
  }
  const mistakes = [
    firstMistake(cases, isGap, (example) => gap(choose, example)),
    firstMistake(cases, isOverlap, (example, result) => overlap(choose, example, result)),
    firstMistake(cases, isError, (example, result) => undefinedIn(example, result)),
  ].filter((mistake) => mistake !== undefined);
  for (const mistake of mistakes) findings.report(mistake);
  if (mistakes.length > 0) return;

  const doubt = firstDoubt(cases);
  if (doubt) findings.report(unproved(choose, doubt.why, doubt.example));
  else findings.prove({ location: choose.location, text: proofText(cases) });
}

/** Everything is needed here; nothing where there is too much of it. */
function allCases(cases: Iterable<Case<Taken>> | undefined): CompleteCase[] | undefined {
  const complete: CompleteCase[] = [];
  for (const { situation, outcomes } of cases ?? []) {
    if (!outcomes) return undefined;
    complete.push({ situation, outcomes });
  }
  return cases && complete;
}

function taken(branches: readonly (readonly Condition[])[], ask: Ask): Taken {
  try {
    return branches.flatMap((conditions, index) => (conditions.every(ask) ? [index] : []));
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

const isError = (result: Taken): result is EvaluationError => result instanceof EvaluationError;
const isGap = (result: Taken): result is readonly number[] => !isError(result) && result.length === 0;
const isOverlap = (result: Taken): result is readonly number[] => !isError(result) && result.length > 1;
const isWrong = (result: Taken): boolean => isError(result) || result.length !== 1;

/** The first situation in which it goes wrong whatever the values of the run are. */
function firstMistake<R extends Taken>(
  cases: readonly CompleteCase[],
  isSuch: (result: Taken) => result is R,
  describe: (example: string, result: R) => Diagnostic,
): Diagnostic | undefined {
  const surely = ({ outcomes }: CompleteCase) =>
    outcomes.length > 0 && outcomes.every(({ result }) => isSuch(result));
  const found = cases.find(surely);
  const result = found?.outcomes[0]?.result;
  if (!found || result === undefined || !isSuch(result)) return undefined;
  const possible = cases.filter(({ outcomes }) => outcomes.length > 0);
  const failing = new Set(possible.filter(surely).map(({ situation }) => situation));
  const alike = generalized(
    found.situation,
    possible.map(({ situation }) => situation),
    (other) => failing.has(other),
  );
  return describe(situationText(alike), result);
}

/** A situation in which it depends on values of the run. */
function firstDoubt(cases: readonly CompleteCase[]): { why: string; example: string } | undefined {
  for (const { situation, outcomes } of cases) {
    const wrong = outcomes.find(({ result }) => isWrong(result));
    if (!wrong) continue;
    const { assumed, result } = wrong;
    const conditions = [...assumed.keys()].map((condition) => `"${condition}"`).join(', ');
    const what = isGap(result) ? 'no branch runs' : isError(result) ? result.message : 'two branches run';
    return { why: `it rests on ${conditions}`, example: `${what} if ${situationText(situation, assumed)}` };
  }
  return undefined;
}

function proofText(all: readonly CompleteCase[]): string {
  const possible = all.filter(({ outcomes }) => outcomes.length > 0);
  const names = [...(possible[0]?.situation.keys() ?? [])].map((name) => `"${name}"`);
  const conditions = new Set(
    possible.flatMap(({ outcomes }) => outcomes.flatMap(({ assumed }) => [...assumed.keys()])),
  );
  if (possible.length === 0) return 'it is never reached';
  const cases = possible.length === 1 ? 'the one case' : `${possible.length} combinations`;
  const over = names.length === 0 ? '' : `, proved over ${cases} of ${listText(names)}`;
  const questions = [...conditions].map((condition) => `"${condition}"`);
  const whatever = questions.length === 0 ? '' : `, whether or not ${listText(questions)}`;
  return `exactly one branch runs${over}${whatever}`;
}

function listText(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

function when(example: string): string {
  return example === '' ? 'ever' : `when ${example}`;
}

function gap(choose: Choose, example: string): Diagnostic {
  return {
    code: 'choose-gap',
    severity: 'error',
    message: `no branch of this choose runs ${when(example)}`,
    location: choose.location,
    help: 'exactly one branch has to run: add one for this case, or give the choose a `when` that leaves the case out',
  };
}

function overlap(choose: Choose, example: string, indexes: readonly number[]): Diagnostic {
  const involved = indexes.flatMap((index) => choose.branches[index] ?? []);
  return {
    code: 'choose-overlap',
    severity: 'error',
    message: `${indexes.length} branches of this choose run ${example === '' ? 'always' : when(example)}`,
    location: choose.location,
    related: involved.map(({ when: conditions, location }) => ({
      message: `this one: ${conditions.map(({ source }) => source.text.trim()).join(' and ')}`,
      location,
    })),
    help: 'exactly one branch has to run: change their `when` so that they exclude each other',
  };
}

function undefinedIn(example: string, error: EvaluationError): Diagnostic {
  const condition = example === '' ? '' : ` when ${example}`;
  const { location, help } = error.diagnostic;
  return {
    code: 'choose-undefined',
    severity: 'error',
    message: `this choose cannot be decided${condition}: ${error.message}`,
    ...(location ? { location } : {}),
    help: help ?? 'ask for it before with `is defined`, or make the parameter required',
  };
}

function unproved(choose: Choose, why: string, example: string | undefined): Diagnostic {
  return {
    code: 'choose-unproved',
    severity: 'warning',
    message: `that exactly one branch of this choose runs cannot be proved: ${why}`,
    location: choose.location,
    ...(example === undefined ? {} : { related: [{ message: example, location: choose.location }] }),
    help: 'let the branches depend on parameters with `enum` or of type boolean, or write the last one as the opposite of all others',
  };
}
