import { references, type Expression, type Reference, type Template } from '../expression/index.ts';
import { templatesIn, type Argument } from './argument.ts';

/** Checks, the plan and the engine ask the same of the same parts, which never change. */
const known = new WeakMap<object, readonly Reference[]>();

/** The variables that something evaluated at run time reads. */
export function referencesIn(part: Expression | Template | Argument): readonly Reference[] {
  const before = known.get(part);
  if (before) return before;
  const found = findReferences(part);
  known.set(part, found);
  return found;
}

function findReferences(part: Expression | Template | Argument): readonly Reference[] {
  return 'kind' in part ? templatesIn(part).flatMap(references) : references(part);
}
