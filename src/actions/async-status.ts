import type { AsyncStatusAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { messageOf } from './message.ts';
import type { Preparation } from './preparation.ts';

/** Asks after a task that goes on by itself. Only the run knows of those: it is not performed. */
export interface AsyncStatusCall {
  readonly kind: 'async_status';
  readonly job: string;
  readonly mode: 'status' | 'cleanup';
}

export function prepareAsyncStatus(
  { jid, mode }: AsyncStatusAction,
  { scope }: Preparation,
): AsyncStatusCall {
  return { kind: 'async_status', job: messageOf(evaluateArgument(jid, scope)), mode };
}
