import { judge, megabytesText } from './aims.ts';
import type { Results } from './results.ts';
import { aimsTable, ms, table, times } from './table.ts';

/** Calls on a host, beside PowerShell's own. */
function hostRows({ host, apply }: Results): readonly (readonly string[])[] {
  if ('missing' in host) return [['F', 'a session on a host', 'n/a', '', host.missing]];
  const { call, ping, bareCall } = host;
  return [
    ['F', 'a session on a host', ms(call), times(call / apply.perTask), `over SSH; ping ${ms(ping)}`],
    ['', '  Invoke-Command', ms(bareCall), times(bareCall / apply.perTask), 'in an open PSSession'],
  ];
}

function hostLines({ host, flood, apply }: Results): readonly string[] {
  if ('missing' in host) return [];
  const seconds = (duration: number) => `${(duration / 1000).toFixed(2)} s`;
  return [
    `On a host over SSH: the first task of 1 after ${ms(host.toFirstTask)} (on this machine ${ms(apply.toFirstTaskOfOne)}), New-PSSession alone ${ms(host.bareOpen)}.`,
    `${host.megabytes} MB from one task there: ${seconds(host.flood)} (on this machine ${seconds(flood.duration)}), by Invoke-Command ${seconds(host.bareFlood)}.`,
  ];
}

/** The results for a reader: what was measured, the ratios, and the aims. */
export function printResults(results: Results): string {
  const { machine, apply, limit, session, processEach, ansible, starts, startup, flood } = results;
  const { fsync, resume } = results;
  const rows: readonly (readonly string[])[] = [
    [
      'A',
      'runbook apply',
      ms(apply.perTask),
      times(1),
      `${apply.tasks} tasks; ${ms(apply.perTaskOfWhole)} of the whole run`,
    ],
    [
      '',
      '  without a journal',
      ms(apply.perTaskWithoutJournal),
      times(apply.perTaskWithoutJournal / apply.perTask),
      `a bare fsync ${ms(fsync)}`,
    ],
    [
      'B',
      'from inside PowerShell',
      ms(limit.perCall),
      times(limit.perCall / apply.perTask),
      `AddScript, Invoke, one thread; ${ms(limit.perCallOfWhole)} of the whole run`,
    ],
    [
      '',
      '  a new thread a call',
      ms(limit.perCallOnNewThread),
      times(limit.perCallOnNewThread / apply.perTask),
      "a runspace's default",
    ],
    [
      '',
      '  with AddCommand',
      ms(limit.perCallOfCommand),
      times(limit.perCallOfCommand / apply.perTask),
      'nothing to parse',
    ],
    [
      'C',
      'the session alone',
      ms(session.call),
      times(session.call / apply.perTask),
      `ping ${ms(session.ping)}`,
    ],
    ['D', 'a process a task', ms(processEach), times(processEach / apply.perTask), ''],
    [
      'E',
      'ansible-playbook',
      ...('missing' in ansible
        ? ['n/a', '', ansible.missing]
        : [ms(ansible.perTask), times(ansible.perTask / apply.perTask), 'command: /bin/true']),
    ],
    ...hostRows(results),
  ];
  return [
    `${machine.cpu} (${machine.cpus}), ${machine.system}, Node ${machine.node}, ${machine.powershell}`,
    '',
    table([['', 'a task', 'median', 'to A', ''], ...rows]),
    '',
    `Start: Node ${ms(starts.node)}, PowerShell ${ms(starts.powershell)}; the first task of 1 after ${ms(apply.toFirstTaskOfOne)}, of ${apply.tasks} after ${ms(apply.toFirstTask)}.`,
    `Alone: node -e 0 ${ms(startup.node)}, runbook --version ${ms(startup.version)}, runbook validate ${ms(startup.validate)}.`,
    `Peak memory: A ${megabytesText(apply.runnerPeak)} (runner), ${megabytesText(apply.powershellPeak)} (PowerShell); B ${megabytesText(limit.peak)}.`,
    `Resume: what ${resume.tasks} tasks had done is gone through after ${(resume.toLive / 1000).toFixed(2)} s.`,
    ...results.longRun.map(
      ({ tasks, runner, powershell }) =>
        `After ${tasks} tasks: ${megabytesText(runner)} (runner), ${megabytesText(powershell)} (PowerShell).`,
    ),
    `${flood.megabytes} MB from one task: ${(flood.duration / 1000).toFixed(2)} s; peak ${megabytesText(flood.runnerPeak)} (runner), ${megabytesText(flood.powershellPeak)} (PowerShell).`,
    ...hostLines(results),
    '',
    aimsTable(judge(results)),
  ].join('\n');
}
