import type { Value } from '../../values/value.ts';
import { flag, inputText, text } from '../call-arguments.ts';
import { type Call, define, takingText } from '../definition.ts';
import { Fault } from '../fault.ts';
import { compileRegex, matches, search } from '../regex/regex.ts';
import { compileReplacement, groupIndex } from '../regex/replacement.ts';
import { replaceInPieces } from '../replace-in-pieces.ts';
import { TextBuilder } from '../text-builder.ts';

/** Filters with regular expressions of Python's syntax. */
export const regexFilters = takingText([
  define('regex_search', 'regex, *groups, **kwargs', regexSearch),
  define('regex_findall', 'regex, multiline?, ignorecase?', findAll),
  define('regex_replace', 'pattern?, replacement?, ignorecase?, multiline?', replace),
  define('regex_escape', 're_type?', escape),
]);

function regexSearch(call: Call): Value {
  const unknown = [...call.named.keys()].find((name) => name !== 'ignorecase' && name !== 'multiline');
  if (unknown !== undefined) {
    throw new Fault(
      `filter "regex_search" has no parameter "${unknown}"`,
      'it has "ignorecase" and "multiline"',
      'wrong-arguments',
    );
  }
  const regex = compileRegex(
    text(call, 0),
    call.named.get('ignorecase') === true,
    call.named.get('multiline') === true,
  );
  const wanted = call.rest.map((each) => groupName(call.context.text(each)));
  const whole = inputText(call);
  call.context.budget.allow(whole.length * 16);
  const match = search(regex, whole, call.context.budget);
  if (!match) return null;
  if (wanted.length === 0) return match.groups[0] ?? '';
  return wanted.map((name) => match.groups[groupIndex(regex, name)] ?? null);
}

function groupName(written: string): string {
  const [, named, digits] = /^\\(?:g<(\S+)>|(\d+))/.exec(written) ?? [];
  const name = named ?? digits;
  if (name === undefined) throw new Fault(`"${written}" names no group`, "write '\\\\1' or '\\\\g<name>'");
  return name;
}

function findAll(call: Call): Value {
  const regex = compileRegex(text(call, 0), flag(call, 2), flag(call, 1));
  const found: Value[] = [];
  for (const { groups } of matches(regex, inputText(call), call.context.budget)) {
    const [whole = '', ...captured] = groups;
    if (captured.length === 0) found.push(whole);
    else if (captured.length === 1) found.push(captured[0] ?? '');
    else found.push(captured.map((group) => group ?? ''));
    call.context.budget.items(1);
  }
  return found;
}

function replace(call: Call): Value {
  const regex = compileRegex(text(call, 0), flag(call, 2), flag(call, 3));
  const whole = inputText(call);
  const give = compileReplacement(regex, text(call, 1));
  const parts = new TextBuilder();
  let length = 0;
  let last = 0;
  for (const match of matches(regex, whole, call.context.budget)) {
    const part = whole.slice(last, match.start) + give(match);
    length += part.length;
    call.context.budget.textSoFar(length);
    call.context.budget.read(part);
    parts.add(part);
    last = match.end;
  }
  parts.add(whole.slice(last));
  return parts.toString();
}

const withBackslash = (found: string): string => `\\${found}`;

function escape(call: Call): Value {
  const kind = text(call, 0, 'python');
  const whole = inputText(call);
  if (kind === 'python') return replaceInPieces(whole, /[ \t\n\r\v\f#$&()*+\-.?[\\\]^{|}~]/g, withBackslash);
  if (kind === 'posix_basic') return replaceInPieces(whole, /[\].[^$*\\]/g, withBackslash);
  throw new Fault(`"${kind}" is not a kind of regular expression`, 'write "python" or "posix_basic"');
}
