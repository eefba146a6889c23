/** What of `apply`'s command line has to be known before commander is loaded. */
export interface EarlyArguments {
  readonly runbook: string | undefined;
  readonly powershell: string | undefined;
}

/** The options of `options.ts` that take a value, which stands in an argument of its own unless `=` comes before it. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  '--extra-vars',
  '--params-file',
  '--tags',
  '--skip-tags',
  '--start-at-task',
  '--view',
  '--log',
  '--journal',
  '--journal-anchor',
  '--powershell',
  '--catalog',
  '--on-failure',
]);
/** Short ones, alone or after others in one argument. What follows them there is their value. */
const SHORT_WITH_VALUE = /^-[CDvy]*[et]$/;

/** Reads the arguments after `apply` as commander will. */
export function earlyArguments(args: readonly string[]): EarlyArguments {
  let runbook: string | undefined;
  let powershell: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      runbook ??= args[at + 1];
      break;
    }
    if (!arg.startsWith('-') || arg === '-') runbook ??= arg;
    else if (arg.startsWith('--powershell=')) powershell = arg.slice('--powershell='.length);
    else if (WITH_VALUE.has(arg) || SHORT_WITH_VALUE.test(arg)) {
      at++;
      if (arg === '--powershell') powershell = args[at];
    }
  }
  return { runbook, powershell };
}
