import { unreachable } from '../diagnostics/unreachable.ts';
import { performAssert } from './assert.ts';
import type { PerformedCall } from './call.ts';
import { performCmdlet } from './cmdlet.ts';
import { performCommand } from './command.ts';
import { performDebug } from './debug.ts';
import { performFail } from './fail.ts';
import { performMachine } from './look-at-machine.ts';
import { performFetch } from './files/fetch.ts';
import { performCopy } from './files/perform-copy.ts';
import { performMeta } from './meta.ts';
import type { Outcome } from './outcome.ts';
import { performPath } from './path.ts';
import { performPause } from './pause.ts';
import type { Ports } from './ports.ts';
import { performPowerShell } from './powershell.ts';
import { performReboot } from './reboot.ts';
import { performSession } from './session.ts';
import { performSetFact } from './set-fact.ts';
import { performSetup } from './setup.ts';
import { performWaitFor } from './wait-for.ts';

/** Carries a call out, once. Errors: rejects with `SessionLost` or `SessionUnavailable`. */
export async function perform(call: PerformedCall, ports: Ports): Promise<Outcome> {
  switch (call.kind) {
    case 'cmdlet':
      return performCmdlet(call, ports);
    case 'powershell':
      return performPowerShell(call, ports);
    case 'command':
      return performCommand(call, ports);
    case 'session':
      return performSession(call, ports);
    case 'assert':
      return performAssert(call, ports);
    case 'fail':
      return performFail(call);
    case 'debug':
      return performDebug(call, ports);
    case 'set_fact':
      return performSetFact(call);
    case 'pause':
      return performPause(call, ports);
    case 'wait_for':
      return performWaitFor(call, ports);
    case 'reboot':
      return performReboot(call, ports);
    case 'machine':
      return performMachine(call, ports);
    case 'setup':
      return performSetup(call, ports);
    case 'copy':
    case 'template':
      return performCopy(call, ports);
    case 'fetch':
      return performFetch(call, ports);
    case 'meta':
      return performMeta();
    case 'path':
      return performPath(call, ports);
    default:
      return unreachable(call);
  }
}
