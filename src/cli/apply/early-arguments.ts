/** What of `apply`'s command line has to be known before commander is loaded. */
export interface EarlyArguments {
  readonly runbook: string | undefined;
  readonly powershell: string | undefined;
  /** It may name another host, and it says so much of the way to it; undefined where it names none. */
  readonly remote: { readonly type: string | undefined } | undefined;
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
  '--inventory',
  '--connection',
  '--connection-file',
  '--user',
  '--port',
  '--key-file',
  '--private-key',
  '--authentication',
  '--configuration-name',
]);
/** Short ones, alone or after others in one argument. What follows them there is their value. */
const SHORT_WITH_VALUE = /^-[CDvy]*([etciu])(.*)$/s;
const LONG_NAMES: Readonly<Record<string, string>> = { c: '--connection', i: '--inventory' };

/** Reads the arguments after `apply` as commander will. */
export function earlyArguments(args: readonly string[]): EarlyArguments {
  let runbook: string | undefined;
  const values = new Map<string, string | undefined>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      runbook ??= args[at + 1];
      break;
    }
    const [, letter, attached = ''] = SHORT_WITH_VALUE.exec(arg) ?? [];
    const [, long, given] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
    if (!arg.startsWith('-') || arg === '-') runbook ??= arg;
    else if (long !== undefined) values.set(long, given);
    else if (letter !== undefined) values.set(LONG_NAMES[letter] ?? arg, attached || args[++at]);
    else if (WITH_VALUE.has(arg)) values.set(arg, args[++at]);
  }
  const type = values.get('--connection');
  const mayBeElsewhere = values.has('--inventory') || values.has('--connection-file');
  return {
    runbook,
    powershell: values.get('--powershell'),
    remote: mayBeElsewhere && type !== 'local' ? { type } : undefined,
  };
}
