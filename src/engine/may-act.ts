import type { Call } from '../actions/call.ts';
import type { Action, CmdletAction } from '../model/action.ts';
import type { CmdletCall } from '../actions/cmdlet.ts';
import { byName } from '../actions/cmdlet.ts';
import { leavesAsIs, type KnownParameters } from '../session/leaves-as-is.ts';

/** Whether the action, or a call of it, may leave the system, or the session, other than it was: then a task that is cut off is in doubt. */
export function mayAct(action: Action | Call): boolean {
  switch (action.kind) {
    case 'command':
    case 'powershell':
    case 'session':
    case 'reboot':
    case 'copy':
    case 'template':
    case 'fetch':
      return true;
    case 'cmdlet':
      return !leavesAsIs(action.name, parametersOf(action));
    default:
      return false;
  }
}

/** Of a runbook's action, the values that stand in it. */
function parametersOf({ parameters }: CmdletAction | CmdletCall): KnownParameters {
  if (parameters instanceof Map) return byName(parameters);
  return new Map(
    (parameters as CmdletAction['parameters']).map(({ name, value }) => [
      name,
      value.kind === 'value' ? value.value : undefined,
    ]),
  );
}
