import type { Action } from './action.ts';

/** The action as the runbook names it. */
export function actionName(action: Action): string {
  return action.kind === 'cmdlet' ? action.name : action.kind;
}

/** What a task without a name is called. */
export function actionTitle(action: Action): string {
  return action.kind === 'meta' ? `meta: ${action.operation}` : actionName(action);
}
