import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';
import type { Program } from '../program/program.ts';
import { knownVariables } from './known-scope.ts';
import type { Plan, Planned } from './plan.ts';
import { planNodes } from './plan-nodes.ts';
import { selectNodes, unknownTags, type TagChoice } from './select-tags.ts';

export interface PlanOptions extends TagChoice {
  readonly checkMode: boolean;
  readonly forceHandlers?: boolean;
}

/**
 * The plan of a run. Mistakes that show only with the parameters' values are found here: unknown tags, a `choose` without a
 * branch for them, a condition or an argument of a task that runs and cannot be evaluated.
 */
export function makePlan(program: Program, parameters: BoundParameters, options: PlanOptions): Planned {
  const tagMistakes = unknownTags(program, options);
  if (tagMistakes.length > 0) return { diagnostics: tagMistakes };
  const selected = selectNodes(program, options);
  if (selected.size === 0) return { diagnostics: [nothingSelected(program)] };

  const variables = knownVariables(program, parameters, options.checkMode);
  const { diagnostics, questions, decisions, ...found } = planNodes(program, selected, variables);
  if (hasErrors(diagnostics)) return { diagnostics };
  const plan: Plan = {
    runbook: program.runbook,
    program,
    parameters,
    checkMode: options.checkMode,
    forceHandlers: options.forceHandlers ?? false,
    ...found,
    questions: options.checkMode ? [] : questions,
    selected: (id) => selected.has(id),
    decision: (id) => decisions.get(id),
  };
  return { plan, diagnostics };
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
