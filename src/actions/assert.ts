import { evaluateCondition } from '../expression/index.ts';
import type { AssertAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { Key, Value } from '../values/value.ts';
import { done, failed, type ActionContext, type ActionOutcome } from './action-context.ts';
import { messageOf } from './message.ts';

/** Fails where one of the conditions does not hold; all have to. */
export function runAssert(action: AssertAction, context: ActionContext): ActionOutcome {
  const { that, failMsg, successMsg } = action;
  const broken = that.find((condition) => !evaluateCondition(condition, context.scope));
  if (broken) {
    const said = failMsg && messageOf(evaluateArgument(failMsg, context.scope));
    const fields = new Map<Key, Value>([
      ['assertion', broken.source.text],
      ['evaluated_to', false],
    ]);
    return failed(said ?? `this does not hold: ${broken.source.text}`, undefined, fields);
  }
  const said = successMsg ? messageOf(evaluateArgument(successMsg, context.scope)) : 'All assertions passed';
  if (successMsg) context.show('message', said);
  return done(new Map([['msg', said]]));
}
