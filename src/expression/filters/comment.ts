import { nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { strictText, text } from '../call-arguments.ts';
import type { Call } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { numeric } from '../numbers.ts';
import { count, replaceText } from '../strings.ts';
import { isTruthy } from '../truth.ts';

interface CommentStyle {
  readonly decoration: string;
  readonly beginning?: string;
  readonly end?: string;
}

const STYLES: ReadonlyMap<string, CommentStyle> = new Map([
  ['plain', { decoration: '# ' }],
  ['erlang', { decoration: '% ' }],
  ['c', { decoration: '// ' }],
  ['cblock', { beginning: '/*', decoration: ' * ', end: ' */' }],
  ['xml', { beginning: '<!--', decoration: ' - ', end: '-->' }],
]);

const OPTIONS: ReadonlySet<string> = new Set([
  'newline',
  'beginning',
  'prefix',
  'prefix_count',
  'decoration',
  'postfix',
  'postfix_count',
  'end',
]);

/** Ansible's filter `comment`: the text as a comment of the lines of a style. */
export function comment(call: Call): Value {
  const { budget } = call.context;
  const name = text(call, 0, 'plain');
  const style = STYLES.get(name);
  if (!style)
    throw new Fault(`"${name}" is not a style of "comment"`, `write one of ${[...STYLES.keys()].join(', ')}`);
  const unknown = [...call.named.keys()].find((key) => !OPTIONS.has(key));
  if (unknown !== undefined)
    throw new Fault(`filter "comment" has no parameter "${unknown}"`, undefined, 'wrong-arguments');
  const decoration = needed(call, 'decoration', style.decoration);
  const bare = decoration.trimEnd();
  const newline = needed(call, 'newline', '\n');
  const beginning = optional(call, 'beginning', style.beginning ?? '');
  const end = optional(call, 'end', style.end ?? '');
  const prefix = optional(call, 'prefix', bare);
  const before = times(call, 'prefix_count');
  const after = times(call, 'postfix_count');
  const postfix = after === 0 ? '' : needed(call, 'postfix', bare);
  budget.text((before + after) * (prefix.length + postfix.length + newline.length * 2));
  const whole = strictText(call);
  budget.text(whole.length + (count(whole, newline) + 1) * (newline.length + decoration.length));
  const decorated = decoration + replaceText(call.context, whole, newline, newline + decoration, -1);
  return [
    beginning && beginning + newline,
    prefix && (prefix === newline ? newline : prefix + newline).repeat(before),
    // A line that has nothing but its decoration has no blanks at its end.
    replaceText(call.context, decorated, decoration + newline, bare + newline, -1),
    (newline + postfix).repeat(after),
    end && newline + end,
  ].join('');
}

function needed(call: Call, key: string, fallback: string): string {
  const value = call.named.get(key);
  if (value === undefined) return fallback;
  const found = call.context.textual(value);
  if (found === undefined)
    throw typeFault(`"${key}" of filter "comment" must be a string, not ${nameType(value)}`);
  return found;
}

/** What counts as false is no line at all. */
function optional(call: Call, key: string, fallback: string): string {
  const value = call.named.get(key);
  if (value === undefined) return fallback;
  return isTruthy(value) ? call.context.text(value) : '';
}

function times(call: Call, key: 'prefix_count' | 'postfix_count'): number {
  const value = call.named.get(key) ?? 1n;
  const written = call.context.textual(value);
  const isCount = key === 'prefix_count' && written !== undefined && /^\s*[-+]?\d+\s*$/.test(written);
  const number = isCount ? Number(written) : numeric(value);
  // As in Python, the one count is converted and the other has to be an integer.
  const isWrong = typeof number === 'number' && (key === 'postfix_count' || !Number.isFinite(number));
  if (number === undefined || isWrong)
    throw typeFault(`"${key}" of filter "comment" must be an integer, not ${nameType(value)}`);
  return Math.min(Math.max(0, Math.trunc(Number(number))), Number.MAX_SAFE_INTEGER);
}
