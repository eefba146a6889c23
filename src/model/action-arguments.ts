import type { Expression } from '../expression/index.ts';
import { unreachable } from '../diagnostics/unreachable.ts';
import type { Action } from './action.ts';
import type { Argument } from './argument.ts';
import { argumentsOfProbe } from './probe.ts';
import type { Task } from './runbook.ts';

/** What a task evaluates before it acts, besides its keywords: for its action, its probes, and what it asks. */
export function argumentsBefore({
  action,
  probes,
  confirm,
}: Task): readonly (Argument | Expression | undefined)[] {
  return [...argumentsOf(action), ...probes.flatMap(argumentsOfProbe), confirm];
}

/** Everything in an action that is evaluated at run time. */
export function argumentsOf(action: Action): readonly (Argument | Expression | undefined)[] {
  switch (action.kind) {
    case 'cmdlet':
      return action.parameters.map((parameter) => parameter.value);
    case 'powershell':
      return [...action.parameters.map((parameter) => parameter.value), action.encoding];
    case 'command':
      return [action.argv, action.chdir, action.stdin, action.encoding, action.successExitCodes];
    case 'assert':
      return [...action.that, action.failMsg, action.successMsg];
    case 'fail':
      return [action.msg];
    case 'debug':
      return [action.msg, action.var];
    case 'set_fact':
      return [...action.facts.values()];
    case 'pause':
      return [action.prompt];
    case 'session':
    case 'meta':
      return [];
    default:
      return unreachable(action);
  }
}
