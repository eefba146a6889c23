/** What an operator or a supervisor sends to stop a program; SIGBREAK is Ctrl-Break on Windows, SIGHUP a closed terminal. */
const SIGNALS = {
  SIGINT: 'operator',
  SIGBREAK: 'operator',
  SIGTERM: 'signal',
  SIGHUP: 'signal',
} as const;

/** Listens until the returned function is called; meanwhile none of these ends the process by itself. */
export function onStopSignals(onStop: (by: 'operator' | 'signal') => void): () => void {
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  const listeners = names
    .filter((name) => name !== 'SIGBREAK' || process.platform === 'win32')
    .map((name) => {
      const listener = () => onStop(SIGNALS[name]);
      process.on(name, listener);
      return () => void process.off(name, listener);
    });
  return () => {
    for (const remove of listeners) remove();
  };
}
