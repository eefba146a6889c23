import { referencesIn } from '../model/references-in.ts';
import type { Check } from './check.ts';
import { namesRead } from './names-read.ts';

/** A parameter that nothing reads: what the operator gives for it has no effect. */
export const unusedParameter: Check = {
  name: 'unused-parameter',
  sees: 'names',
  description: 'Every parameter is read somewhere',
  run({ program }, { report }) {
    const used = new Set(namesRead(program));
    for (const { name, requiredWhen } of program.runbook.parameters) {
      for (const reference of requiredWhen ? referencesIn(requiredWhen) : []) {
        if (reference.name !== name) used.add(reference.name);
      }
    }
    for (const { name, location } of program.runbook.parameters) {
      if (used.has(name)) continue;
      report({
        code: 'unused-parameter',
        severity: 'warning',
        message: `nothing reads the parameter "${name}"`,
        location,
        help: 'use it, or leave it out; a script reads it under `parameters:` only',
      });
    }
  },
};
