import { readFileSync } from 'node:fs';

/** A line of `calls.log`: what a stand-in was called with. */
export interface Call {
  readonly command: string;
  /** One entry a parameter (`-Name value`, `-Switch`) in alphabetical order, or one an argument, in the order given. */
  readonly words: readonly string[];
}

interface CallRecord {
  readonly command: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly arguments?: readonly string[];
}

export function readCalls(path: string): Call[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => callOf(JSON.parse(line) as CallRecord));
}

function callOf({ command, parameters, arguments: given }: CallRecord): Call {
  if (given) return { command, words: given };
  // Common parameters are the runner's way of calling, not what the runbook says.
  const own = Object.entries(parameters ?? {}).filter(([name]) => !common.has(name.toLowerCase()));
  const words = own.map(([name, value]) => (value === true ? `-${name}` : `-${name} ${textOf(value)}`));
  return { command, words: words.toSorted() };
}

const common = new Set(['erroraction', 'verbose', 'debug', 'confirm', 'warningaction', 'informationaction']);

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

/** Whether an entry of `ran` or `not_ran` means this call: its name alone means any call of the command. */
export function isCall(entry: string, call: Call): boolean {
  const [name, ...rest] = entry.split(/\s+/);
  if (name?.toLowerCase() !== call.command.toLowerCase()) return false;
  return rest.length === 0 || wordsOf(rest).join('\n').toLowerCase() === call.words.join('\n').toLowerCase();
}

/** Whether the entry says with what its command is called. */
export function hasWords(entry: string): boolean {
  return /\s/.test(entry);
}

function wordsOf(tokens: readonly string[]): string[] {
  if (!tokens.some((token) => token.startsWith('-'))) return [...tokens];
  const words: string[] = [];
  for (const token of tokens) {
    if (token.startsWith('-')) words.push(token);
    else words.push(`${words.pop() ?? ''} ${token}`);
  }
  return words.toSorted();
}

export function show(calls: readonly Call[]): string {
  return calls.map(({ command, words }) => [command, ...words].join(' ')).join('\n');
}
