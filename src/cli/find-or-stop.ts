import { createStopControl, stoppedBy } from '../engine/stop-control.ts';
import type { findPowerShell, PowerShellResult, PowerShellSearch } from '../session/find/find-powershell.ts';
import { onStopSignals } from './stop-signals.ts';

/** Finds PowerShell; a stop ends what that may take, an installation, and nothing of it is left. */
export async function findOrStop(
  find: typeof findPowerShell,
  search: Omit<PowerShellSearch, 'signal'>,
): Promise<PowerShellResult | { readonly stopped: string }> {
  const control = createStopControl();
  const stopListening = onStopSignals((by) => control.request(by));
  const result = await find({ ...search, signal: control.stop }).finally(stopListening);
  return control.stop.aborted ? { stopped: `${stoppedBy(control.now())}: nothing was run` } : result;
}
