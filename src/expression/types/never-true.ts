import type { CompareOperator } from '../ast.ts';
import { isSurely, type Alternative, type Type } from './type.ts';

/**
 * Whether a comparison of these types comes out the same for all their values: `==`, `in` and the orders never hold, `!=` and `not in` always do. Values of two sorts
 * are never equal, and none of them is the smaller one.
 */
export function neverTrue(operator: CompareOperator, left: Type, right: Type): boolean {
  if (operator !== 'in' && operator !== 'not in') return areApart(left, right);
  if (right === 'any' || !isSurely(right, 'list')) return false;
  return right.every((list) => list.kind === 'list' && areApart(left, list.items));
}

function areApart(left: Type, right: Type): boolean {
  if (left === 'any' || right === 'any' || left.length === 0 || right.length === 0) return false;
  if ([...left, ...right].some(({ kind }) => kind === 'object')) return false;
  const sorts = new Set(left.map(sortOf));
  return !right.some((alternative) => sorts.has(sortOf(alternative)));
}

/** A boolean is a number, as in Python. */
function sortOf({ kind }: Alternative): string {
  return kind === 'boolean' || kind === 'integer' || kind === 'float' ? 'number' : kind;
}
