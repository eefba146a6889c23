import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { casesOf } from '../decisions/cases.ts';
import { conditionsOf, visitInContext, type NodeInContext } from '../decisions/held.ts';
import { namesIn, type Names } from '../decisions/meaning.ts';
import { reachabilityIn, type Reachability } from '../decisions/reachability.ts';
import { situationText } from '../decisions/situation-text.ts';
import type { EvaluationError } from '../expression/index.ts';
import type { Choose } from '../model/runbook.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { ProgramChoose } from '../program/program.ts';
import type { Check, Findings } from './check.ts';
import {
  allCases,
  firstSuch,
  isError,
  isGap,
  isOverlap,
  isWrong,
  provedOver,
  taken,
  whenText,
  type CompleteCase,
  type Taken,
} from './exactly-one.ts';

/** Exactly one branch of a choose has to run: that is proved by going through all values of the parameters, or refuted by an example. */
export const chooseProof: Check = {
  name: 'choose-proof',
  sees: 'names',
  description: 'Exactly one branch of a choose runs, whatever the parameters are',
  run({ program }, findings) {
    const names = namesIn(program);
    const reachability = reachabilityIn(program);
    visitInContext(program, (found) => {
      if (found.node.kind === 'choose') prove(found.node, found, reachability, names, findings);
      return true;
    });
  },
};

function prove(
  choose: ProgramChoose,
  place: NodeInContext,
  reachability: Reachability,
  names: Names,
  findings: Findings,
): void {
  const { source } = choose;
  const { outer, own } = place;
  const around = own.length === 0 ? outer : [...outer, { kind: 'all' as const, branches: [own] }];
  const branches = askedBranches(choose).map((branch) => conditionsOf(branch));
  const otherwise = elseBranch(choose) ? branches.length : undefined;
  const found = casesOf(around, branches.flat(), names, (ask): Taken => taken(branches, otherwise, ask));
  const cases = allCases(found);
  if (!cases) {
    findings.report(unproved(source, 'its conditions have too many combinations', undefined));
    return;
  }
  const isReached = reachability.to(place);
  const counts = ({ isSure, situation }: CompleteCase) => isSure && isReached(situation);
  const none = firstSuch(cases, isGap, counts);
  const several = firstSuch(cases, isOverlap, counts);
  const fails = firstSuch(cases, isError, counts);
  const mistakes = [
    ...(none ? [gap(source, none.example)] : []),
    ...(several ? [overlap(source, several.example, several.result)] : []),
    ...(fails ? [undefinedIn(source, fails.example, fails.result)] : []),
  ];
  for (const mistake of mistakes) findings.report(mistake);
  if (mistakes.length > 0) return;

  const doubt = firstDoubt(cases);
  if (doubt) findings.report(unproved(source, doubt.why, doubt.example));
  else {
    const over = provedOver(cases);
    const text = over === undefined ? 'it is never reached' : `exactly one branch runs${over}`;
    findings.prove({ location: source.location, about: 'choose', text });
  }
}

/** A situation in which it goes wrong, or may. */
function firstDoubt(cases: readonly CompleteCase[]): { why: string; example: string } | undefined {
  for (const { situation, outcomes } of cases) {
    const wrong = outcomes.find(({ result }) => isWrong(result));
    if (!wrong) continue;
    const { assumed, result } = wrong;
    const questions = new Set(assumed.map(({ question }) => `"${question.text}"`));
    const what = isGap(result) ? 'no branch runs' : isError(result) ? result.message : 'two branches run';
    const why =
      questions.size === 0
        ? 'there may be a case in which it is not so'
        : `it rests on ${[...questions].join(', ')}`;
    const text = situationText(situation, assumed);
    return { why, example: text === '' ? what : `${what} if ${text}` };
  }
  return undefined;
}

function gap(choose: Choose, example: string): Diagnostic {
  return {
    code: 'choose-gap',
    severity: 'error',
    message: `no branch of this choose runs ${whenText(example, 'ever')}`,
    location: choose.location,
    help: 'exactly one branch has to run: add one for this case, let the last be `when: else`, or give the choose a `when` that leaves the case out',
  };
}

function overlap(choose: Choose, example: string, indexes: readonly number[]): Diagnostic {
  const involved = indexes.flatMap((index) => choose.branches[index] ?? []);
  return {
    code: 'choose-overlap',
    severity: 'error',
    message: `${indexes.length} branches of this choose run ${whenText(example, 'always')}`,
    location: choose.location,
    related: involved.map(({ when: conditions, location }) => ({
      message: `this one: ${conditions.map(({ source }) => source.text.trim()).join(' and ')}`,
      location,
    })),
    help: 'exactly one branch has to run: change their `when` so that they exclude each other',
  };
}

function undefinedIn(choose: Choose, example: string, error: EvaluationError): Diagnostic {
  const condition = example === '' ? '' : ` when ${example}`;
  const { location, help } = error.diagnostic;
  const isInside =
    location?.file === choose.location.file &&
    location.range.start >= choose.location.range.start &&
    location.range.end <= choose.location.range.end;
  return {
    code: 'choose-undefined',
    severity: 'error',
    message: `this choose cannot be decided${condition}: ${error.message}`,
    ...(location ? { location } : {}),
    ...(isInside ? {} : { related: [{ message: 'it is this one', location: choose.location }] }),
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
    help: 'let the branches depend on parameters with `enum` or of type boolean, or give the last one `when: else`',
  };
}
