import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import {
  flag,
  inputText,
  integer,
  optionalInteger,
  optionalText,
  strictText,
  text,
} from '../call-arguments.ts';
import { characterCount, characterSlice } from '../characters.ts';
import { type Call, define, takingText } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { Fault } from '../fault.ts';
import { formatPercent } from '../percent-format.ts';
import { capitalize, capitalWord } from '../letter-case.ts';
import { replaceInPieces } from '../replace-in-pieces.ts';
import { center, replaceText, splitLines, splitText, stripText, wordCount } from '../strings.ts';
import { TextBuilder } from '../text-builder.ts';
import { comment } from './comment.ts';

/** Filters for texts; a value of another kind counts as its text. */
export const textFilters = [
  ...takingText([
    define('upper', '', (call) => inputText(call).toUpperCase()),
    define('lower', '', (call) => inputText(call).toLowerCase()),
    define('capitalize', '', (call) => capitalize(inputText(call))),
    define('title', '', title),
    define('trim', 'chars?', (call) => stripText(inputText(call), optionalText(call, 0), 'both')),
    define('replace', 'old, new, count?', (call) =>
      replaceText(
        call.context,
        inputText(call),
        argumentText(call, 0),
        argumentText(call, 1),
        optionalInteger(call, 2) ?? -1,
      ),
    ),
    define('split', 'sep?, maxsplit?', split),
    define('center', 'width?', (call) => center(call.context, inputText(call), integer(call, 0, 80))),
    define('wordcount', '', (call) => BigInt(wordCount(inputText(call), /[\p{L}\p{N}_]+/gu))),
    define('format', '*args, **kwargs', format),
    define('quote', '', quote),
    define('comment', 'style?, **kwargs', comment),
  ]),
  define('truncate', 'length?, killwords?, end?, leeway?', truncate),
  define('indent', 'width?, first?, blank?', indent),
];

function argumentText(call: Call, index: number): string {
  const value = call.args[index];
  return value === undefined ? '' : call.context.text(value);
}

/** Jinja2's, which begins a word after these characters only. */
function title(call: Call): Value {
  const whole = inputText(call);
  call.context.budget.items(wordCount(whole, /[-\s({[<]+/g) * 2);
  const titled = new TextBuilder();
  let start = 0;
  for (const { index, 0: between } of whole.matchAll(/[-\s({[<]+/g)) {
    titled.add(capitalWord(whole.slice(start, index)));
    titled.add(between);
    start = index + between.length;
  }
  titled.add(capitalWord(whole.slice(start)));
  return titled.toString();
}

function split(call: Call): Value {
  const separator = optionalText(call, 0);
  if (separator === '') throw new Fault('the separator of "split" cannot be empty');
  return splitText(call.context.budget, strictText(call), separator, integer(call, 1, -1), 'start');
}

function truncate(call: Call): Value {
  const length = integer(call, 0, 255);
  const end = text(call, 2, '...');
  const leeway = optionalInteger(call, 3) ?? 5;
  if (length < characterCount(end))
    throw new Fault(`"length" must be at least ${characterCount(end)}, the length of "end"`);
  if (leeway < 0) throw new Fault('"leeway" cannot be negative');
  const size = isList(call.input) ? call.input.length : entriesOf(call.input)?.size;
  // Jinja2 asks a list or mapping for its length only.
  if (size !== undefined && size <= length + leeway) return call.input;
  const whole = strictText(call);
  if (characterCount(whole) <= length + leeway) return whole;
  const cut = characterSlice(whole, 0, length - characterCount(end));
  if (flag(call, 1)) return cut + end;
  const space = cut.lastIndexOf(' ');
  return (space === -1 ? cut : cut.slice(0, space)) + end;
}

function indent(call: Call): Value {
  const [width = 4n] = call.args;
  const indentation =
    typeof width === 'string' ? width : ' '.repeat(Math.min(Math.max(0, integer(call, 0, 4)), 1000));
  const [first = '', ...others] = splitLines(call.context.budget, `${strictText(call)}\n`, false);
  const blank = flag(call, 2);
  const length = others.reduce((sum, line) => sum + line.length + 1, first.length);
  call.context.budget.text(length + (others.length + 1) * indentation.length);
  const rest = others.map((line) => (line || blank ? indentation + line : line));
  return (flag(call, 1) ? indentation : '') + [first, ...rest].join('\n');
}

function format(call: Call): Value {
  if (call.named.size > 0 && call.rest.length > 0)
    throw new Fault('"format" takes values or names, not both');
  if (call.named.size === 0) return formatPercent(call.context, inputText(call), call.rest);
  const named = new Map(call.named);
  return formatPercent(call.context, inputText(call), [named], named);
}

/** Python's `shlex.quote`, for POSIX shells. */
function quote(call: Call): Value {
  const whole = call.input === null ? '' : inputText(call);
  if (whole === '') return "''";
  // Each quote in it becomes five characters.
  call.context.budget.text(whole.length * 5);
  return /^[\w@%+=:,./-]+$/.test(whole) ? whole : `'${replaceInPieces(whole, /'/g, () => `'"'"'`)}'`;
}
