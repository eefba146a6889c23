import { isSurely, nameOfType, samplesOf } from '../expression/types/index.ts';
import { templatesIn } from '../model/argument.ts';
import { describeType, hasType } from '../model/parameter-type.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';
import { variableTypesOf } from './variable-types.ts';

/** An expression that gives a parameter of a file of tasks, or of a role, a value of another type. Of what is written out the same is said when it is read. */
export const wrongArgument: Check = {
  name: 'wrong-argument',
  sees: 'names',
  description: 'What a file of tasks is given by an expression has the type that the file declares',
  run({ program }, { report }) {
    const types = variableTypesOf(program);
    for (const node of nodesOf(program)) {
      if (node.kind !== 'block' || !node.source.taskFile) continue;
      const scope = types.at(node, 'before');
      for (const { name, type: declared, location } of node.source.taskFile.parameters) {
        const argument = findVariable(node.layers, name);
        if (!argument || templatesIn(argument).length === 0) continue;
        const given = scope.typeOf(name);
        const samples = samplesOf(given);
        if (samples.length === 0 || samples.some((value) => hasType(declared, value))) continue;
        const isText = isSurely(given, 'string');
        report({
          code: 'wrong-argument',
          severity: 'error',
          message: `"${name}" takes ${describeType(declared)}, and this gives ${nameOfType(given)}`,
          location: argument.location,
          related: [{ message: `"${name}" is declared here`, location }],
          ...(isText && declared === 'integer' && { help: 'convert it with the filter "int"' }),
          ...(isText && declared === 'number' && { help: 'convert it with the filter "float"' }),
        });
      }
    }
  },
};
