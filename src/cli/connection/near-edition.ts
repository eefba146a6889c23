import type { Connection } from '../../session/connection.ts';
import type { PowerShellSearch } from '../../session/find/find-powershell.ts';

type Edition = PowerShellSearch['edition'];

/**
 * Which PowerShell is to be started on this machine. What the runbook asks for is what the host has to have: from here ssh needs PowerShell 7, and WinRM
 * takes any.
 */
export function nearEdition(kind: Connection['kind'] | undefined, wanted: Edition): Edition {
  switch (kind) {
    case undefined:
      return wanted;
    case 'ssh':
      return 'core';
    case 'winrm':
      return undefined;
  }
}
