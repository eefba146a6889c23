import { markup } from '../../text/markup.ts';
import type { BootTask } from './boot-task.ts';
import { windowsCommandLine } from './windows-command-line.ts';

/** The account of the system itself, which needs no way to log on. */
const SYSTEM = 'S-1-5-18';

/**
 * A task of Windows' own scheduler, as XML: at the next start, as the same account, with all its rights and without its password (S4U). `until`: the scheduler removes it then,
 * milliseconds since the epoch. Source: Task Scheduler Schema 1.2.
 */
export function scheduledTask(task: BootTask, sid: string, until: number): string {
  const [program, ...args] = task.argv;
  const logon = sid === SYSTEM ? undefined : markup`<LogonType>S4U</LogonType>\r\n      `;
  const end = new Date(until).toISOString().slice(0, 19);
  return markup`<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${task.description}</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <EndBoundary>${end}Z</EndBoundary>
      <Enabled>true</Enabled>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${sid}</UserId>
      ${logon}<RunLevel>HighestAvailable</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <DeleteExpiredTaskAfter>PT0S</DeleteExpiredTaskAfter>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${program}</Command>
      <Arguments>${windowsCommandLine(args)}</Arguments>
      <WorkingDirectory>${task.directory}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`.text.replace(/\r?\n/g, '\r\n');
}
