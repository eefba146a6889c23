import { durationText } from '../time/duration-text.ts';
import { isList, isMapping, nameType } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import { EnumValue, PSObject, Secret, TypedText, type Mapping, type Value } from '../values/value.ts';
import type { Call } from './call.ts';
import type { CopyCall } from './files/copy-call.ts';
import { isLarge } from './large-value.ts';
import { conditionText } from './look.ts';
import type { RebootCall } from './reboot.ts';
import type { WaitForCall } from './wait-for.ts';

/** A call on one line, as somebody would type it. Secrets are hidden, and of a value that is too large stands what it is. */
export function callText(call: Call): string {
  switch (call.kind) {
    case 'cmdlet': {
      const name = call.module === undefined ? call.name : `${call.module}\\${call.name}`;
      return name + parameterWords(call.parameters) + environmentText(call);
    }
    case 'powershell':
      return scriptText(call) + parameterWords(call.parameters) + environmentText(call);
    case 'command': {
      const folder = call.directory === undefined ? '' : ` (in ${call.directory})`;
      const stdin = call.stdin === undefined ? '' : ` (stdin: ${call.stdin.length} characters)`;
      return call.argv.map(argumentWord).join(' ') + folder + stdin + environmentText(call);
    }
    case 'session':
    case 'meta':
      return `${call.kind}: ${call.operation}`;
    case 'pause':
      return 'question' in call ? `ask: ${call.question.text}` : `wait ${durationText(call.duration)}`;
    case 'wait_for':
      return waitText(call);
    case 'reboot':
      return rebootText(call);
    case 'machine':
      return 'look when the machine was started';
    case 'setup':
      return call.groups.length === 0 ? 'setup: nothing more' : `setup: ${call.groups.join(', ')}`;
    case 'copy':
    case 'template':
      return `${call.kind} ${sourceWord(call)} to ${word(call.dest)}`;
    case 'fetch':
      return `${call.kind} ${word(call.src)} to ${word(call.dest)}`;
    case 'async_status':
      return `${call.kind} ${call.job}`;
    case 'path':
      return `look for ${call.path}`;
    case 'set_fact':
      return `set_fact ${[...call.facts.keys()].join(', ')}`;
    case 'assert':
    case 'fail':
    case 'debug':
      return call.kind;
  }
}

function sourceWord({ content }: CopyCall): string {
  if (content.kind === 'bytes') return `${content.bytes.length} bytes`;
  return content.src === undefined ? 'a text' : word(content.src);
}

function waitText({ condition, timeout }: WaitForCall): string {
  const limit = durationText(timeout);
  return condition ? `wait until ${conditionText(condition)} (for at most ${limit})` : `wait ${limit}`;
}

function rebootText({ whenPending, timeout }: RebootCall): string {
  const condition = whenPending ? ' where something waits for that' : '';
  return `restart the machine${condition} (back within ${durationText(timeout)})`;
}

/** A file by its path; of a script in the runbook its first line says which one it is. */
function scriptText({ path, script }: Extract<Call, { kind: 'powershell' }>): string {
  if (path !== undefined) return `& ${word(path)}`;
  const lines = script.trim().split(/\r?\n/);
  const [first = ''] = lines;
  return lines.length === 1 ? `& { ${first} }` : `& { ${first.trim()} … } (${lines.length} lines)`;
}

/** Each with a blank before it. */
function parameterWords(parameters: Mapping): string {
  let words = '';
  for (const [name, value] of parameters) {
    words += ` -${String(name)}`;
    if (value === false) words += ':$false';
    else if (value !== true) words += ` ${valueText(value)}`;
  }
  return words;
}

function environmentText({ environment }: { readonly environment: ReadonlyMap<string, string | null> }) {
  if (environment.size === 0) return '';
  const changes = Array.from(environment, ([name, text]) =>
    text === null ? `${name} unset` : `${name}=${text}`,
  );
  return ` (environment: ${changes.join(', ')})`;
}

function valueText(value: Value): string {
  if (isLarge(value)) return `(${nameType(value)}, too large to be shown)`;
  return literal(value);
}

/** PowerShell's own spelling where there is one. */
function literal(value: Value): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'string') return word(value);
  if (value instanceof Secret) return value.toString();
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (value instanceof EnumValue || value instanceof TypedText) return word(value.toString());
  if (value instanceof PSObject) return `(${value.text ?? value.typeNames[0] ?? 'object'})`;
  if (isList(value)) return `@(${value.map(literal).join(', ')})`;
  if (isMapping(value)) {
    const entries = Array.from(value, ([key, each]) => `${word(key)} = ${literal(each)}`);
    return `@{ ${entries.join('; ')} }`;
  }
  return String(toJson(value));
}

/** As it is where PowerShell would read it as one text, in quotes otherwise. */
function word(text: string): string {
  return /^[-\d]/.test(text) ? quoted(text) : argumentWord(text);
}

/** A text as an argument of a program, as PowerShell and POSIX shells read it: a number is none the less a text. */
export function argumentWord(text: string): string {
  return /^[\w./\\:+%=~-]+$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
