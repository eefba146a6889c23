import type { YAMLError } from 'yaml';
import type { LayoutMistake } from './layout-mistake.ts';
import { readSchema } from './schema.ts';

interface Line {
  readonly text: string;
  readonly start: number;
}

/** A known key, or a cmdlet, at the beginning of a line that has no colon: `tasks`, `- name Stop it`, `powershell |`. */
export function missingColon(text: string, error: YAMLError, line: Line): LayoutMistake | undefined {
  if (/^Unexpected flow-(?:map|seq)-end token/.test(error.message)) return beforeBraces(line, error.pos[0]);
  if (!/^Implicit/.test(error.message)) return undefined;
  const [, before = '', key = '', blanks = '', value = ''] =
    /^([ ]*(?:- +)*)([A-Za-z_][\w-]*)([ \t]*)(.*?)\s*$/.exec(line.text) ?? [];
  // What goes on otherwise is a line of a text.
  if (!isKnown(key) || (value !== '' && blanks === '')) return undefined;
  const from = line.start + before.length;
  const isAlone = value === '' || value.startsWith('#');
  const below = text.slice(line.start + line.text.length + 1);
  const isSure =
    isAlone && new RegExp(String.raw`^(?: {${before.length}} +\S| {${before.length}}- )`).test(below);
  return {
    code: 'yaml-syntax',
    message: `"${key}" is followed by no colon`,
    help: isAlone
      ? `write "${key}:"`
      : `write "${key}: ${value}", or indent the line deeper where it goes on with a text`,
    range: { start: from, end: from + key.length },
    ...(isSure && { instead: `${key}:` }),
  };
}

/**
 * A known key, or a cmdlet, at the beginning of a line with no colon between it and its braces: YAML reads `command { argv: [ls] }` as the key `command { argv`, and then the
 * last brace closes nothing.
 *
 * @param end The offset of that brace.
 */
function beforeBraces(line: Line, end: number): LayoutMistake | undefined {
  const [all = '', before = '', key = '', between = ''] =
    /^([ ]*(?:- +)*)([A-Za-z_][\w-]*)([ \t]*=?[ \t]*)(?=[{[])/.exec(line.text) ?? [];
  if (!isKnown(key)) return undefined;
  const value = line.text.slice(all.length, end - line.start + 1);
  if (!closesAtItsEnd(value)) return undefined;
  const start = line.start + before.length;
  return {
    code: 'yaml-syntax',
    message: `"${key}" is followed by no colon`,
    help: `write "${key}: ${value}"`,
    range: { start, end: start + key.length },
    ...(!between.includes('=') && { instead: between === '' ? `${key}: ` : `${key}:` }),
  };
}

function closesAtItsEnd(value: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '{') open.push('}');
    else if (character === '[') open.push(']');
    else if (character === '}' || character === ']') {
      if (open.pop() !== character) return false;
      if (open.length === 0) return at === value.length - 1;
    }
  }
  return false;
}

function isKnown(key: string): boolean {
  return knownKeys().has(key) || /^[A-Z][a-z]+-[A-Z]\w+$/.test(key);
}

let known: ReadonlySet<string> | undefined;

/** The names of all keys of runbooks. */
function knownKeys(): ReadonlySet<string> {
  if (!known) {
    const names = new Set<string>();
    collect(readSchema('runbook'), names);
    known = names;
  }
  return known;
}

function collect(schema: unknown, names: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema) as [string, unknown][]) {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      for (const name of Object.keys(value)) names.add(name);
    collect(value, names);
  }
}
