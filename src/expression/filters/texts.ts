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
import { Fault, typeFault } from '../fault.ts';
import { formatPercent } from '../percent-format.ts';
import { capitalize, capitalWord } from '../letter-case.ts';
import { center, count, replaceText, splitLines, splitText, stripText, wordCount } from '../strings.ts';

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
  return call.context.text(call.args[index] ?? '');
}

/** Jinja2's, which begins a word after these characters only. */
function title(call: Call): Value {
  const whole = inputText(call);
  call.context.budget.items(wordCount(whole, /[-\s({[<]+/g) * 2);
  return whole
    .split(/([-\s({[<]+)/)
    .map((word) => capitalWord(word))
    .join('');
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
  return formatPercent(
    call.context,
    inputText(call),
    call.named.size > 0 ? [new Map(call.named)] : call.rest,
  );
}

/** Python's `shlex.quote`, for POSIX shells. */
function quote(call: Call): Value {
  const whole = call.input === null ? '' : inputText(call);
  if (whole === '') return "''";
  // Each quote in it becomes five characters.
  call.context.budget.text(whole.length * 5);
  return /^[\w@%+=:,./-]+$/.test(whole) ? whole : `'${whole.replaceAll("'", `'"'"'`)}'`;
}

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

const COMMENT_OPTIONS = [
  'newline',
  'beginning',
  'prefix',
  'prefix_count',
  'decoration',
  'postfix',
  'postfix_count',
  'end',
];

/** The others can be `none`: there is no such line. */
const NEEDED_OPTIONS: ReadonlySet<string> = new Set(['newline', 'decoration', 'postfix']);

function comment(call: Call): Value {
  const name = text(call, 0, 'plain');
  const style = STYLES.get(name);
  if (!style)
    throw new Fault(`"${name}" is not a style of "comment"`, `write one of ${[...STYLES.keys()].join(', ')}`);
  const unknown = [...call.named.keys()].find((key) => !COMMENT_OPTIONS.includes(key));
  if (unknown !== undefined)
    throw new Fault(`filter "comment" has no parameter "${unknown}"`, undefined, 'wrong-arguments');
  const option = (key: string, fallback: string) => {
    const value = call.named.get(key);
    if (value === null && NEEDED_OPTIONS.has(key))
      throw typeFault(`"${key}" of filter "comment" must be a string, not null`);
    return value === undefined || isList(value) ? fallback : value === null ? '' : call.context.text(value);
  };
  const decoration = option('decoration', style.decoration);
  const bare = decoration.trimEnd();
  const newline = option('newline', '\n');
  const [beginning, end] = [option('beginning', style.beginning ?? ''), option('end', style.end ?? '')];
  const [prefix, postfix] = [option('prefix', bare), option('postfix', bare)];
  const [before, after] = [option('prefix_count', '1'), option('postfix_count', '1')].map((times) =>
    Math.min(Math.max(0, Number(times)), Number.MAX_SAFE_INTEGER),
  );
  call.context.budget.text(
    ((before ?? 1) + (after ?? 1)) * (prefix.length + postfix.length + newline.length * 2),
  );
  const whole = strictText(call);
  const breaks = count(whole, newline) + 1;
  call.context.budget.text(whole.length + breaks * (newline.length + decoration.length));
  const lines = whole
    .replaceAll(newline, newline + decoration)
    .replace(/^/, () => decoration)
    .replaceAll(decoration + newline, bare + newline);
  return [
    beginning && beginning + newline,
    prefix && (prefix === newline ? newline : prefix + newline).repeat(before ?? 1),
    lines,
    (newline + postfix).repeat(after ?? 1),
    end && newline + end,
  ].join('');
}
