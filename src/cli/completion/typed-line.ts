import type { Argument, Command, Option } from 'commander';

/** What stands before the word that is being typed, as commander will take it. */
export interface TypedLine {
  /** The command that is called, or the program where none is yet. */
  readonly command: Command;
  readonly arguments: readonly string[];
  /** The option whose value the word is. */
  readonly valueOf: Option | undefined;
  /** Behind `--`: nothing is an option any more. */
  readonly isPlain: boolean;
}

/** Goes through the words behind the program's name. */
export function typedLine(words: readonly string[], program: Command): TypedLine {
  let command = program;
  const found: string[] = [];
  let valueOf: Option | undefined;
  let isPlain = false;
  for (const word of words) {
    if (valueOf) valueOf = undefined;
    else if (isPlain || !/^-./.test(word)) {
      const inner = found.length === 0 ? command.commands.find((each) => each.name() === word) : undefined;
      if (inner) command = inner;
      else found.push(word);
    } else if (word === '--') isPlain = true;
    else valueOf = optionBefore(word, command);
  }
  return { command, arguments: found, valueOf, isPlain };
}

/** The argument that comes behind those that are there. */
export function nextArgument({ command, arguments: found }: TypedLine): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[found.length] ?? (last?.variadic === true ? last : undefined);
}

/** The option of a word whose value is the next word. */
function optionBefore(word: string, { options }: Command): Option | undefined {
  const takesValue = (option: Option) => option.required;
  if (word.startsWith('--')) return options.find((option) => option.long === word && takesValue(option));
  // Several may stand in one word; a value ends them, unless it is the next word.
  for (const [at, letter] of Array.from(word.slice(1)).entries()) {
    const option = options.find(({ short }) => short === `-${letter}`);
    if (option && takesValue(option)) return at === word.length - 2 ? option : undefined;
  }
  return undefined;
}
