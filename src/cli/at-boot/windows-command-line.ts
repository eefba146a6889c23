/** Arguments as one line, which programs of Windows take apart again by the rules of `CommandLineToArgvW`. */
export function windowsCommandLine(args: readonly string[]): string {
  return args.map(quoted).join(' ');
}

/** A backslash counts as itself, unless a quote comes behind it. */
function quoted(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => `${slashes}${slashes}${quote && '\\"'}`)}"`;
}
