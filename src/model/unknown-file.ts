import { EvaluationError } from '../expression/index.ts';
import { typeName } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { Argument } from './argument.ts';

/** The path of an include is none of those that were read before the run. */
export function unknownFile(
  { path, files }: { readonly path: Argument; readonly files: ReadonlyMap<string, unknown> },
  value: Value,
): EvaluationError {
  const what = typeof value === 'string' ? `"${value}"` : `a value of type ${typeName(value)}`;
  const names = [...files.keys()].map((name) => `"${name}"`).join(', ');
  return new EvaluationError({
    code: 'unknown-file',
    severity: 'error',
    message: `the path is ${what}, and what can be included here is ${names}`,
    location: path.location,
    help: 'files are read and checked before the run: a variable in the path has to keep to the values that it has there',
  });
}
