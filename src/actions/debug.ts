import { evaluate } from '../expression/index.ts';
import type { DebugAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { Value } from '../values/value.ts';
import { done, type ActionContext, type ActionOutcome } from './action-context.ts';
import { messageOf } from './message.ts';

/** Shows a message, or what an expression gives. */
export function runDebug(action: DebugAction, context: ActionContext): ActionOutcome {
  const value: Value = action.var
    ? evaluate(action.var, context.scope)
    : action.msg
      ? evaluateArgument(action.msg, context.scope)
      : 'Hello world!';
  const text = messageOf(value);
  context.show('message', action.var ? `${action.var.source.text}: ${text}` : text);
  return done(new Map([[action.var ? action.var.source.text : 'msg', value]]));
}
