import { evaluate } from '../expression/index.ts';
import type { DebugAction } from '../model/action.ts';
import type { Value } from '../values/value.ts';
import { messageOf } from './message.ts';
import { done, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { optional, type Preparation } from './preparation.ts';

/** A message to show, or what an expression gave. */
export interface DebugCall {
  readonly kind: 'debug';
  /** The expression, as written. */
  readonly expression: string | undefined;
  readonly value: Value;
}

export function prepareDebug(action: DebugAction, preparation: Preparation): DebugCall {
  if (action.var) {
    const { source } = action.var;
    return { kind: 'debug', expression: source.text, value: evaluate(action.var, preparation.scope) };
  }
  return { kind: 'debug', expression: undefined, value: optional(action.msg, preparation) ?? 'Hello world!' };
}

export function performDebug({ expression, value }: DebugCall, ports: Ports): Outcome {
  const text = messageOf(value);
  ports.show('message', expression === undefined ? text : `${expression}: ${text}`);
  return done(new Map([[expression ?? 'msg', value]]));
}
