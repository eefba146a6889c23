import { unreachable } from '../../diagnostics/unreachable.ts';
import type { MappingEntry } from '../../document/node.ts';
import type { Action } from '../action.ts';
import type { Conversion } from './conversion.ts';
import { convertAsyncStatus } from './convert-async.ts';
import { convertAssert, convertDebug, convertFail, convertSetFact } from './convert-builtins.ts';
import { convertCmdlet } from './convert-cmdlet.ts';
import { convertCopy } from './convert-copy.ts';
import { convertFetch } from './convert-fetch.ts';
import { convertTemplateAction } from './convert-template-action.ts';
import { convertCommand } from './convert-command.ts';
import { convertMeta } from './convert-meta.ts';
import { convertIncludeVars } from './convert-include-vars.ts';
import { convertPause } from './convert-pause.ts';
import { convertPowerShell } from './convert-powershell.ts';
import { convertReboot } from './convert-reboot.ts';
import { convertSessionAction } from './convert-session.ts';
import { convertSetup } from './convert-setup.ts';
import { convertWaitFor } from './convert-wait-for.ts';
import { BUILTINS } from './vocabulary.ts';

/** The action under a task's key, which is one of the builtins or a cmdlet's name. */
export function convertAction(conversion: Conversion, entry: MappingEntry): Action | undefined {
  const builtin = BUILTINS.find((name) => name === entry.key.value);
  switch (builtin) {
    case undefined:
      return convertCmdlet(conversion, entry);
    case 'powershell':
      return convertPowerShell(conversion, entry);
    case 'command':
      return convertCommand(conversion, entry);
    case 'session':
      return convertSessionAction(conversion, entry);
    case 'assert':
      return convertAssert(conversion, entry);
    case 'fail':
      return convertFail(conversion, entry);
    case 'debug':
      return convertDebug(conversion, entry);
    case 'set_fact':
      return convertSetFact(conversion, entry);
    case 'include_vars':
      return convertIncludeVars(conversion, entry);
    case 'pause':
      return convertPause(conversion, entry);
    case 'wait_for':
      return convertWaitFor(conversion, entry);
    case 'reboot':
      return convertReboot(conversion, entry);
    case 'copy':
      return convertCopy(conversion, entry);
    case 'template':
      return convertTemplateAction(conversion, entry);
    case 'fetch':
      return convertFetch(conversion, entry);
    case 'async_status':
      return convertAsyncStatus(conversion, entry);
    case 'setup':
      return convertSetup(conversion, entry);
    case 'meta':
      return convertMeta(conversion, entry);
    default:
      return unreachable(builtin);
  }
}
