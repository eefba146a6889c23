import { loopNames } from '../model/loop.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';
import { namesOf } from './runbook-names.ts';

/** A loop's variable that hides another one: above all others, it would be read where that one was meant. */
export const loopVariable: Check = {
  name: 'loop-variable',
  sees: 'itself',
  description:
    'The variables of a loop hide no others: not those of a loop around, no parameter, none of `vars`',
  run({ program }, { report }) {
    const { parameters, setters } = namesOf(program);
    for (const { source, loops, layers } of nodesOf(program)) {
      const { loop } = source;
      if (!loop) continue;
      const outer = loops.slice(0, -1).flatMap(({ itemName, indexName }) => [itemName, indexName]);
      for (const name of loopNames(loop)) {
        const what = outer.includes(name)
          ? 'the variable of a loop around it'
          : parameters.has(name)
            ? 'a parameter'
            : findVariable(layers, name)
              ? 'a variable of `vars`'
              : setters.has(name)
                ? 'a value that a task sets'
                : undefined;
        if (what === undefined) continue;
        report({
          code: 'loop-variable',
          severity: 'warning',
          message: `inside of this loop "${name}" is its own variable, and hides ${what}`,
          location: loop.location,
          help: 'give it another name: loop_control: { loop_var: … }',
        });
      }
    }
  },
};
