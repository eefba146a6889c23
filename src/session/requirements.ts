import {
  SessionUnavailable,
  type SessionInfo,
  type SessionOptions,
  type SessionRequirements,
} from './session.ts';

/**
 * What of the requirements the PowerShell that answered does not meet; undefined where it meets them. A rehearsal runs on any
 * PowerShell: its stand-ins are written for all of them.
 */
export function unmetRequirement(
  info: SessionInfo,
  { edition, version }: SessionRequirements,
  rehearsal: SessionOptions['rehearsal'],
): SessionUnavailable | undefined {
  if (rehearsal) return undefined;
  if (edition !== undefined && info.edition.toLowerCase() !== edition) {
    const wanted =
      edition === 'desktop' ? 'Windows PowerShell (powershell.exe)' : 'PowerShell 6 or later (pwsh)';
    return new SessionUnavailable(
      'wrong-edition',
      `the runbook needs ${wanted}, and "${info.executable}" is PowerShell ${info.version}, edition ${info.edition}`,
      info.host === undefined
        ? `name the right one with --powershell, or leave the choice to "edition: ${edition}" of the session`
        : otherEditionThere(edition),
    );
  }
  if (version !== undefined && compareVersions(info.version, version) < 0) {
    return new SessionUnavailable(
      'wrong-version',
      `the runbook needs PowerShell ${version} or later, and "${info.executable}" is ${info.version}`,
      info.host === undefined
        ? 'install a later one, or name it with --powershell'
        : `install a later one on "${info.host}"`,
    );
  }
  return undefined;
}

function otherEditionThere(edition: 'desktop' | 'core'): string {
  return edition === 'desktop'
    ? 'ssh reaches PowerShell 6 and later only: Windows PowerShell is reached over WinRM, from Windows (--connection winrm)'
    : 'WinRM reaches PowerShell 7 by its session configuration (--configuration-name PowerShell.7), where it was registered there';
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
