import {
  givesAccount,
  secondMachineIn,
  speaksOfSecondMachine,
  type NamingCall,
} from '../model/second-machine.ts';
import type { ErrorRecordData } from '../session/session.ts';
import { isList } from '../values/describe.ts';
import type { Mapping } from '../values/value.ts';

/** What a third machine says to a session that has nothing to prove itself with. Some of it is said of nothing else. */
const SURE = /ANONYMOUS LOGON|0x80090322|0x8009030e|specified logon session does not exist/i;
const LIKELY = /access (?:to .{0,200} )?is denied|UnauthorizedAccess|logon failure|login failed|0x80070005/i;

const HELP =
  'the session is on another host, and has nothing to prove itself with to a third machine (the double hop): over winrm, --authentication credssp, Kerberos delegation, or --configuration-name with a run-as account: docs/remote.md';

/** What was called: its command and parameters, or a script. */
export interface HoppingCall {
  /** The session's host; missing on the runner's machine. */
  readonly host: string | undefined;
  readonly command?: string;
  readonly parameters: Mapping;
  readonly script?: string;
}

/** The help for a failure that comes of a third machine, which a session on another host cannot get to; undefined where it does not look like one. */
export function doubleHopHelp(
  { message, id, exception, causes }: ErrorRecordData,
  { host, command, parameters, script }: HoppingCall,
): string | undefined {
  if (host === undefined) return undefined;
  const said = [message, id, exception, ...causes.map((each) => each.message)].join('\n');
  if (SURE.test(said)) return HELP;
  if (!LIKELY.test(said)) return undefined;
  const all = Array.from(parameters, ([name, value]): NamingCall['arguments'][number] => ({
    name: String(name),
    text: typeof value === 'string' ? value : undefined,
    isWhole: !isList(value),
  }));
  if (all.some(givesAccount)) return undefined;
  const call = { ...(command === undefined ? {} : { command }), arguments: all };
  const isHop =
    secondMachineIn(call, host) >= 0 ||
    [message, script ?? ''].some((text) => speaksOfSecondMachine(text, host));
  return isHop ? HELP : undefined;
}
