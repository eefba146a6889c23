import type { Value } from '../values/value.ts';
import { readsOnly } from '../values/read-only-verbs.ts';

/** The parameters of a call by name; undefined is a value that is not known yet. */
export type KnownParameters = ReadonlyMap<string, Value | undefined>;

/**
 * Whether a call of the command leaves the system as it is, so that it reports no change and is not in doubt if it is cut off. Wider than what check
 * mode runs: that it waits, speaks or asks a server is nothing that a check should do unasked.
 */
export function leavesAsIs(commandName: string, parameters: KnownParameters): boolean {
  const name = commandName.toLowerCase();
  const unless = WRITES_WITH[name];
  if (unless) return !given(parameters, unless);
  if (WEB.has(name)) return onlyAsks(parameters);
  return readsOnly(name) || name.startsWith('wait-') || LEAVE_AS_IS.has(name);
}

/** Those of PowerShell's own: other `Write` and `Import` commands write and import. */
const LEAVE_AS_IS: ReadonlySet<string> = new Set([
  'import-clixml',
  'import-csv',
  'import-powershelldatafile',
  'start-sleep',
  'write-debug',
  'write-error',
  'write-host',
  'write-information',
  'write-output',
  'write-progress',
  'write-verbose',
  'write-warning',
]);

/** Commands that only read, but with one of these parameters. */
const WRITES_WITH: Readonly<Partial<Record<string, readonly string[]>>> = {
  'get-windowsupdate': ['AcceptAll', 'Download', 'Hide', 'Install'],
  'get-wulist': ['AcceptAll', 'Download', 'Hide', 'Install'],
  'resolve-scomalert': [''],
  'search-mailbox': ['DeleteContent', 'TargetFolder', 'TargetMailbox'],
};

const WEB: ReadonlySet<string> = new Set(['invoke-restmethod', 'invoke-webrequest']);
/** RFC 9110, 9.2.1: safe methods. `Default` is GET. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['default', 'get', 'head', 'options', 'trace']);

/** A web request with a safe method, whose answer goes to no file. */
function onlyAsks(parameters: KnownParameters): boolean {
  if (given(parameters, ['OutFile'])) return false;
  for (const name of parameters.keys()) {
    if (!isMeant(name, 'Method') && !isMeant(name, 'CustomMethod')) continue;
    const method = parameters.get(name);
    if (typeof method !== 'string' || !SAFE_METHODS.has(method.toLowerCase())) return false;
  }
  return true;
}

/** Whether one of them is among the parameters; `''` is any, and none at all. */
function given(parameters: KnownParameters, names: readonly string[]): boolean {
  return (
    names.includes('') || [...parameters.keys()].some((given) => names.some((name) => isMeant(given, name)))
  );
}

/** PowerShell takes the beginning of a parameter's name for it. Where that is ambiguous it fails, and nothing is done. */
function isMeant(given: string, name: string): boolean {
  return given !== '' && name.toLowerCase().startsWith(given.toLowerCase());
}
