import type { Command, Option } from 'commander';
import { shippedCatalogNames } from '../../catalog/index.ts';
import type { Environment } from '../environment.ts';
import { files, nothing, plain, type Candidate, type Completion } from './candidate.ts';
import { nextArgument, typedLine, type TypedLine } from './typed-line.ts';
import { valuesOfArgument, valuesOfOption } from './values-of.ts';

/**
 * What can be typed for the word `current` behind `words`, which follow the program's name. `program` is the program with the command
 * that the first word names, or with all commands.
 */
export function complete(
  words: readonly string[],
  current: string,
  program: Command,
  environment: Environment,
): Completion {
  const line = typedLine(words, program);
  if (line.valueOf) return startingWith(current, valuesOf(line.valueOf, current, line, environment));
  if (/^--[^=]+=/.test(current) && !line.isPlain) return valueBehind(current, line, environment);
  if (current.startsWith('-') && !line.isPlain)
    return startingWith(current, { candidates: optionsOf(line.command), files: false });
  const { commands } = line.command;
  if (commands.length > 0)
    return line.arguments.length > 0
      ? nothing
      : startingWith(current, { candidates: commands.map(candidateOf), files: false });
  const argument = nextArgument(line);
  if (!argument) return nothing;
  if (argument.argChoices) return startingWith(current, plain(argument.argChoices));
  return startingWith(current, valuesOfArgument(argument, current, line, environment));
}

/** Of `--name=value`, in one word. */
function valueBehind(current: string, line: TypedLine, environment: Environment): Completion {
  const name = current.slice(0, current.indexOf('='));
  const option = line.command.options.find(({ long, required }) => long === name && required);
  if (!option) return nothing;
  const value = current.slice(name.length + 1);
  const found = valuesOf(option, value, line, environment);
  const candidates = found.candidates.map((each) => ({ ...each, value: `${name}=${each.value}` }));
  return startingWith(current, { ...found, candidates });
}

function valuesOf(option: Option, current: string, line: TypedLine, environment: Environment): Completion {
  if (option.argChoices) return plain(option.argChoices);
  if (/<(?:file|folder|path)>/.test(option.flags)) return files;
  if (/<catalog>/.test(option.flags)) return { ...plain(shippedCatalogNames), files: true };
  return valuesOfOption(option, current, line, environment);
}

function optionsOf({ options }: Command): readonly Candidate[] {
  return options.flatMap(({ hidden, long, description }) =>
    hidden || !long ? [] : { value: long, description: () => description },
  );
}

function candidateOf(command: Command): Candidate {
  return { value: command.name(), description: () => command.description() };
}

/** Those that go on what is typed, in its case; where none does, in any. */
function startingWith(typed: string, { candidates, files: withFiles }: Completion): Completion {
  const same = candidates.filter(({ value }) => value.startsWith(typed));
  const lower = typed.toLowerCase();
  const alike =
    same.length > 0 ? same : candidates.filter(({ value }) => value.toLowerCase().startsWith(lower));
  return { candidates: alike, files: withFiles };
}
