import type { Template } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { toText } from '../expression/index.ts';
import { hasPatternInTime } from '../text/pattern-in-time.ts';

/** What a text of a runbook can be in a run: as it is written, with anything where an expression stands. */
export interface PossibleText {
  /** As it is written. */
  readonly written: string;
  /** Whether it can be this text. */
  allows(text: string): boolean;
}

export function possibleText(written: string): PossibleText {
  return { written, allows: (text) => text === written };
}

export function possibleTextOf({ source, parts }: Template): PossibleText {
  const pattern = parts.map((part) => (typeof part === 'string' ? literal(part) : '[^]*')).join('');
  return {
    written: source.text,
    // A name stays as it is written where its expressions have no value.
    allows: (text) => text === source.text || hasPatternInTime(`^${pattern}$`, text, '') !== false,
  };
}

/** The text of an argument; undefined where it can be anything. */
export function possibleTextIn(argument: Argument): PossibleText | undefined {
  if (argument.kind === 'template') return possibleTextOf(argument.template);
  return argument.kind === 'value' ? possibleText(toText(argument.value)) : undefined;
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
