import type { CommandAction } from '../model/action.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { isList, isMapping, nameType } from '../values/describe.ts';
import { EnumValue, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import { done, failed, notRun, withSaid, type ActionContext, type ActionOutcome } from './action-context.ts';
import { outputEncoding } from './output-encoding.ts';
import { leftText } from '../session/process/marked-processes.ts';
import { createBoundedText } from './line-assembler.ts';
import type { ProgramResult } from './program.ts';

/** Runs a native program outside PowerShell, so that it works while the session is closed. It fails by its exit code alone. */
export async function runCommand(action: CommandAction, context: ActionContext): Promise<ActionOutcome> {
  const argv = argumentList(evaluateArgument(action.argv, context.scope));
  if (typeof argv === 'string')
    return failed(argv, 'give a list: the program, then one item for each argument');
  const accepted = exitCodes(optional(action.successExitCodes, context));
  if (typeof accepted === 'string') return failed(accepted, 'give a list of integers, such as [0, 3010]');
  const directory = text(optional(action.chdir, context));
  const stdin = text(optional(action.stdin, context));
  const chosen = outputEncoding(action.encoding, context);
  if ('status' in chosen) return chosen;
  if (context.checkMode)
    return notRun('a native program is not run in check mode: nobody can know what it would do');

  const outText = createBoundedText();
  const errText = createBoundedText();
  const lines = {
    stdout: context.lines('stdout'),
    stderr: context.lines('stderr'),
  };
  const result = await context.runProgram({
    argv,
    directory,
    stdin,
    encoding: chosen.encoding,
    environment: context.environment,
    signal: context.signal,
    onOutput(stream, piece) {
      (stream === 'stdout' ? outText : errText).add(piece);
      lines[stream].push(piece);
    },
  });
  lines.stdout.end();
  lines.stderr.end();

  const cut = [...(outText.isTruncated() ? ['stdout'] : []), ...(errText.isTruncated() ? ['stderr'] : [])];
  if (cut.length > 0 && context.keepOutput) {
    context.show('warning', `the registered result has only the beginning of ${cut.join(', ')}`);
  }

  const stdout = outText.text();
  const stderr = errText.text();
  const fields = new Map<Key, Value>([
    ['cmd', argv.slice()],
    ['rc', result.kind === 'exited' ? BigInt(result.exitCode) : null],
    ...textFields('stdout', stdout),
    ...textFields('stderr', stderr),
    ...(cut.length > 0 ? [['truncated', true] as const] : []),
  ]);
  const said = stderr.trim() === '' ? stdout : stderr;
  return withSaid(conclude(argv[0], result, accepted, fields), said);
}

function conclude(
  program: string,
  result: ProgramResult,
  accepted: ReadonlySet<bigint>,
  fields: Map<Key, Value>,
): ActionOutcome {
  switch (result.kind) {
    case 'exited': {
      const { exitCode } = result;
      if (accepted.has(BigInt(exitCode))) return done(fields, true);
      return failed(exitMessage(program, exitCode, accepted), helpForExit(exitCode), fields, true);
    }
    case 'killed':
      return failed(`"${program}" was ended by the signal ${result.signal}`, undefined, fields, true);
    case 'stopped':
      if (result.stillRuns !== undefined) {
        return failed(
          `"${program}" was asked to stop, and could not be ended: its process ${result.stillRuns} still runs`,
          'it may run with more rights than runbook has: end it in the Task Manager of an administrator',
          fields,
          true,
        );
      }
      return failed(`"${program}" was stopped`, leftText(result.left ?? []), fields, true);
    case 'not-started':
      return failed(result.message, result.help, fields);
  }
}

function optional(argument: Argument | undefined, context: ActionContext): Value | undefined {
  if (!argument) return undefined;
  const value = evaluateArgument(argument, context.scope);
  context.learn([value]);
  return value;
}

/** The list of texts, or what is wrong with it. */
function argumentList(value: Value): readonly [string, ...string[]] | string {
  if (!isList(value)) return `command takes a list, not ${nameType(value)}`;
  const items: string[] = [];
  for (const [index, item] of value.entries()) {
    if (item instanceof Secret) {
      return `item ${index + 1} of the argument list is a secret: every user of the machine can see the arguments of a program`;
    }
    const itemText = text(item);
    if (itemText === undefined)
      return `item ${index + 1} of the argument list is ${nameType(item)}, not a text`;
    items.push(itemText);
  }
  const [program, ...rest] = items;
  return program === undefined || program === '' ? 'the argument list names no program' : [program, ...rest];
}

function text(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Secret) return value.reveal();
  if (value instanceof EnumValue || value instanceof TypedText) return value.toString();
  if (value instanceof Uint8Array || isList(value) || isMapping(value)) return undefined;
  if (typeof value === 'object') return undefined;
  return String(value);
}

function exitCodes(value: Value | undefined): ReadonlySet<bigint> | string {
  if (value === undefined || value === null) return new Set([0n]);
  const codes = isList(value) ? value : [value];
  const wrong = codes.find((code) => typeof code !== 'bigint');
  if (wrong !== undefined) return `success_exit_codes has ${nameType(wrong)} where an integer is expected`;
  return new Set(codes as bigint[]);
}

function textFields(name: 'stdout' | 'stderr', output: string): [Key, Value][] {
  const trimmed = output.replace(/[\r\n]+$/, '');
  return [
    [name, trimmed],
    [`${name}_lines`, trimmed === '' ? [] : trimmed.split(/\r?\n/)],
  ];
}

function exitMessage(program: string, code: number, accepted: ReadonlySet<bigint>): string {
  const unsigned = code >>> 0;
  const hex = unsigned > 0xffff ? ` (0x${unsigned.toString(16).toUpperCase().padStart(8, '0')})` : '';
  return `"${program}" ended with exit code ${code}${hex}; accepted: ${[...accepted].join(', ')}`;
}

function helpForExit(code: number): string | undefined {
  if (code === 740) {
    return 'this needs administrator rights: start runbook again from a shell that was opened with "Run as administrator"';
  }
  if (code === 9009 || code === 127) return 'a shell did not find a program: name it with its full path';
  return undefined;
}
