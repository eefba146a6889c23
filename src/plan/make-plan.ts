import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';
import type { Program } from '../program/program.ts';
import { knownVariables } from './known-scope.ts';
import { leftOutWarnings } from './left-out.ts';
import { missingValues } from './missing-values.ts';
import type { Plan, Planned } from './plan.ts';
import { planNodes } from './plan-nodes.ts';
import { runnerValues } from './runner-values.ts';
import { selectNodes, unknownTags, type TagChoice } from './select-tags.ts';
import { startAt, type Start } from './start-at.ts';
import { noEarlierRuns, type EarlierRuns } from './takes.ts';

export interface PlanOptions extends TagChoice {
  readonly checkMode: boolean;
  /** The name of the task at which the run starts, or a pattern that fits it. */
  readonly startAt?: string | undefined;
  /** The operator is asked before each task. */
  readonly step?: boolean | undefined;
  /** The operator is asked what to do when a task has failed. */
  readonly askOnFailure?: boolean | undefined;
  /** It is shown what tasks change in files and other items. */
  readonly diff?: boolean | undefined;
  /** Handlers run after a failure or a stop in every play. */
  readonly forceHandlers?: boolean | undefined;
  /** Nodes that do not run whatever else is chosen, by their ids. */
  readonly leaveOut?: readonly string[] | undefined;
  /** The host that it is for. Default: this machine. */
  readonly host?: string | undefined;
}

/**
 * The plan of a run. Mistakes that show only with the parameters' values are found here: unknown tags, a `choose` without a
 * branch for them, a condition or an argument of a task that runs and cannot be evaluated. `earlier`: how long the tasks of windows took in earlier runs.
 */
export function makePlan(
  program: Program,
  parameters: BoundParameters,
  options: PlanOptions,
  earlier: EarlierRuns = noEarlierRuns,
): Planned {
  const chosen = chooseNodes(program, parameters, options);
  if ('diagnostics' in chosen) return chosen;
  const { selected, start } = chosen;

  const missing = missingValues(program, selected);
  const magic = runnerValues(program, options);
  const variables = knownVariables(program, parameters, magic, missing);
  const { diagnostics, questions, decisions, ...found } = planNodes(
    program,
    selected,
    variables,
    missing,
    earlier,
  );
  const by = start ? 'the start leaves out' : 'the tags leave out';
  const all = [...diagnostics, ...leftOutWarnings(program, selected, variables, by)];
  if (hasErrors(all)) return { diagnostics: all };
  const plan: Plan = {
    runbook: program.runbook,
    program,
    parameters,
    checkMode: options.checkMode,
    magic,
    step: options.step === true,
    askOnFailure: options.askOnFailure === true,
    diff: options.diff === true,
    start: start && { name: start.name, location: start.node.source.location, leftOut: start.leftOut },
    forceHandlers: options.forceHandlers ?? false,
    ...found,
    questions: options.checkMode ? [] : questions,
    selected: (id) => selected.has(id),
    decision: (id) => decisions.get(id),
  };
  return { plan, diagnostics: all };
}

/** What the tags and the start leave to run. */
export function chooseNodes(
  program: Program,
  parameters: BoundParameters,
  options: PlanOptions,
):
  | { readonly selected: ReadonlySet<string>; readonly start: Start | undefined }
  | { readonly diagnostics: readonly Diagnostic[] } {
  const tagMistakes = unknownTags(program, options);
  if (tagMistakes.length > 0) return { diagnostics: tagMistakes };
  const left = new Set(options.leaveOut);
  const selected = new Set([...selectNodes(program, options)].filter((id) => !left.has(id)));
  if (selected.size === 0) return { diagnostics: [nothingSelected(program)] };
  if (options.startAt === undefined) return { selected, start: undefined };
  const variables = knownVariables(program, parameters, runnerValues(program, options));
  const found = startAt(program, options.startAt, selected, variables);
  if ('diagnostic' in found) return { diagnostics: [found.diagnostic] };
  return { selected: found.start.selected, start: found.start };
}

function nothingSelected({ plays }: Program): Diagnostic {
  const empty = plays.every(({ nodes }) => nodes.length === 0);
  return {
    code: 'nothing-selected',
    severity: 'error',
    message: empty ? 'the runbook has no tasks' : 'the tags leave no task to run',
    ...(empty
      ? {}
      : {
          help: 'tasks without tags run with --tags untagged; `never` tasks only where one of their tags is asked for',
        }),
  };
}
