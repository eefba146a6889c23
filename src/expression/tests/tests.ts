import { byName, type Call, define, type Definition } from '../definition.ts';
import { collectionTests } from './collections.ts';
import { comparisonTests } from './comparisons.ts';
import { resultTests } from './results.ts';
import { textTests } from './texts.ts';
import { isName, typeTests } from './types.ts';

/** Every test by each of its names. */
export const tests: ReadonlyMap<string, Definition> = byName([
  ...typeTests,
  ...comparisonTests,
  ...collectionTests,
  ...resultTests,
  ...textTests,
  define('test', '', isTest),
]);

function isTest(call: Call): boolean {
  return isName(call, tests);
}
