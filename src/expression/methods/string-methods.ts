import type { Value } from '../../values/value.ts';
import { formatBraces } from '../brace-format.ts';
import { integer, iterateValue, optionalInteger, optionalText, strictText, text } from '../call-arguments.ts';
import { characterCount, characterIndex, characterSlice } from '../characters.ts';
import { isList, nameType } from '../../values/describe.ts';
import { byName, type Call, define } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { isAlphanumeric, isDigits, isNumerals } from '../digits.ts';
import { capitalize, foldCase, isLowerCase, isUpperCase, swapCase, titleCase } from '../letter-case.ts';
import {
  center,
  count,
  expandTabs,
  isAllSpace,
  replaceText,
  splitLines,
  splitText,
  stripText,
} from '../strings.ts';

/** Python's methods of a string. */
export const stringMethods = byName([
  define('upper', '', (call) => strictText(call).toUpperCase()),
  define('lower', '', (call) => strictText(call).toLowerCase()),
  define('casefold', '', (call) => foldCase(call.context.budget, strictText(call))),
  define('title', '', title),
  define('capitalize', '', (call) => capitalize(strictText(call))),
  define('swapcase', '', (call) => swapCase(call.context.budget, strictText(call))),
  define('strip', 'chars?', (call) => stripText(strictText(call), optionalText(call, 0), 'both')),
  define('lstrip', 'chars?', (call) => stripText(strictText(call), optionalText(call, 0), 'start')),
  define('rstrip', 'chars?', (call) => stripText(strictText(call), optionalText(call, 0), 'end')),
  define('split', 'sep?, maxsplit?', (call) => split(call, 'start')),
  define('rsplit', 'sep?, maxsplit?', (call) => split(call, 'end')),
  define('splitlines', 'keepends?', (call) =>
    splitLines(call.context.budget, strictText(call), call.args[0] === true),
  ),
  define('partition', 'sep', (call) =>
    partition(call, (whole, separator) => whole.indexOf(separator), false),
  ),
  define('rpartition', 'sep', (call) =>
    partition(call, (whole, separator) => whole.lastIndexOf(separator), true),
  ),
  define('startswith', 'prefix, start?, end?', (call) =>
    affix(call, (part, wanted) => part.startsWith(wanted)),
  ),
  define('endswith', 'suffix, start?, end?', (call) => affix(call, (part, wanted) => part.endsWith(wanted))),
  define('removeprefix', 'prefix', (call) => {
    const [whole, prefix] = [strictText(call), text(call, 0)];
    return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
  }),
  define('removesuffix', 'suffix', (call) => {
    const [whole, suffix] = [strictText(call), text(call, 0)];
    return suffix !== '' && whole.endsWith(suffix) ? whole.slice(0, -suffix.length) : whole;
  }),
  define('replace', 'old, new, count?', (call) =>
    replaceText(call.context, strictText(call), text(call, 0), text(call, 1), integer(call, 2, -1)),
  ),
  define('find', 'sub, start?, end?', (call) => find(call, false)),
  define('rfind', 'sub, start?, end?', (call) => find(call, true)),
  define('index', 'sub, start?, end?', (call) => found(find(call, false))),
  define('rindex', 'sub, start?, end?', (call) => found(find(call, true))),
  define('count', 'sub, start?, end?', countIn),
  define('join', 'items', join),
  define('format', '*args, **kwargs', (call) =>
    formatBraces(call.context, strictText(call), call.rest, call.named),
  ),
  define('center', 'width, fill?', (call) =>
    center(call.context, strictText(call), integer(call, 0), fill(call)),
  ),
  define('ljust', 'width, fill?', (call) => strictText(call) + padding(call)),
  define('rjust', 'width, fill?', (call) => padding(call) + strictText(call)),
  define('zfill', 'width', zfill),
  define('expandtabs', 'tabsize?', (call) => expandTabs(call.context, strictText(call), integer(call, 0, 8))),
  define('isdecimal', '', (call) => /^\p{Nd}+$/u.test(strictText(call))),
  define('isdigit', '', (call) => isDigits(strictText(call))),
  define('isnumeric', '', (call) => isNumerals(strictText(call))),
  define('isalpha', '', (call) => /^\p{L}+$/u.test(strictText(call))),
  define('isalnum', '', (call) => isAlphanumeric(strictText(call))),
  define('isspace', '', (call) => isAllSpace(strictText(call))),
  define('isupper', '', (call) => isUpperCase(strictText(call))),
  define('islower', '', (call) => isLowerCase(strictText(call))),
]);

