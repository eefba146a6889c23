import type { Value } from '../../values/value.ts';
import { inputItems, listArgument } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { identityOf } from '../keys.ts';
import { isTruthy } from '../truth.ts';

/** Tests for lists. */
export const collectionTests = [
  define('all', '', (call) => inputItems(call).every(isTruthy)),
  define('any', '', (call) => inputItems(call).some(isTruthy)),
  define('subset issubset', 'b', (call) => isSubset(call, inputItems(call), listArgument(call, 0))),
  define('superset issuperset', 'b', (call) => isSubset(call, listArgument(call, 0), inputItems(call))),
];

function isSubset({ context }: Call, part: readonly Value[], whole: readonly Value[]): boolean {
  const all = new Set(whole.map((item) => identityOf(item, context.budget)));
  return part.every((item) => all.has(identityOf(item, context.budget)));
}
