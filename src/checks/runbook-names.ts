import type { Location } from '../diagnostics/source.ts';
import type { Argument } from '../model/argument.ts';
import { allNodes } from '../model/children.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Parameter, Runbook } from '../model/runbook.ts';

/** Who gives a runbook's variables their values. */
export interface RunbookNames {
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The actions that register or set a name, in the runbook's order. */
  readonly setters: ReadonlyMap<string, readonly Location[]>;
  /** Every definition in `vars`. */
  readonly variables: ReadonlyMap<string, readonly Argument[]>;
}

export function namesOf(runbook: Runbook): RunbookNames {
  const setters = new Map<string, Location[]>();
  const variables = new Map<string, Argument[]>();
  const addVariables = (vars: ReadonlyMap<string, Argument>): void => {
    for (const [name, argument] of vars) append(variables, name, argument);
  };
  for (const play of runbook.plays) addVariables(play.keywords.vars);
  for (const node of allNodes(runbook)) {
    addVariables(node.keywords.vars);
    if (node.kind === 'task') for (const name of namesSetBy(node)) append(setters, name, node.location);
  }
  const parameters = new Map(runbook.parameters.map((parameter) => [parameter.name, parameter]));
  return { parameters, setters, variables };
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list) list.push(item);
  else lists.set(name, [item]);
}
