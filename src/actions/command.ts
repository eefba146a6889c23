import { leftText } from '../session/process/marked-processes.ts';
import type { CommandAction } from '../model/action.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { isList, isMapping, nameType } from '../values/describe.ts';
import type { TextEncoding } from '../values/text-encoding.ts';
import { EnumValue, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import { createBoundedText } from './line-assembler.ts';
import { done, failed, notRun, withSaid, type Outcome } from './outcome.ts';
import { outputEncoding } from './output-encoding.ts';
import type { Ports } from './ports.ts';
import { optional, type Preparation } from './preparation.ts';
import { wrongValue } from '../model/wrong-value.ts';
import type { ProgramResult } from './program.ts';

/** A native program outside the session, so that it works while the session is closed. */
export interface CommandCall {
  readonly kind: 'command';
  /** The program, then its arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly directory: string | undefined;
  /** Text for its standard input; without it there is none. */
  readonly stdin: string | undefined;
  /** Of its output; missing: what it looks like. */
  readonly encoding: TextEncoding | undefined;
  readonly successExitCodes: readonly bigint[];
  /** For the program; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  readonly checkMode: boolean;
}

export function prepareCommand(action: CommandAction, preparation: Preparation): CommandCall {
  const { environment, checkMode } = preparation;
  const learnt = (argument: Argument | undefined): Value | undefined => {
    const value = optional(argument, preparation);
    if (value !== undefined) preparation.learn([value]);
    return value;
  };
  return {
    kind: 'command',
    argv: argumentList(action.argv, preparation),
    successExitCodes: exitCodes(action.successExitCodes, learnt(action.successExitCodes)),
    directory: text(learnt(action.chdir)),
    stdin: text(learnt(action.stdin)),
    encoding: outputEncoding(action.encoding, preparation),
    environment,
    checkMode,
  };
}

/** It fails by its exit code alone. */
export async function performCommand(call: CommandCall, ports: Ports): Promise<Outcome> {
  const { argv, directory, stdin, encoding, environment } = call;
  if (call.checkMode)
    return notRun('a native program is not run in check mode: nobody can know what it would do');

  const outText = createBoundedText(ports.keepOutput);
  const errText = createBoundedText(ports.keepOutput);
  const lines = {
    stdout: ports.lines('stdout'),
    stderr: ports.lines('stderr'),
  };
  const running = ports.runProgram({
    argv,
    directory,
    stdin,
    encoding,
    environment,
    signal: ports.signal,
    onOutput(stream, piece) {
      (stream === 'stdout' ? outText : errText).add(piece);
      lines[stream].push(piece);
    },
  });
  const result = await running.finally(() => {
    lines.stdout.end();
    lines.stderr.end();
  });

  const cut = [...(outText.isTruncated() ? ['stdout'] : []), ...(errText.isTruncated() ? ['stderr'] : [])];
  if (cut.length > 0 && ports.keepOutput) {
    ports.show('warning', `the registered result has only the beginning of ${cut.join(', ')}`);
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
  return withSaid(conclude(argv[0], result, call.successExitCodes, fields), said);
}

function conclude(
  program: string,
  result: ProgramResult,
  accepted: readonly bigint[],
  fields: Map<Key, Value>,
): Outcome {
  switch (result.kind) {
    case 'exited': {
      const { exitCode } = result;
      if (accepted.includes(BigInt(exitCode))) return done(fields, true);
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

function argumentList(argument: Argument, { scope }: Preparation): CommandCall['argv'] {
  const wrong = (message: string) =>
    wrongValue(argument.location, message, 'give a list: the program, then one item for each argument');
  const value = evaluateArgument(argument, scope);
  if (!isList(value)) throw wrong(`command takes a list, not ${nameType(value)}`);
  const [program, ...rest] = value.map((item, index) => {
    if (item instanceof Secret) {
      throw wrong(
        `item ${index + 1} of the argument list is a secret: every user of the machine can see the arguments of a program`,
      );
    }
    const itemText = text(item);
    if (itemText === undefined)
      throw wrong(`item ${index + 1} of the argument list is ${nameType(item)}, not a text`);
    return itemText;
  });
  if (program === undefined || program === '') throw wrong('the argument list names no program');
  return [program, ...rest];
}

function text(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Secret) return value.reveal();
  if (value instanceof EnumValue || value instanceof TypedText) return value.toString();
  if (value instanceof Uint8Array || isList(value) || isMapping(value)) return undefined;
  if (typeof value === 'object') return undefined;
  return String(value);
}

function exitCodes(argument: Argument | undefined, value: Value | undefined): readonly bigint[] {
  if (!argument || value === undefined || value === null) return [0n];
  const codes = isList(value) ? value : [value];
  const wrong = codes.find((code) => typeof code !== 'bigint');
  if (wrong !== undefined) {
    const message = `success_exit_codes has ${nameType(wrong)} where an integer is expected`;
    throw wrongValue(argument.location, message, 'give a list of integers, such as [0, 3010]');
  }
  return codes as bigint[];
}

function textFields(name: 'stdout' | 'stderr', output: string): [Key, Value][] {
  const trimmed = output.replace(/[\r\n]+$/, '');
  return [
    [name, trimmed],
    [`${name}_lines`, trimmed === '' ? [] : trimmed.split(/\r?\n/)],
  ];
}

function exitMessage(program: string, code: number, accepted: readonly bigint[]): string {
  const unsigned = code >>> 0;
  const hex = unsigned > 0xffff ? ` (0x${unsigned.toString(16).toUpperCase().padStart(8, '0')})` : '';
  return `"${program}" ended with exit code ${code}${hex}; accepted: ${accepted.join(', ')}`;
}

function helpForExit(code: number): string | undefined {
  if (code === 740) {
    return 'this needs administrator rights: start runbook again from a shell that was opened with "Run as administrator"';
  }
  if (code === 9009 || code === 127) return 'a shell did not find a program: name it with its full path';
  return undefined;
}
