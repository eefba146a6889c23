import { locate } from '../diagnostics/source.ts';
import { isNever, isSurely, nameOfType, type Type } from '../expression/types/index.ts';
import type { Check } from './check.ts';
import { typedPartsOf } from './typed-parts.ts';

/** A condition that can give everything but a boolean: the run would refuse it. */
export const conditionType: Check = {
  name: 'not-a-condition',
  sees: 'names',
  description: 'Conditions can give a boolean: nothing else is taken for true or false',
  run({ program }, { report }) {
    for (const { expression, type } of typedPartsOf(program).conditions) {
      if (!isNever(type, 'boolean')) continue;
      const { source, root } = expression;
      const { start, end } = root.range;
      report({
        code: 'not-a-condition',
        severity: 'error',
        message: `a condition must be true or false, this is ${nameOfType(type)}`,
        location: locate(source, start, end),
        help: helpFor(source.text.slice(start, end), type),
      });
    }
  },
};

function helpFor(text: string, type: Type): string {
  const shown = text.length > 60 ? '(…)' : /[\s|]/.test(text) ? `(${text})` : text;
  if (isSurely(type, 'list', 'mapping')) return `ask whether it is empty: "${shown} | length > 0"`;
  if (isSurely(type, 'integer', 'float')) return `compare it, such as "${shown} != 0"`;
  if (isSurely(type, 'string'))
    return `compare it, such as "${shown} == '…'", or convert it with "${shown} | bool"`;
  return `compare it, such as "${shown} is not none"`;
}
