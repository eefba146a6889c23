import type { FailAction } from '../model/action.ts';
import { messageOf } from './message.ts';
import { failed, type Outcome } from './outcome.ts';
import { optional, type Preparation } from './preparation.ts';

/** A failure that the runbook asks for. */
export interface FailCall {
  readonly kind: 'fail';
  readonly message: string;
}

export function prepareFail({ msg }: FailAction, preparation: Preparation): FailCall {
  const said = optional(msg, preparation);
  return { kind: 'fail', message: said === undefined ? 'Failed as requested from task' : messageOf(said) };
}

export function performFail({ message }: FailCall): Outcome {
  return failed(message);
}
