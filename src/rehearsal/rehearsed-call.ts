import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call of a stand-in. */
export interface RehearsedCall {
  readonly command: string;
  /** One entry a parameter (`-Name value`, `-Switch`) in alphabetical order, or one an argument, in the order given. */
  readonly words: readonly string[];
  /** Its words are arguments: their order counts. */
  readonly inOrder: boolean;
}

/** A line of `calls.log`, as `powershell/Rehearsal.psm1` writes it. */
interface CallRecord {
  readonly command: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly arguments?: readonly string[];
}

/** What the stand-ins of a rehearsal have been called with so far, in order; nothing where none has noted a call. */
export function rehearsedCalls(stateDirectory: string): readonly RehearsedCall[] {
  return linesOf(join(stateDirectory, 'calls.log')).flatMap((line) => {
    const record = recordIn(line);
    return record ? callOf(record) : [];
  });
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** A process that was killed may have left a part of a line. */
function recordIn(line: string): CallRecord | undefined {
  try {
    return JSON.parse(line) as CallRecord;
  } catch {
    return undefined;
  }
}

function callOf({ command, parameters, arguments: given }: CallRecord): RehearsedCall {
  if (given) return { command, words: given, inOrder: true };
  // Common parameters are the runner's way of calling, not what the runbook says.
  const own = Object.entries(parameters ?? {}).filter(([name]) => !COMMON.has(name.toLowerCase()));
  const words = own.map(([name, value]) => (value === true ? `-${name}` : `-${name} ${textOf(value)}`));
  return { command, words: words.toSorted(), inOrder: false };
}

const COMMON = new Set(['erroraction', 'verbose', 'debug', 'confirm', 'warningaction', 'informationaction']);

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

/** As an expectation has it. */
export function callText({ command, words }: RehearsedCall): string {
  return [command, ...words].join(' ');
}

/** The command that an entry of `ran` or `not_ran` is about. */
export function commandOf(entry: string): string {
  return entry.trim().split(/\s+/)[0] ?? '';
}

/** Whether the entry says with what its command is called. */
export function hasWords(entry: string): boolean {
  return /\s/.test(entry.trim());
}

/** Whether an entry of `ran` or `not_ran` means this call: its name alone means any call of the command. */
export function isCall(entry: string, call: RehearsedCall): boolean {
  const [name = '', ...rest] = entry.trim().split(/\s+/);
  if (name.toLowerCase() !== call.command.toLowerCase()) return false;
  if (rest.length === 0) return true;
  return call.inOrder
    ? spelled(rest) === spelled(call.words)
    : sorted(parametersIn(rest)) === sorted(call.words);
}

function spelled(words: readonly string[]): string {
  return words.join('\n').replaceAll(/\s+/g, ' ').toLowerCase();
}

function sorted(words: readonly string[]): string {
  return spelled(words.map((word) => word.toLowerCase()).toSorted());
}

/** Each parameter with its value. */
function parametersIn(tokens: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (const token of tokens) {
    // A number can be negative.
    if (/^-[^\d.]/.test(token)) words.push(token);
    else words.push(`${words.pop() ?? ''} ${token}`.trim());
  }
  return words;
}
