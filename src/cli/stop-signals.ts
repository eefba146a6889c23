/** What an operator or a supervisor sends to stop a program; SIGBREAK is Ctrl-Break on Windows, SIGHUP a closed terminal. */
const SIGNALS = {
  SIGINT: 'operator',
  SIGBREAK: 'operator',
  SIGTERM: 'signal',
  SIGHUP: 'signal',
} as const;

type Listener = (by: 'operator' | 'signal') => void;

const listeners: Listener[] = [];

/**
 * Listens until the returned function is called; meanwhile none of these ends the process by itself. Whoever came last is told alone:
 * a run knows better what to do than the program around it.
 */
export function onStopSignals(listener: Listener): () => void {
  if (listeners.push(listener) === 1) {
    for (const name of names) process.on(name, tell);
  }
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length > 0) return;
    for (const name of names) process.off(name, tell);
  };
}

const names = (Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]).filter(
  (name) => name !== 'SIGBREAK' || process.platform === 'win32',
);

function tell(signal: NodeJS.Signals): void {
  listeners.at(-1)?.(SIGNALS[signal as keyof typeof SIGNALS]);
}
