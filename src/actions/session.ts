import { unreachable } from '../diagnostics/unreachable.ts';
import type { SessionAction } from '../model/action.ts';
import { done, notRun, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';

/** The end or the start of the session's PowerShell process. */
export interface SessionCall {
  readonly kind: 'session';
  readonly operation: 'close' | 'open' | 'restart';
  readonly checkMode: boolean;
}

export function prepareSession({ operation }: SessionAction, { checkMode }: Preparation): SessionCall {
  return { kind: 'session', operation, checkMode };
}

/** It says closed only when the process has gone. */
export async function performSession(call: SessionCall, { sessions }: Ports): Promise<Outcome> {
  if (call.checkMode && call.operation !== 'open') {
    return notRun('the session is kept in check mode: what follows needs it to show what it would do');
  }
  const wasOpen = sessions.isOpen;
  switch (call.operation) {
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
      return unreachable(call.operation);
  }
}
