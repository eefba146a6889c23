import { locate } from '../diagnostics/source.ts';
import type { Node } from '../expression/index.ts';
import { isSurely, nameOfType, type Misfit } from '../expression/types/index.ts';
import type { Parameter } from '../model/runbook.ts';
import type { Check } from './check.ts';
import { typedPartsOf } from './typed-parts.ts';

type Decided = Misfit & { readonly kind: 'decided' };

/** A comparison that comes out the same whatever the values are, because they are of different types. */
export const decidedComparison: Check = {
  name: 'impossible-comparison',
  sees: 'names',
  description: 'Only values of types that can be equal are compared',
  run({ program }, { report }) {
    const parameters = new Map(program.runbook.parameters.map((each) => [each.name, each]));
    for (const { expression, misfit } of typedPartsOf(program).misfits) {
      if (misfit.kind !== 'decided' || isSaid(misfit, parameters)) continue;
      const { range } = misfit.node;
      report({
        code: 'impossible-comparison',
        severity: 'warning',
        message: `this is always ${misfit.always}: ${why(misfit)}`,
        location: locate(expression.source, range.start, range.end),
        help: helpFor(misfit),
      });
    }
  },
};

function why({ left, right, operator }: Decided): string {
  if (operator === 'in' || operator === 'not in') return `${nameOfType(left)} is in no list of other values`;
  const how = operator === '==' || operator === '!=' ? 'is never equal to' : 'is not compared with';
  return `${nameOfType(left)} ${how} ${nameOfType(right)}`;
}

function helpFor({ left, right }: Decided): string {
  const types = [left, right];
  const isText = types.some((type) => isSurely(type, 'string'));
  if (isText && types.some((type) => isSurely(type, 'integer', 'float', 'null')))
    return 'convert the string with "| int", or write the number in quotes';
  return 'compare values of one type';
}

/** That a parameter is never equal to a literal is said with more, by its declaration. */
function isSaid({ node }: Decided, parameters: ReadonlyMap<string, Parameter>): boolean {
  const [only] = node.rest;
  const sides = [node.first, ...(only ? [only.operand] : [])];
  const isParameter = (side: Node): boolean => side.kind === 'name' && parameters.has(side.name);
  const isLiteral = (side: Node): boolean =>
    side.kind === 'literal' || (side.kind === 'list' && side.items.every((item) => item.kind === 'literal'));
  const isOrder = only !== undefined && only.operator.length <= 2 && '<>'.includes(only.operator.charAt(0));
  return !isOrder && sides.some(isParameter) && sides.some(isLiteral);
}
