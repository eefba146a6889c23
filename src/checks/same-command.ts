import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { casesOf } from '../decisions/cases.ts';
import { commandGroups, type CommandGroup } from '../decisions/command-groups.ts';
import { namesIn, type Names } from '../decisions/meaning.ts';
import { situationText } from '../decisions/situation-text.ts';
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

/** Tasks that call one command under different conditions are a choose that was not written as one: it is said in which cases one of them runs. */
export const sameCommand: Check = {
  name: 'same-command',
  sees: 'names',
  description: 'Of tasks that call the same command under different conditions, how many run in which case',
  run({ program }, findings) {
    const names = namesIn(program);
    for (const group of commandGroups(program, names)) decide(group, names, findings);
  },
};

function decide(group: CommandGroup, names: Names, findings: Findings): void {
  const { command, conditions, outer, tasks, isDivided } = group;
  const cases = allCases(
    casesOf(outer, conditions.flat(), names, (ask): Taken => taken(conditions, undefined, ask)),
  );
  const results = cases?.flatMap(({ outcomes }) => outcomes.map(({ result }) => result)) ?? [];
  // That a condition cannot be evaluated is another mistake.
  if (!cases || results.some(isError)) return;
  const wrong = results.filter(isWrong);
  if (wrong.length === 0) {
    const over = provedOver(cases);
    if (over === undefined) return;
    const unless = isDivided ? '; unless a task between them fails' : '';
    const text = `exactly one of its ${tasks.length} calls runs${over}${unless}`;
    findings.prove({ location: tasks[0].source.location, about: command, text });
    return;
  }
  // Where one of them is the exception, they are no alternatives: nobody meant that one of them runs.
  if (2 * wrong.length < results.length) findings.report(exceptions(group, cases));
}

function exceptions({ command, tasks }: CommandGroup, cases: readonly CompleteCase[]): Diagnostic {
  const [first, ...others] = tasks;
  const none = firstCase(cases, isGap);
  const several = firstCase(cases, isOverlap);
  const said = [
    ...(several ? [`${several.result.length} of them run ${several.when}`] : []),
    ...(none ? [`none of them runs ${none.when}`] : []),
  ];
  return {
    code: 'same-command',
    severity: 'information',
    message: `mostly one of these ${tasks.length} calls of "${command}" runs, but ${said.join(', and ')}`,
    location: first.source.location,
    related: others.map(({ source }) => ({ message: 'and this one', location: source.location })),
    help: 'if one of them has to run, write them as the branches of a `choose`: it is proved, and a case that is left out is an error',
  };
}

/** One in which it is so whatever the run gives, else one in which it may be. */
function firstCase<R extends Taken>(
  cases: readonly CompleteCase[],
  isSuch: (result: Taken) => result is R,
): { readonly when: string; readonly result: R } | undefined {
  const sure = firstSuch(cases, isSuch);
  if (sure) return { when: whenText(sure.example, 'always'), result: sure.result };
  for (const { situation, outcomes } of cases) {
    for (const { assumed, result } of outcomes) {
      if (isSuch(result)) return { when: `if ${situationText(situation, assumed)}`, result };
    }
  }
  return undefined;
}
