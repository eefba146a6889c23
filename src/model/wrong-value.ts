import type { Location } from '../diagnostics/source.ts';
import { EvaluationError } from '../expression/index.ts';

/** An expression gave a value, but not one that is taken at this place. */
export function wrongValue(location: Location, message: string, help?: string): EvaluationError {
  const about = { code: 'wrong-value', severity: 'error', message, location } as const;
  return new EvaluationError(help === undefined ? about : { ...about, help });
}
