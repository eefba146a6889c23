import { isNever, isSurely, nameOfType, samplesOf } from '../expression/types/index.ts';
import type { Check } from './check.ts';
import { typedPartsOf } from './typed-parts.ts';

/** A loop over what is no list, and a keyword whose template gives a value that the keyword does not take. */
export const wrongValue: Check = {
  name: 'wrong-value',
  sees: 'names',
  description: 'Loops go over lists, and keywords get values that they take',
  run({ program }, { report }) {
    const { loops, settings } = typedPartsOf(program);
    for (const { loop, type } of loops) {
      if (!isNever(type, 'list')) continue;
      report({
        code: 'wrong-value',
        severity: 'error',
        message: `"loop" takes a list, and this is ${nameOfType(type)}`,
        location: loop.items.location,
        help: isSurely(type, 'mapping')
          ? 'make a list of its keys and values with `dict2items`'
          : 'give a list; one item alone goes into brackets',
      });
    }
    for (const { setting, type } of settings) {
      if (type === 'any' || type.some(({ kind }) => kind === 'string' && !isRefused(setting.convert('true'))))
        continue;
      const expected = samplesOf(type).map((value) => setting.convert(value));
      const refused = expected.flatMap((converted) => ('expected' in converted ? [converted.expected] : []));
      const [first] = refused;
      if (first === undefined || refused.length < expected.length) continue;
      report({
        code: 'wrong-value',
        severity: 'error',
        message: `this gives ${nameOfType(type)}, where ${first} is expected`,
        location: setting.location,
      });
    }
  },
};

function isRefused(converted: object): boolean {
  return 'expected' in converted;
}
