import { SessionUnavailable, type SessionOptions } from './session.ts';
import type { Frame } from './wire/frame.ts';
import { PayloadReader } from './wire/payload-reader.ts';

/** Why the session's runspace could not be prepared, from the far end's answer: (module, message, error id) for each that failed. */
export function openFailure(answer: Frame, options: SessionOptions): SessionUnavailable | undefined {
  const input = new PayloadReader(answer.payload);
  const failures = input.list(() => [input.text(), input.text(), input.text()]);
  const [first] = failures;
  if (!first) return undefined;
  const [, message = ''] = first;
  if (options.rehearsal) {
    return new SessionUnavailable(
      'rehearsal-module',
      failures.map(([, problem = '']) => problem).join('\n'),
      `stand-ins are modules in ${options.rehearsal.directory}, NAME.psm1 for each module of the runbook`,
    );
  }
  if (first[0] === '') {
    return new SessionUnavailable(
      'powershell-start-failed',
      `the session could not be prepared: ${message}`,
      '`runbook doctor` shows which PowerShell this is',
    );
  }
  const missing = failures.filter(([, , id = '']) => id.startsWith('Modules_ModuleNotFound'));
  const names = (list: readonly string[][]) => list.map(([name = '']) => `"${name}"`).join(', ');
  if (missing.length === failures.length) {
    return new SessionUnavailable(
      'module-missing',
      `PowerShell does not find the module${missing.length > 1 ? 's' : ''} ${names(missing)}`,
      'install it on the machine that the session is on, run this on one that has it, or correct the name under "modules" of the session',
    );
  }
  return new SessionUnavailable(
    'module-missing',
    `the module${failures.length > 1 ? 's' : ''} ${names(failures)} could not be imported: ${message}`,
    'try Import-Module with it in a PowerShell of the same edition',
  );
}
