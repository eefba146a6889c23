import type { Location } from '../diagnostics/source.ts';
import type { Argument } from '../model/argument.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Parameter } from '../model/runbook.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, VariableLayer } from '../program/program.ts';

/** Who gives a runbook's variables their values. */
export interface RunbookNames {
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The actions that register or set a name, in the runbook's order. */
  readonly setters: ReadonlyMap<string, readonly Location[]>;
  /** Every definition in `vars`. */
  readonly variables: ReadonlyMap<string, readonly Argument[]>;
  /** Every default of a task file's parameter. */
  readonly defaults: ReadonlyMap<string, readonly Argument[]>;
}

export function namesOf(program: Program): RunbookNames {
  const setters = new Map<string, Location[]>();
  const variables = new Map<string, Argument[]>();
  const defaults = new Map<string, Argument[]>();
  const addVariables = (vars: VariableLayer, to = variables): void => {
    for (const [name, argument] of vars) append(to, name, argument);
  };
  for (const { source } of program.plays) {
    addVariables(source.keywords.vars);
    addVariables(source.defaults, defaults);
  }
  for (const { source } of nodesOf(program)) {
    addVariables(source.keywords.vars);
    if (source.kind === 'block') addVariables(source.defaults, defaults);
    if (source.kind !== 'task') continue;
    for (const name of namesSetBy(source)) append(setters, name, source.location);
  }
  const parameters = new Map(program.runbook.parameters.map((parameter) => [parameter.name, parameter]));
  return { parameters, setters, variables, defaults };
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list) list.push(item);
  else lists.set(name, [item]);
}
