import { nodesOf } from '../program/nodes-of.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';
import { namesOf } from './runbook-names.ts';

/** A parameter that a file of tasks requires and that has no value where the file is taken in. */
export const missingArgument: Check = {
  name: 'missing-argument',
  sees: 'names',
  description: 'What a file of tasks requires has a value wherever the file is taken in',
  run({ program }, { report }) {
    const { parameters, setters } = namesOf(program);
    for (const node of nodesOf(program)) {
      if (node.kind !== 'block' || !node.source.taskFile) continue;
      const { taskFile, location } = node.source;
      const items = new Set(node.loops.map(({ itemName }) => itemName));
      for (const { name, required, location: declared } of taskFile.parameters) {
        if (!required || parameters.has(name) || setters.has(name) || items.has(name)) continue;
        if (findVariable(node.layers, name)) continue;
        report({
          code: 'missing-argument',
          severity: 'error',
          message: `"${taskFile.path}" requires "${name}", which has no value here`,
          location,
          related: [{ message: `"${name}" is declared here`, location: declared }],
          help: `give it under "vars": { ${name}: … }`,
        });
      }
    }
  },
};
