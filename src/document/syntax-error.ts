import type { CST, YAMLError } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { layoutMistake } from './layout-mistake.ts';
import { missingColon } from './missing-colon.ts';
import { oddLayout } from './odd-layout.ts';

/** What a line looks like that YAML does not understand. */
interface Line {
  readonly text: string;
  readonly start: number;
}

interface Explanation {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  /** What the range is to be replaced by, where that is sure. */
  readonly instead?: string;
  /** In the file; missing: where yaml saw it. */
  readonly range?: { readonly start: number; readonly end: number };
}

/**
 * A syntax error of yaml's in our words. What writers of Ansible playbooks do wrong is recognised by the line that it
 * stands on, for YAML's own view of it ("Unexpected scalar at node end") helps nobody.
 */
export function explainSyntaxError(
  file: SourceFile,
  error: YAMLError,
  tokens: readonly CST.Token[],
): Diagnostic {
  const [start, end] = error.pos;
  if (/^Missing closing ['"]quote/.test(error.message)) {
    const quote =
      tokens.map((token) => findScalarEndingAt(token, start)).find((found) => found !== undefined) ?? start;
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message: 'a quote that begins here is never closed',
      location: { file, range: { start: quote, end: quote + 1 } },
    };
  }
  const line = lineAt(file.text, start);
  // yaml sees where it went on too far, or where it could not.
  const odd = [line.start, lineAt(file.text, line.start - 1).start, line.start + line.text.length + 1]
    .map((each) => oddLayout(file, each))
    .find((found) => found !== undefined);
  if (odd) return odd;
  const explanation =
    missingColon(file.text, error, line) ??
    layoutMistake(file, error, tokens) ??
    recognise(error, line) ??
    general(file, error);
  const range = explanation.range ?? { start, end: Math.max(start, Math.min(end, file.text.length)) };
  const location = { file, range };
  const { instead } = explanation;
  return {
    code: explanation.code,
    severity: 'error',
    message: explanation.message,
    location,
    ...(explanation.help !== undefined && { help: explanation.help }),
    ...(instead !== undefined && {
      fix: { title: `write ${instead}`, edits: [{ location, text: instead }] },
    }),
  };
}

const KEY = String.raw`^\s*(?:- +)*(?:[\w.\\-]+|"[^"]*"|'[^']*')[ \t]*:`;

function recognise(error: YAMLError, line: Line): Explanation | undefined {
  const { text } = line;
  const template = new RegExp(String.raw`^(\s*(?:- +)*(?:[\w.\\-]+ *:[ \t]+)?)(\{\{.*?)\s*$`).exec(text);
  if (template) {
    const [, before = '', rest = ''] = template;
    // Comments are written with blanks around their sign; what else follows one may be a part of the text.
    const value = /^.*\}\}.*?(?=\s+#(?:\s|$))/.exec(rest)?.[0] ?? rest;
    return {
      code: 'unquoted-template',
      message: 'a value that begins with "{{" has to be quoted',
      help: `quote all of it: ${quoted(value)}`,
      range: span(line, before.length, value.length),
      // What follows a # may be a comment.
      ...(!value.includes(' #') && { instead: quoted(value) }),
    };
  }
  const afterQuote = new RegExp(
    String.raw`${KEY}[ \t]+('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")[ \t]*([^\s#].*)$`,
  ).exec(text);
  if (afterQuote) {
    const [, quote = '', rest = ''] = afterQuote;
    const at = text.length - rest.length;
    const value = text.slice(text.indexOf(quote, text.indexOf(':')), text.trimEnd().length);
    return {
      code: 'text-after-quote',
      message: 'text after the closing quote: in YAML a value that begins with a quote ends at the next one',
      help: `quote all of it: ${quoted(value)}`,
      range: span(line, at, rest.trimEnd().length),
    };
  }
  const quoteInside = quoteInFlow(error, line);
  if (quoteInside) return quoteInside;
  const inFlow = bracketInFlow(error, line);
  if (inFlow) return inFlow;
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') {
    const from = error.pos[0] - line.start;
    return {
      code: 'colon-in-value',
      message: 'a value with ": " in it has to be quoted, or it reads as a second key',
      help: quoteHelp(text),
      range: span(line, from, Math.max(1, text.trimEnd().length - from)),
    };
  }
  const noSpace = /^(\s*(?:- +)*)([A-Za-z_][\w-]*):([^\s:\\/].*)$/.exec(text);
  if (noSpace && ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'UNEXPECTED_TOKEN'].includes(error.code)) {
    const [, before = '', key = '', value = ''] = noSpace;
    return {
      code: 'missing-space',
      message: `there is no space between "${key}:" and its value`,
      help: `write "${key}: ${value.trim()}"`,
      range: span(line, before.length, key.length + 1),
      instead: `${key}: `,
    };
  }
  return undefined;
}

