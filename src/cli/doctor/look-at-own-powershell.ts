import type { findDotnetSdk } from '../../session/find/dotnet-sdk.ts';
import {
  OWN_VERSION,
  ownPowerShellFolder,
  readOwnPowerShell,
} from '../../session/find/own-powershell-folder.ts';
import { programText } from '../../session/find/powershell-program.ts';
import type { Environment } from '../environment.ts';
import type { Finding } from './finding.ts';

/** The copy of PowerShell that runbook gets for itself where there is no other. */
export function lookAtOwnPowerShell(
  variables: Environment['variables'],
  sdk: Awaited<ReturnType<typeof findDotnetSdk>>,
): Finding {
  const subject = 'Own PowerShell';
  const folder = ownPowerShellFolder(variables);
  const copy = readOwnPowerShell(folder);
  if (copy) return { status: 'ok', subject, text: `${OWN_VERSION}, ${programText(copy)}` };
  if (!('dotnet' in sdk)) {
    return { status: 'note', subject, text: 'not installed, and not to be had without the .NET SDK 10' };
  }
  return {
    status: 'note',
    subject,
    text: 'not installed',
    help: `a run that finds no other installs ${OWN_VERSION} from NuGet into ${folder}; \`runbook doctor --install\` does it now`,
  };
}

/** It is needed for that copy only, to install it and to run it. */
export function lookAtSdk(sdk: Awaited<ReturnType<typeof findDotnetSdk>>): Finding {
  const subject = '.NET SDK';
  if ('dotnet' in sdk) return { status: 'ok', subject, text: `${sdk.version}, ${sdk.dotnet}` };
  const text =
    sdk.code === 'sdk-too-old' ? sdk.message.replace(/^it/, "runbook's own PowerShell") : 'not found';
  return { status: 'note', subject, text: `${text}; it matters only where there is no PowerShell` };
}
