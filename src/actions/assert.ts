import { evaluateCondition } from '../expression/index.ts';
import type { AssertAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { Key, Value } from '../values/value.ts';
import { messageOf } from './message.ts';
import { done, failed, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';

/** Conditions that were looked at; all have to hold. */
export interface AssertCall {
  readonly kind: 'assert';
  /** The first that does not hold, as written. */
  readonly broken: string | undefined;
  /** What the runbook says of it, where it says something. */
  readonly message: string | undefined;
}

export function prepareAssert(action: AssertAction, { scope }: Preparation): AssertCall {
  const { that, failMsg, successMsg } = action;
  const broken = that.find((condition) => !evaluateCondition(condition, scope));
  const said = broken ? failMsg : successMsg;
  const message = said && messageOf(evaluateArgument(said, scope));
  return { kind: 'assert', broken: broken?.source.text, message };
}

export function performAssert({ broken, message }: AssertCall, ports: Ports): Outcome {
  if (broken !== undefined) {
    const fields = new Map<Key, Value>([
      ['assertion', broken],
      ['evaluated_to', false],
    ]);
    return failed(message ?? `this does not hold: ${broken}`, undefined, fields);
  }
  if (message !== undefined) ports.show('message', message);
  return done(new Map([['msg', message ?? 'All assertions passed']]));
}
