import { SessionUnavailable } from './session.ts';

/** What the boot line writes in a language mode in which it can do nothing else. */
export const LANGUAGE_MODE_MARK = 'runbook-language-mode=';

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
  const mode = new RegExp(`${LANGUAGE_MODE_MARK}(\\w+)`).exec(words)?.[1];
  if (mode !== undefined) return languageMode(mode);
  const how = exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${exitCode}`;
  return new SessionUnavailable(
    'powershell-start-failed',
    `"${executable}" ${how} before it had connected${said(words)}`,
    'check that this is PowerShell 3.0 or later and that it starts by itself; `runbook doctor` shows what was found',
  );
}

export function languageMode(mode: string): SessionUnavailable {
  return new SessionUnavailable(
    'language-mode',
    `PowerShell runs in ${mode} mode here, and a session needs FullLanguage`,
    'application control (AppLocker, App Control for Business) restricts this account: use one that it does not restrict, or have powershell/Session.ps1 and powershell/Session/ allowed',
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
