import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Value } from '../values/value.ts';
import { rank, type GivenValue } from './given-value.ts';

/** Reads YAML and JSON for this room; only `document/` knows YAML. */
export interface ParameterReader {
  /** A text that stands alone, such as the value of a list parameter. */
  parse(text: string): { readonly value: Value } | { readonly problem: string };
  /** A file whose top level is a mapping of parameters. `-` is standard input. */
  readFile(path: string): ParameterFile;
}

export interface ParameterFile {
  readonly entries: readonly { readonly name: string; readonly value: Value; readonly location: Location }[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface GivenValues {
  readonly values: readonly GivenValue[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The values of one `-e`, in Ansible's forms: `name=value` pairs, `@file`, or a mapping in JSON or YAML. Backslashes stay as they
 * are (Ansible reads `\n` in `C:\new` as a line end), and a word that belongs to no pair is a mistake, not ignored.
 */
export function parseExtraVars(text: string, reader: ParameterReader): GivenValues {
  const trimmed = text.trim();
  const file = extraVarsFile(text);
  if (file !== undefined) return fileValues(file, rank.extraVars, reader);
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return mappingValues(trimmed, reader);
  return pairs(trimmed);
}

/** The path of the file that a `-e` names with `@`; `-` is standard input. */
export function extraVarsFile(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith('@') ? trimmed.slice(1) : undefined;
}

/** The values of a `--params-file`, or of `-e @file`. A secret may stand there: a file is not seen in a process list. */
export function fileValues(
  path: string,
  fileRank: typeof rank.extraVars | typeof rank.paramsFile,
  reader: ParameterReader,
): GivenValues {
  const { entries, diagnostics } = reader.readFile(path);
  const values = entries.map(({ name, value, location }): GivenValue => ({
    name,
    content: { kind: 'value', value },
    origin: { kind: 'file', location },
    rank: fileRank,
  }));
  return { values, diagnostics };
}

function mappingValues(text: string, reader: ParameterReader): GivenValues {
  const parsed = reader.parse(text);
  if ('problem' in parsed) return syntaxError(`the mapping given with -e cannot be read: ${parsed.problem}`);
  if (!(parsed.value instanceof Map))
    return syntaxError('what was given with -e is a list, not a mapping of parameters');
  const values = Array.from(parsed.value as ReadonlyMap<unknown, Value>, ([name, value]): GivenValue => ({
    name: String(name),
    content: { kind: 'value', value },
    origin: { kind: 'flag' },
    rank: rank.extraVars,
  }));
  return { values, diagnostics: [] };
}

function pairs(text: string): GivenValues {
  const values: GivenValue[] = [];
  let at = 0;
  while (at < text.length) {
    const name = /^[^\s=]*/.exec(text.slice(at))?.[0] ?? '';
    if (name === '' || text[at + name.length] !== '=')
      return noPair(text.slice(at).split(/\s/)[0] ?? '', values.at(-1));
    const value = readValue(text, at + name.length + 1);
    if (!value) return syntaxError(`the quote in the value of "${name}" given with -e is not closed`);
    values.push({
      name,
      content: { kind: 'text', text: value.text },
      origin: { kind: 'flag' },
      rank: rank.extraVars,
    });
    at = value.end;
    while (/\s/.test(text.charAt(at))) at++;
  }
  if (values.length === 0) return syntaxError('-e was given nothing');
  return { values, diagnostics: [] };
}

/** From the `=` to the next blank; a value in quotes or brackets to their end. */
function readValue(text: string, start: number): { text: string; end: number } | undefined {
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    for (let end = text.indexOf(first, start + 1); end !== -1; end = text.indexOf(first, end + 1)) {
      if (/^(\s|$)/.test(text.slice(end + 1))) return { text: text.slice(start + 1, end), end: end + 1 };
    }
    return undefined;
  }
  const end = first === '[' || first === '{' ? endOfBrackets(text, start) : start;
  const blank = text.slice(end).search(/\s/);
  const stop = blank === -1 ? text.length : end + blank;
  return { text: text.slice(start, stop), end: stop };
}

/** After the bracket that closes the one at `start`; at `start` where none does. */
function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return at + 1;
  }
  return start;
}

function noPair(word: string, before: GivenValue | undefined): GivenValues {
  // The word may be part of a secret that has a blank in it, and so it is not repeated.
  const help = before
    ? `a value with blanks stands in quotes: -e "${before.name}='two words'"`
    : 'write -e name=value, -e @file, or -e with a mapping in JSON or YAML; a file\'s name stands after "@"';
  const what = before ? `a word after the value of "${before.name}"` : `"${word}"`;
  return {
    values: [],
    diagnostics: [
      { code: 'extra-vars', severity: 'error', message: `${what} given with -e is no name=value pair`, help },
    ],
  };
}

function syntaxError(message: string): GivenValues {
  const help = 'write -e name=value, -e @file, or -e with a mapping in JSON or YAML';
  return { values: [], diagnostics: [{ code: 'extra-vars', severity: 'error', message, help }] };
}
