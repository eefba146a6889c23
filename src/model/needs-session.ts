import type { Task } from './runbook.ts';

const IN_SESSION: ReadonlySet<string> = new Set([
  'cmdlet',
  'powershell',
  'copy',
  'template',
  'fetch',
  'setup',
]);

/** Whether what an action or its call does, it does in the PowerShell session. */
export function inSession({ kind }: { readonly kind: string }): boolean {
  return IN_SESSION.has(kind);
}

/** Whether a task asks something of the PowerShell session: by its action, or by a probe before it. */
export function needsSession({ action, probes }: Task): boolean {
  return inSession(action) || probes.some(({ kind }) => kind === 'call');
}
