import { positionText } from '../diagnostics/print.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Value } from '../values/value.ts';

/** Where a parameter's value came from. */
export type ParameterOrigin =
  | { readonly kind: 'flag' }
  | { readonly kind: 'file'; readonly location: Location }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'scenario'; readonly location: Location | undefined }
  | { readonly kind: 'answer' }
  /** Of a run that is resumed. */
  | { readonly kind: 'journal' }
  | { readonly kind: 'default' };

/** A value for a parameter as somebody gave it: not yet known to fit, nor that there is such a parameter. */
export interface GivenValue {
  readonly name: string;
  /** A flag, a variable and a prompt know texts only, which the parameter's type turns into values; YAML has types. */
  readonly content:
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value'; readonly value: Value };
  readonly origin: ParameterOrigin;
  /** The greater wins; of two with the same rank the later one. */
  readonly rank: Rank;
}

/** `-e` beats `--params-file`, which beats `RUNBOOK_PARAM_NAME`, which beats a rehearsal's scenario, which beats the variable that the parameter itself names. */
export const rank = { extraVars: 4, paramsFile: 3, variable: 2, scenario: 1, environment: 0 } as const;
export type Rank = (typeof rank)[keyof typeof rank];

/** The origin as messages and summaries show it: `-e`, `site.yml:3:8`, `RUNBOOK_PARAM_EDITION`. */
export function originText(origin: ParameterOrigin): string {
  switch (origin.kind) {
    case 'flag':
      return '-e';
    case 'file':
      return positionText(origin.location);
    case 'variable':
      return origin.name;
    case 'scenario':
      return 'scenario';
    case 'answer':
      return 'answer';
    case 'journal':
      return 'as before';
    case 'default':
      return 'default';
  }
}
