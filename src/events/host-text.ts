import type { RunStarted } from './run-event.ts';

/** Where a run takes place, as it is told behind what it is: ` on LYNCSQL01 over winrm`; nothing where that is the runner's machine. */
export function hostText({
  host,
  connection,
  mode,
}: Pick<RunStarted, 'host' | 'connection' | 'mode'>): string {
  if (host === undefined) return '';
  const way = connection === undefined ? '' : ` over ${connection}`;
  return mode === 'rehearsal' ? `, as on ${host}${way}` : ` on ${host}${way}`;
}
