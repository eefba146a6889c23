import type { Call } from '../actions/call.ts';
import type { Action } from '../model/action.ts';
import { readsOnly } from '../values/read-only-verbs.ts';

/** Whether the action, or a call of it, may leave the system, or the session, other than it was: then a task that is cut off is in doubt. */
export function mayAct(action: Action | Call): boolean {
  switch (action.kind) {
    case 'command':
    case 'powershell':
    case 'session':
      return true;
    case 'cmdlet':
      return !readsOnly(action.name);
    default:
      return false;
  }
}