function title(call: Call): Value {
  const whole = strictText(call);
  // Each word is looked up in Unicode's tables and made anew.
  call.context.budget.spend(whole.length);
  return titleCase(whole);
}

function split(call: Call, from: 'start' | 'end'): Value {
  const separator = optionalText(call, 0);
  if (separator === '') throw new Fault('the separator of "split" cannot be empty');
  return splitText(call.context.budget, strictText(call), separator, integer(call, 1, -1), from);
}

function partition(call: Call, search: (whole: string, separator: string) => number, last: boolean): Value {
  const [whole, separator] = [strictText(call), text(call, 0)];
  if (separator === '') throw new Fault('the separator of "partition" cannot be empty');
  const at = search(whole, separator);
  if (at === -1) return last ? ['', '', whole] : [whole, '', ''];
  return [whole.slice(0, at), separator, whole.slice(at + separator.length)];
}

/** The part of the input that the second and third argument name, and where it begins; nothing where it would end before. */
function part(call: Call): { readonly text: string; readonly start: number } | undefined {
  const whole = strictText(call);
  if (call.args[1] === undefined && call.args[2] === undefined) return { text: whole, start: 0 };
  const length = characterCount(whole);
  const place = (at: number) => (at < 0 ? Math.max(0, at + length) : at);
  const start = place(optionalInteger(call, 1) ?? 0);
  const end = Math.min(length, place(optionalInteger(call, 2) ?? length));
  return start > end ? undefined : { text: characterSlice(whole, start, end), start };
}

function affix(call: Call, test: (part: string, wanted: string) => boolean): boolean {
  const [wanted = null] = call.args;
  const within = part(call)?.text;
  const holds = (one: string) => within !== undefined && test(within, one);
  if (!isList(wanted)) return holds(text(call, 0));
  return wanted.some((each) => {
    const one = call.context.textual(each);
    if (one === undefined) throw typeFault(`${call.what} needs strings, not ${nameType(each)}`);
    return holds(one);
  });
}

function find(call: Call, last: boolean): bigint {
  const within = part(call);
  const wanted = text(call, 0);
  if (!within) return -1n;
  const at = last ? within.text.lastIndexOf(wanted) : within.text.indexOf(wanted);
  return at === -1 ? -1n : BigInt(within.start + characterIndex(within.text, at));
}

function countIn(call: Call): bigint {
  const within = part(call);
  return within ? BigInt(count(within.text, text(call, 0))) : 0n;
}

function found(at: bigint): bigint {
  if (at < 0n) throw new Fault('the string has no such part', 'ask with "in" first');
  return at;
}

function join(call: Call): Value {
  const [items = null] = call.args;
  const all = iterateValue(call.context, items);
  if (!all) throw typeFault(`method "join" needs a list, not ${nameType(items)}`);
  const parts = all.map((item) => {
    const one = call.context.textual(item);
    if (one === undefined)
      throw typeFault(`method "join" needs strings, not ${nameType(item)}`, 'use the filter "join"');
    return one;
  });
  const separator = strictText(call);
  call.context.budget.text(parts.reduce((sum, each) => sum + each.length + separator.length, 0));
  return parts.join(separator);
}

function fill(call: Call): string {
  const character = text(call, 1, ' ');
  if (characterCount(character) !== 1) throw new Fault('"fill" must be one character');
  return character;
}

function padding(call: Call): string {
  const missing = integer(call, 0) - characterCount(strictText(call));
  call.context.budget.text(missing);
  return missing > 0 ? fill(call).repeat(missing) : '';
}

function zfill(call: Call): Value {
  const whole = strictText(call);
  const missing = integer(call, 0) - characterCount(whole);
  call.context.budget.text(missing);
  if (missing <= 0) return whole;
  const sign = /^[-+]/.exec(whole)?.[0] ?? '';
  return sign + '0'.repeat(missing) + whole.slice(sign.length);
}