/** `{ msg: 'it's' }` */
function quoteInFlow(error: YAMLError, { text, start }: Line): Explanation | undefined {
  const at = error.pos[0] - start;
  const before = /(?:^|[:,[{]\s+|[[{])('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*$/.exec(text.slice(0, at))?.[1];
  if (before === undefined || !/^Unexpected scalar at node end|^Missing , /.test(error.message))
    return undefined;
  const rest = /^[^,\]}]*/.exec(text.slice(at))?.[0].trimEnd() ?? '';
  const value = `${before}${rest}`.replace(/^(['"])(.*)\1$/, '$2');
  return {
    code: 'text-after-quote',
    message: 'text after the closing quote: in YAML a value that begins with a quote ends at the next one',
    help: `quote all of it: ${quoted(value)}`,
    range: { start: error.pos[0], end: error.pos[0] + Math.max(1, rest.length) },
  };
}

/** `{ var: x.output[0] }`: within braces or brackets a value without quotes ends at the next one. */
function bracketInFlow(error: YAMLError, { text, start }: Line): Explanation | undefined {
  const at = error.pos[0] - start;
  const bracket = text[at] ?? '';
  const isInside =
    /^Unexpected flow-(?:seq|map)-start at node end/.test(error.message) ||
    (error.message.endsWith('between flow sequence items') && /[[{]/.test(bracket));
  const before = /(?:^|[:,[{]\s+|[[{])([^\s:,[\]{}"'#](?:[^:,[\]{}"'#]|:\S)*)$/.exec(text.slice(0, at))?.[1];
  if (!isInside || before === undefined || !/[[{]/.test(text.slice(0, at))) return undefined;
  const value = before + upToEnd(text.slice(at));
  return {
    code: 'bracket-in-flow',
    message: `within braces or brackets a value with "${bracket}" in it has to be quoted`,
    help: `quote it: ${quoted(value)}`,
    range: { start: error.pos[0] - before.length, end: error.pos[0] - before.length + value.length },
    instead: quoted(value),
  };
}

/** The rest of a value, up to what ends it within braces. */
function upToEnd(rest: string): string {
  let depth = 0;
  let quote = '';
  for (const [index, character] of Array.from(rest).entries()) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('[{('.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) return rest.slice(0, index).trimEnd();
    else if (character === ',' && depth === 0) return rest.slice(0, index).trimEnd();
  }
  return rest.trimEnd();
}

function general(file: SourceFile, error: YAMLError): Explanation {
  const code = 'yaml-syntax';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { code, message: 'a tab in the indentation', help: 'indent with spaces' };
    case 'BAD_DQ_ESCAPE':
      return {
        code,
        message: `"${file.text.slice(error.pos[0], error.pos[0] + 2)}" is not an escape of YAML's double quotes`,
        help: 'write a path in single quotes, or double each backslash',
        range: { start: error.pos[0], end: error.pos[0] + 2 },
      };
    case 'BAD_SCALAR_START':
      return {
        code,
        message: `a value cannot begin with "${file.text[error.pos[0]] ?? ''}"`,
        help: 'quote the value',
      };
    case 'BAD_ALIAS':
      return {
        code,
        message: lower(error.message),
        help: 'a value that begins with "*" or "&" has to be quoted',
      };
    case 'BAD_INDENT':
      return { code, message: lower(error.message), help: 'align it with the lines that it belongs to' };
    case 'UNEXPECTED_TOKEN':
      return {
        code,
        message: error.message.endsWith('at node end')
          ? 'what stands here belongs to nothing before it'
          : lower(error.message),
        help: 'check the indentation, the brackets and the quotes around it',
      };
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      if (!error.message.startsWith('Implicit')) return { code, message: lower(error.message) };
      return {
        code,
        message: 'this line is neither "key: value" nor a part of the value before it',
        help: 'a key is followed by a colon and a space; a value of several lines is indented deeper than its key',
      };
    case 'RESOURCE_EXHAUSTION':
      return { code: 'too-deep', message: 'the nesting is too deep here' };
    default:
      return { code, message: lower(error.message) };
  }
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** The value in quotes that it does not contain. */
function quoted(value: string): string {
  if (!value.includes('"')) return `"${value.replaceAll('\\', '\\\\')}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

function quoteHelp(line: string): string {
  const value = new RegExp(`${KEY}[ \\t]+(.*?)\\s*$`).exec(line)?.[1];
  return value === undefined ? 'quote the value' : `quote all of it: ${quoted(value)}`;
}

function span(line: Line, from: number, length: number) {
  return { start: line.start + from, end: line.start + from + length };
}

/** Lines longer than anyone writes are not searched for what they might have meant. */
const LINE_LIMIT = 1000;

function lineAt(text: string, offset: number): Line {
  // yaml points at the line break where something is missing: the line that ends there is meant.
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  return { text: text.slice(start, Math.min(end, start + LINE_LIMIT)).replace(/\r$/, ''), start };
}

/** Where the flow scalar begins that ends at `offset`. */
function findScalarEndingAt(token: CST.Token | null | undefined, offset: number): number | undefined {
  if (!token) return undefined;
  if (token.type === 'document') return findScalarEndingAt(token.value, offset);
  if ('items' in token) {
    for (const { key, value } of token.items) {
      const found = findScalarEndingAt(key, offset) ?? findScalarEndingAt(value, offset);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return 'source' in token && token.offset + token.source.length === offset ? token.offset : undefined;
}
