/** Scenarios of the reference runbook, one of each kind of way: where all of them would take too long, and a script of its own takes all. */
export const SOME_SCENARIOS: readonly string[] = [
  'after-restart',
  'installer-hangs',
  'mirrored-accepted',
  'net-stop-denied',
  'restart-allowed',
  'session-dies',
  'window-overrun',
];
