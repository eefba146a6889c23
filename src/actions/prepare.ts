import { unreachable } from '../diagnostics/unreachable.ts';
import type { Action } from '../model/action.ts';
import { prepareAssert } from './assert.ts';
import { prepareAsyncStatus } from './async-status.ts';
import type { Call } from './call.ts';
import { prepareCmdlet } from './cmdlet.ts';
import { prepareCommand } from './command.ts';
import { prepareDebug } from './debug.ts';
import { prepareFail } from './fail.ts';
import { prepareCopy, prepareTemplate } from './files/copy-call.ts';
import { prepareFetch } from './files/fetch.ts';
import { prepareMeta } from './meta.ts';
import { prepareIncludeVars } from './include-vars.ts';
import { preparePause } from './pause.ts';
import { preparePowerShell } from './powershell.ts';
import type { Preparation } from './preparation.ts';
import { prepareReboot } from './reboot.ts';
import { prepareSession } from './session.ts';
import { prepareSetFact } from './set-fact.ts';
import { prepareSetup } from './setup.ts';
import { prepareWaitFor } from './wait-for.ts';

/** The call that an action makes with the values of this moment. Nothing has happened yet. Errors: throws `EvaluationError`. */
export function prepare(action: Action, preparation: Preparation): Call {
  switch (action.kind) {
    case 'cmdlet':
      return prepareCmdlet(action, preparation);
    case 'powershell':
      return preparePowerShell(action, preparation);
    case 'command':
      return prepareCommand(action, preparation);
    case 'session':
      return prepareSession(action, preparation);
    case 'assert':
      return prepareAssert(action, preparation);
    case 'fail':
      return prepareFail(action, preparation);
    case 'debug':
      return prepareDebug(action, preparation);
    case 'set_fact':
      return prepareSetFact(action, preparation);
    case 'include_vars':
      return prepareIncludeVars(action, preparation);
    case 'pause':
      return preparePause(action, preparation);
    case 'wait_for':
      return prepareWaitFor(action, preparation);
    case 'reboot':
      return prepareReboot(action, preparation);
    case 'copy':
      return prepareCopy(action, preparation);
    case 'template':
      return prepareTemplate(action, preparation);
    case 'fetch':
      return prepareFetch(action, preparation);
    case 'async_status':
      return prepareAsyncStatus(action, preparation);
    case 'setup':
      return prepareSetup(action, preparation);
    case 'meta':
      return prepareMeta(action);
    default:
      return unreachable(action);
  }
}
