import type { TaskCalled } from './run-event.ts';

/** A call in words: `called: ` and what was called. */
export interface CalledText {
  readonly label: string;
  /** One line or several. */
  readonly text: string;
}

export function calledText({ text, checked, probe, call }: TaskCalled): CalledText {
  return {
    label: probe ? 'probe: ' : checked ? 'call in check mode: ' : 'called: ',
    text: call === null ? `${text} (with what, no_log hides)` : text,
  };
}

/** These work on the runner's own values: what they did is what they say, and their call tells nothing more. */
const INSIDE: ReadonlySet<string> = new Set(['debug', 'assert', 'fail', 'set_fact', 'include_vars', 'meta']);

/** Whether the call goes to PowerShell, a program, the session or the operator. */
export function reachesOut({ call, text }: TaskCalled): boolean {
  // With `no_log` the text is the action's name.
  const { kind = text } = (call ?? {}) as { readonly kind?: string };
  return !worksInside(kind);
}

/** Whether an action works on the runner's own values only. */
export function worksInside(action: string): boolean {
  return INSIDE.has(action);
}
