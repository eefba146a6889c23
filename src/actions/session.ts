import { unreachable } from '../diagnostics/unreachable.ts';
import type { SessionAction } from '../model/action.ts';
import { done, notRun, type ActionContext, type ActionOutcome } from './action-context.ts';

/** Ends and starts the session's PowerShell process. It says closed only when the process has gone. */
export async function runSession(action: SessionAction, context: ActionContext): Promise<ActionOutcome> {
  const { sessions } = context;
  if (context.checkMode && action.operation !== 'open') {
    return notRun('the session is kept in check mode: what follows needs it to show what it would do');
  }
  const wasOpen = sessions.isOpen;
  switch (action.operation) {
    case 'close':
      await sessions.close();
      return done(new Map(), wasOpen);
    case 'open':
      await sessions.open();
      return done(new Map(), !wasOpen);
    case 'restart':
      await sessions.close();
      await sessions.open();
      return done(new Map(), true);
    default:
      return unreachable(action.operation);
  }
}
