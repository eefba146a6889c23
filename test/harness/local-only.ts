/** What is tried on this machine alone: the beginning of a test's full title, and why. */
const LOCAL_ONLY: readonly (readonly [title: string, why: string])[] = [
  ['a session that is lost is told at once to the running call', 'no signal is told over a link'],
  ['a session that is lost by [Environment]::Exit', 'no exit code is told over a link'],
  [
    'a PowerShell that stands still in the middle of a task for too long',
    'a link does not end what stands still',
  ],
  ['a PowerShell that stands still between two tasks for too long', 'a link does not end what stands still'],
  ['the folder for temporary files', 'it is that of the near PowerShell'],
  ['opening a session tells what PowerShell it is', 'it names the program that was started'],
  ['opening a session does not follow NODE_POWERSHELL', 'it names the program that was started'],
  [
    'A PowerShell that goes in the middle of a task does not leave its programs behind',
    'nobody on the host looks when its PowerShell was killed',
  ],
  ['A parent that dies leaves a program behind', 'the host ends a program whose link breaks'],
  ['A task in PowerShell that ends the process loses the session', 'no exit code is told over a link'],
  ['A session that is killed between two tasks', 'no signal is told over a link'],
  ['A session that is halted', 'a link does not end what stands still'],
  ['A session that crashes', 'no signal is told over a link'],
  ['runbook resume lets one run of a runbook at a time', 'it is told of another host in other words'],
];

/** Undefined for what is tried on a host, too. */
export function whyLocalOnly(title: string): string | undefined {
  return LOCAL_ONLY.find(([beginning]) => title.startsWith(beginning))?.[1];
}
