import { evaluateArgument, type Argument } from '../model/argument.ts';
import { unknownEncoding } from '../model/unknown-encoding.ts';
import { nameType } from '../values/describe.ts';
import { findEncoding, type TextEncoding } from '../values/text-encoding.ts';
import { Omit } from '../values/value.ts';
import { failed, type ActionContext, type ActionOutcome } from './action-context.ts';

/** The encoding that a task asks for, if it does; or its failure. Errors: throws `EvaluationError`. */
export function outputEncoding(
  argument: Argument | undefined,
  context: ActionContext,
): { readonly encoding: TextEncoding | undefined } | ActionOutcome {
  const value = argument && evaluateArgument(argument, context.scope);
  if (value === undefined || value === null || value instanceof Omit) return { encoding: undefined };
  if (typeof value !== 'string' && typeof value !== 'bigint') {
    return failed(`encoding is ${nameType(value)}`, 'give the name of an encoding, such as utf-8 or cp850');
  }
  const encoding = findEncoding(String(value));
  if (encoding) return { encoding };
  const { message, help } = unknownEncoding(String(value));
  return failed(message, help);
}
