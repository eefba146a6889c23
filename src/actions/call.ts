import type { AssertCall } from './assert.ts';
import type { AsyncStatusCall } from './async-status.ts';
import type { CmdletCall } from './cmdlet.ts';
import type { CommandCall } from './command.ts';
import type { DebugCall } from './debug.ts';
import type { CopyCall } from './files/copy-call.ts';
import type { FetchCall } from './files/fetch.ts';
import type { FailCall } from './fail.ts';
import type { MetaCall } from './meta.ts';
import type { PathCall } from './path.ts';
import type { MachineCall } from './look-at-machine.ts';
import type { PauseCall } from './pause.ts';
import type { ScriptCall } from './powershell.ts';
import type { RebootCall } from './reboot.ts';
import type { SessionCall } from './session.ts';
import type { SetFactCall } from './set-fact.ts';
import type { SetupCall } from './setup.ts';
import type { WaitForCall } from './wait-for.ts';

/**
 * What a task does, with every argument evaluated: values, and nothing that could still be evaluated. `prepare` makes it of an action,
 * `perform` carries it out.
 */
export type Call = PerformedCall | AsyncStatusCall;

/** All but what only the run itself can answer. */
export type PerformedCall =
  | CmdletCall
  | ScriptCall
  | CommandCall
  | SessionCall
  | AssertCall
  | FailCall
  | DebugCall
  | SetFactCall
  | PauseCall
  | WaitForCall
  | RebootCall
  | MachineCall
  | SetupCall
  | CopyCall
  | FetchCall
  | MetaCall
  | PathCall;
