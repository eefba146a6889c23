import { SessionUnavailable } from './session.ts';

/** What the boot line writes where it may not load the far end: then the language mode, and PowerShell's reason. */
export const REFUSED_MARK = 'runbook-far-end-refused=';

export function cannotStart(executable: string, error: NodeJS.ErrnoException): SessionUnavailable {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such program',
    EACCES: 'it is not a program, or this account may not run it',
  };
  return new SessionUnavailable(
    'powershell-start-failed',
    `"${executable}" cannot be started: ${reasons[error.code ?? ''] ?? error.message}`,
    'check --powershell and RUNBOOK_POWERSHELL; `runbook doctor` shows what was found',
  );
}

export function diedAtStart(
  executable: string,
  { exitCode, signal }: { readonly exitCode: number | null; readonly signal: string | null },
  words: string,
): SessionUnavailable {
  const [, mode, reason = ''] = new RegExp(`${REFUSED_MARK}(\\w+): (.*)`, 's').exec(words) ?? [];
  if (mode !== undefined) return refused(mode, reason);
  const how = exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${exitCode}`;
  return new SessionUnavailable(
    'powershell-start-failed',
    `"${executable}" ${how} before it had connected${said(words)}`,
    'check that this is Windows PowerShell 5.1, or PowerShell 7.2 or later, and that it starts by itself; `runbook doctor` shows what was found',
  );
}

function refused(mode: string, reason: string): SessionUnavailable {
  const [first = ''] = reason.trim().split('\n');
  return new SessionUnavailable(
    'far-end-refused',
    mode === 'FullLanguage'
      ? `PowerShell does not load the session's assembly, Runbook.FarEnd.dll: ${first}`
      : `PowerShell runs in ${mode} mode here and does not load the session's assembly, Runbook.FarEnd.dll: ${first}`,
    mode === 'FullLanguage'
      ? 'if application control (App Control for Business, AppLocker) forbids it, have it allowed by its hash, or sign it; `runbook doctor` shows where it lies'
      : 'application control (App Control for Business, AppLocker) restricts this account: use one that it does not restrict, or have Runbook.FarEnd.dll allowed by its hash or by a signature; `runbook doctor` shows where it lies',
  );
}

export function hangsAtStart(executable: string, limit: number, words: string): SessionUnavailable {
  return new SessionUnavailable(
    'powershell-start-timeout',
    `"${executable}" did not connect within ${limit / 1000} s${said(words)}`,
    'check that this is PowerShell and that it starts by itself; a slow machine needs more time',
  );
}

export function notPowerShell(executable: string): SessionUnavailable {
  return new SessionUnavailable(
    'powershell-not-powershell',
    `"${executable}" is not PowerShell: it gave back what it was told`,
    'check --powershell and RUNBOOK_POWERSHELL',
  );
}

function said(words: string): string {
  return words === '' ? '' : `; it said:\n${words}`;
}
