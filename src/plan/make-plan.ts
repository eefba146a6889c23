import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { allNodes, childrenOf } from '../model/children.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Runbook, TaskNode } from '../model/runbook.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';
import type { Plan, Planned } from './plan.ts';
import { planNodes } from './plan-nodes.ts';
import { isSelected, unknownTags, type TagChoice } from './select-tags.ts';

export interface PlanOptions extends TagChoice {
  readonly checkMode: boolean;
}

/**
 * The plan of a run. Mistakes that show only with the parameters' values are found here: unknown tags, a `choose` without a
 * branch for them, a condition or an argument of a task that runs and cannot be evaluated.
 */
export function makePlan(runbook: Runbook, parameters: BoundParameters, options: PlanOptions): Planned {
  const tagMistakes = unknownTags(runbook, options);
  if (tagMistakes.length > 0) return { diagnostics: tagMistakes };
  const selected = selectedIds(runbook, options);
  if (selected.size === 0) return { diagnostics: [nothingSelected(runbook)] };

  const variables = { parameters, checkMode: options.checkMode, runtimeNames: runtimeNames(runbook) };
  const { diagnostics, questions, decisions, ...found } = planNodes(runbook, selected, variables);
  if (hasErrors(diagnostics)) return { diagnostics };
  const plan: Plan = {
    runbook,
    parameters,
    checkMode: options.checkMode,
    ...found,
    questions: options.checkMode ? [] : questions,
    selected: (id) => selected.has(id),
    decision: (id) => decisions.get(id),
  };
  return { plan, diagnostics };
}

function selectedIds(runbook: Runbook, choice: TagChoice): Set<string> {
  const selected = new Set<string>();
  const visit = (node: TaskNode, outer: readonly string[]): boolean => {
    const tags = [...outer, ...node.keywords.tags];
    const chosen =
      node.kind === 'task'
        ? isSelected(new Set(tags), choice)
        : childrenOf(node).filter((child) => visit(child, tags)).length > 0;
    if (chosen) selected.add(node.id);
    return chosen;
  };
  for (const play of runbook.plays) for (const node of play.tasks) visit(node, play.keywords.tags);
  return selected;
}

function runtimeNames(runbook: Runbook): Set<string> {
  const names = new Set(definedOnFailure);
  for (const node of allNodes(runbook))
    if (node.kind === 'task') for (const name of namesSetBy(node)) names.add(name);
  return names;
}

function nothingSelected(runbook: Runbook): Diagnostic {
  const empty = [...allNodes(runbook)].length === 0;
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
