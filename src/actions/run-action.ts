import { unreachable } from '../diagnostics/unreachable.ts';
import type { Action } from '../model/action.ts';
import type { ActionContext, ActionOutcome } from './action-context.ts';
import { runAssert } from './assert.ts';
import { runCmdlet } from './cmdlet.ts';
import { runCommand } from './command.ts';
import { runDebug } from './debug.ts';
import { runFail } from './fail.ts';
import { runPause } from './pause.ts';
import { runPowerShell } from './powershell.ts';
import { runSession } from './session.ts';
import { runSetFact } from './set-fact.ts';

/**
 * Runs an action once.
 * Errors: rejects with `EvaluationError` for a mistake in its arguments, and with `SessionLost` or `SessionUnavailable`.
 */
export async function runAction(action: Action, context: ActionContext): Promise<ActionOutcome> {
  switch (action.kind) {
    case 'cmdlet':
      return runCmdlet(action, context);
    case 'powershell':
      return runPowerShell(action, context);
    case 'command':
      return runCommand(action, context);
    case 'session':
      return runSession(action, context);
    case 'assert':
      return runAssert(action, context);
    case 'fail':
      return runFail(action, context);
    case 'debug':
      return runDebug(action, context);
    case 'set_fact':
      return runSetFact(action, context);
    case 'pause':
      return runPause(action, context);
    default:
      return unreachable(action);
  }
}
