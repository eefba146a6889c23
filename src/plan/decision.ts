import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { evaluateCondition, EvaluationError, evaluateKnown, type Expression } from '../expression/index.ts';
import { locate } from '../diagnostics/source.ts';
import { typeName } from '../values/describe.ts';
import type { KnownScope } from './known-scope.ts';

/** What is known before the run of whether a node runs. */
export type Decision =
  | { readonly kind: 'runs' }
  /** `condition` is false whatever happens; of the `else` of a choose: the `condition` of another branch is true. */
  | { readonly kind: 'skipped'; readonly condition: Expression; readonly is: boolean }
  /** On variables that get their values at run time, or on parameters that were not given; on none of a handler: on being notified. */
  | {
      readonly kind: 'depends';
      readonly on: readonly string[];
      /** Whether what it depends on may turn out to be a mistake, which nothing inside comes past. */
      readonly mayFail?: boolean;
    }
  /** Reaching it is a failure: its condition cannot be evaluated. */
  | { readonly kind: 'fails'; readonly diagnostic: Diagnostic };

/** `edition == 'standard' is false` */
export function skippedBecause({ condition, is }: Decision & { readonly kind: 'skipped' }): string {
  return `${condition.source.text.trim()} is ${is}`;
}

export const runs: Decision = { kind: 'runs' };

/** The conditions of a node, all of which have to hold, as far as they can be known. */
export function decide(conditions: readonly Expression[], known: KnownScope): Decision {
  const on = new Set<string>();
  let mayFail = false;
  for (const condition of conditions) {
    try {
      const result = evaluateKnown(condition, known.scope, known.unknown);
      if (!result.known) {
        for (const name of result.dependsOn) on.add(name);
        mayFail ||= result.certainty !== 'boolean';
      } else if (result.value === false) {
        // Those behind it are not asked.
        return mayFail
          ? { kind: 'depends', on: [...on], mayFail }
          : { kind: 'skipped', condition, is: false };
      } else if (result.value !== true) {
        // For its own words; it throws, unless a variable is unknown and does not matter.
        if (known.unknownIn(condition).length === 0) evaluateCondition(condition, known.scope);
        throw notBoolean(condition, typeName(result.value));
      }
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      // An unknown condition before this one may keep it from being evaluated at all.
      if (on.size === 0) return { kind: 'fails', diagnostic: error.diagnostic };
    }
  }
  return on.size === 0 ? runs : { kind: 'depends', on: [...on], mayFail };
}

/** What is left of a node's own decision inside something that may not run itself. */
export function within(outer: Decision, own: Decision): Decision {
  if (outer.kind === 'runs' || (outer.kind === 'skipped' && own.kind === 'skipped')) return own;
  if (outer.kind !== 'depends' || own.kind === 'runs') return outer;
  if (own.kind === 'skipped') return outer.mayFail === true ? outer : own;
  if (own.kind !== 'depends') return outer;
  const mayFail = outer.mayFail === true || own.mayFail === true;
  return { kind: 'depends', on: [...new Set([...outer.on, ...own.on])], mayFail };
}

function notBoolean({ source }: Expression, type: string): EvaluationError {
  return new EvaluationError({
    code: 'not-a-condition',
    severity: 'error',
    message: `a condition must be true or false, this is a value of type ${type}`,
    location: locate(source, 0, source.text.length),
    help: 'compare it, or use a test such as `is defined`, or the filter `bool`',
  });
}
