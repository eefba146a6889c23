import type { Location } from '../diagnostics/source.ts';
import type { Check } from './check.ts';
import { namesOf } from './runbook-names.ts';

/** A name that is a parameter's and that a task or `vars` sets too: which one counts would depend on who starts the run. */
export const shadowedParameter: Check = {
  name: 'shadowed-parameter',
  sees: 'names',
  description: 'No task and no `vars` use the name of a parameter',
  run({ program }, { report }) {
    const { parameters, setters, variables } = namesOf(program);
    const found = (name: string, location: Location, declared: Location, what: string): void =>
      report({
        code: 'shadowed-parameter',
        severity: 'error',
        message: `${what} "${name}", which is a parameter: a value given for the parameter would win, its default would not`,
        location,
        related: [{ message: `"${name}" is declared here`, location: declared }],
        help: 'use another name',
      });
    for (const { name, location: declared } of parameters.values()) {
      for (const location of setters.get(name) ?? []) found(name, location, declared, 'this task sets');
      for (const { location } of variables.get(name) ?? [])
        found(name, location, declared, 'these `vars` set');
    }
  },
};
