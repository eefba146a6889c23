import type { Call } from '../actions/call.ts';
import { callText } from '../actions/call-text.ts';
import { callToJson } from '../actions/call-to-json.ts';
import { actionName } from '../model/action-name.ts';
import type { Action } from '../model/action.ts';
import type { Living } from './living.ts';
import { mayAct } from './may-act.ts';

/** What is called is on record before it happens. A probe only asks: nothing is in doubt if it is cut off, in check mode or not. */
export function tellCall(
  call: Call,
  attempt: number,
  { id, run, noLog, checked }: Living,
  action: Action,
  probe = false,
): void {
  run.emit({
    type: 'task-called',
    time: run.now(),
    id,
    attempt,
    ...(probe ? { probe: true } : {}),
    text: noLog ? actionName(action) : callText(call),
    ...(checked && !probe ? { checked: true } : {}),
    mayChange: !probe && mayAct(call),
    call: noLog ? null : callToJson(call),
  });
}
