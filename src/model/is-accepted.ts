import type { Value } from '../values/value.ts';
import { problemOf } from './convert/parameter-value.ts';
import { hasType } from './parameter-type.ts';
import type { Parameter } from './runbook.ts';

/** Whether a parameter accepts the value: its type, `enum`, `pattern`, `format`, and bounds. */
export function isAccepted(parameter: Parameter, value: Value): boolean {
  return hasType(parameter.type, value) && problemOf(parameter, value) === undefined;
}
