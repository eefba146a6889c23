import type { Argument } from '../model/argument.ts';
import { unknownEncoding } from '../model/unknown-encoding.ts';
import { nameType } from '../values/describe.ts';
import { findEncoding, type TextEncoding } from '../values/text-encoding.ts';
import { Omit } from '../values/value.ts';
import { optional, type Preparation } from './preparation.ts';
import { wrongValue } from '../model/wrong-value.ts';

/** The encoding that a task asks for, if it does. Errors: throws `EvaluationError`. */
export function outputEncoding(
  argument: Argument | undefined,
  preparation: Preparation,
): TextEncoding | undefined {
  const value = optional(argument, preparation);
  if (!argument || value === undefined || value === null || value instanceof Omit) return undefined;
  const { location } = argument;
  if (typeof value !== 'string' && typeof value !== 'bigint') {
    const help = 'give the name of an encoding, such as utf-8 or cp850';
    throw wrongValue(location, `encoding is ${nameType(value)}`, help);
  }
  const encoding = findEncoding(String(value));
  if (encoding) return encoding;
  const { message, help } = unknownEncoding(String(value));
  throw wrongValue(location, message, help);
}
