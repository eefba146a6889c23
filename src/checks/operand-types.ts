import type { Check } from './check.ts';
import { typedPartsOf } from './typed-parts.ts';

/** An operator, filter, test or method that works with no value that it can get. */
export const operandTypes: Check = {
  name: 'expression-type',
  sees: 'names',
  description: 'Operators, filters and tests get values that they work with',
  run({ program }, { report }) {
    for (const { misfit } of typedPartsOf(program).misfits) {
      if (misfit.kind !== 'refused') continue;
      const { diagnostic } = misfit.error;
      report(misfit.perhaps ? { ...diagnostic, severity: 'warning' } : diagnostic);
    }
  },
};
