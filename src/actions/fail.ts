import type { FailAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { failed, type ActionContext, type ActionOutcome } from './action-context.ts';
import { messageOf } from './message.ts';

/** Fails with a message. */
export function runFail(action: FailAction, context: ActionContext): ActionOutcome {
  return failed(
    action.msg ? messageOf(evaluateArgument(action.msg, context.scope)) : 'Failed as requested from task',
  );
}
