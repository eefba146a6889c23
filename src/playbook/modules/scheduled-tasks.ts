import { entryOf, type DocumentNode, type MappingNode } from '../../document/node.ts';
import { list, scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { textOf } from '../data.ts';
import { convertTemplate } from '../expressions.ts';
import { cmdlet, doneWhen, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { quoted, Script } from '../script.ts';
import { changed } from './change-lines.ts';

export const SCHEDULED_TASKS: Readonly<Record<string, ConvertModule>> = {
  win_scheduled_task: scheduledTask,
  win_scheduled_task_stat: ({ args }) => {
    const script = new Script();
    const name = args.text('name');
    const path = args.text('path');
    const where = path ? ` -TaskPath "$(${script.parameter('Path', path)}.TrimEnd('\\'))\\"` : '';
    const which = name ? ` -TaskName ${script.parameter('Name', name)}` : '';
    return script
      .add(
        '$Runbook.Changed = $false',
        `$task = Get-ScheduledTask${which}${where} -ErrorAction SilentlyContinue | Select-Object -First 1`,
        '$Runbook.Result = @{ task_exists = $null -ne $task; state = @{ status = "$($task.State)" }; settings = @{ enabled = $task.Settings.Enabled } }',
      )
      .made();
  },
};

/** Arguments that only say how a task is kept; Windows' defaults are taken. */
const SETTINGS: Readonly<Record<string, string>> = {
  allow_demand_start: 'AllowDemandStart',
  allow_hard_terminate: 'AllowHardTerminate',
  disallow_start_if_on_batteries: 'DisallowStartIfOnBatteries',
  hidden: 'Hidden',
  run_only_if_idle: 'RunOnlyIfIdle',
  run_only_if_network_available: 'RunOnlyIfNetworkAvailable',
  start_when_available: 'StartWhenAvailable',
  stop_if_going_on_batteries: 'StopIfGoingOnBatteries',
  wake_to_run: 'WakeToRun',
};

function scheduledTask(call: ModuleCall): Made {
  const { args } = call;
  args.ignore(
    'update_password',
    'compatibility',
    'store_password',
    'multiple_instances',
    'author',
    'date',
    'source',
    'version',
    'priority',
    'display_name',
  );
  const state = args.literal('state') ?? 'present';
  const name = args.needed('name');
  const folder = args.text('path', 'task_path');
  if (state === 'absent' && !folder) {
    args.ignore(...args.names);
    return cmdlet(
      'Unregister-ScheduledTask',
      { TaskName: name, Confirm: false },
      {
        extra: {
          done_when: doneWhen(
            'Get-ScheduledTask',
            { TaskName: name, ErrorAction: 'SilentlyContinue' },
            'output | length == 0',
          ),
        },
      },
    );
  }
  const script = new Script();
  const variable = script.parameter('Name', name);
  const path = folder ? `"$(${script.parameter('TaskPath', folder)}.TrimEnd('\\'))\\"` : "'\\'";
  script.add('$Runbook.Changed = $false', `$task = @{ TaskName = ${variable}; TaskPath = ${path} }`);
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        ...changed(
          'Get-ScheduledTask @task -ErrorAction SilentlyContinue',
          'Unregister-ScheduledTask @task -Confirm:$false',
        ),
      )
      .made();
  }
  const actions = args.node('actions');
  const enabled = args.has('enabled') ? args.flag('enabled') : undefined;
  if (!actions) {
    if (enabled === undefined) throw new CannotSay('it has no "actions"');
    return script
      .add(
        `$now = Get-ScheduledTask @task`,
        ...changed(
          `$now.Settings.Enabled -ne $${String(enabled)}`,
          `$null = ${enabled ? 'Enable' : 'Disable'}-ScheduledTask @task`,
        ),
      )
      .made();
  }
  script.add(
    '$definition = @{}',
    `$definition.Action = @(${mappingsOf(actions)
      .map((each, index) => action(each, index, script, call))
      .join(', ')})`,
  );
  const triggers = args.node('triggers');
  const lines = triggers ? mappingsOf(triggers).map((each, index) => trigger(each, index, script, call)) : [];
  if (lines.length > 0) script.add('$triggers = @()', ...lines.flat(), '$definition.Trigger = $triggers');
  script.add('$settings = New-ScheduledTaskSettingsSet');
  for (const [key, property] of Object.entries(SETTINGS))
    if (args.has(key)) script.add(`$settings.${property} = $${String(args.flag(key) === true)}`);
  const limit = args.literal('execution_time_limit');
  if (limit !== undefined) script.add(`$settings.ExecutionTimeLimit = ${quoted(limit)}`);
  const restartCount = args.literal('restart_count');
  const restartInterval = args.literal('restart_interval');
  if (restartCount !== undefined) script.add(`$settings.RestartCount = ${Number(restartCount)}`);
  if (restartInterval !== undefined) script.add(`$settings.RestartInterval = ${quoted(restartInterval)}`);
  if (enabled !== undefined) script.add(`$settings.Enabled = $${String(enabled)}`);
  script.add('$definition.Settings = $settings');
  const account = principal(call, script);
  script.with('Description', args.text('description'), (value) => [`$definition.Description = ${value}`]);
  return script
    .add(
      '$before = Export-ScheduledTask @task -ErrorAction SilentlyContinue',
      'if ($Runbook.CheckMode) { $Runbook.Changed = -not $before; return }',
      `$null = Register-ScheduledTask @task @definition${account} -Force`,
      // What Windows writes of a task is the same for the same task, but for its date.
      "$after = (Export-ScheduledTask @task) -replace '<Date>.*?</Date>'",
      '$Runbook.Changed = "$before" -replace \'<Date>.*?</Date>\' -cne $after',
    )
    .made();
}

function mappingsOf(node: DocumentNode): readonly MappingNode[] {
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.map((item) => {
    if (item.kind !== 'mapping')
      throw new CannotSay('its actions or triggers are a template: what is to be done has to be written out');
    return item;
  });
}

function member(node: MappingNode, key: string, { converting }: ModuleCall): WrittenNode | undefined {
  const entry = entryOf(node, key);
  const text = entry && textOf(entry.value);
  return text === undefined ? undefined : scalar(convertTemplate(text, converting.names, 'text'));
}

function action(node: MappingNode, index: number, script: Script, call: ModuleCall): string {
  const suffix = index === 0 ? '' : String(index + 1);
  const program = member(node, 'path', call) ?? member(node, 'execute', call);
  if (!program) throw new CannotSay('an action has no program ("path")');
  const words = member(node, 'arguments', call) ?? member(node, 'argument', call);
  const folder = member(node, 'working_directory', call);
  const parts = [`-Execute ${script.parameter(`Program${suffix}`, program)}`];
  if (words) parts.push(`-Argument ${script.parameter(`Arguments${suffix}`, words)}`);
  if (folder) parts.push(`-WorkingDirectory ${script.parameter(`Folder${suffix}`, folder)}`);
  return `(New-ScheduledTaskAction ${parts.join(' ')})`;
}

const KNOWN_KEYS: ReadonlySet<string> = new Set(
  'type enabled start_boundary end_boundary delay random_delay user_id days_of_week days_interval weeks_interval repetition execution_time_limit'.split(
    ' ',
  ),
);

function trigger(node: MappingNode, index: number, script: Script, call: ModuleCall): readonly string[] {
  const unknown = node.entries.find(({ key }) => !KNOWN_KEYS.has(key.source.text));
  if (unknown)
    throw new CannotSay(
      `"${unknown.key.source.text}" of a trigger has no parameter of New-ScheduledTaskTrigger`,
    );
  const suffix = index === 0 ? '' : String(index + 1);
  const literal = (key: string): string | undefined => {
    const value = member(node, key, call);
    const text = value?.kind === 'scalar' ? String(value.value) : undefined;
    if (text?.includes('{{')) throw new CannotSay(`"${key}" of a trigger is a template`);
    return text;
  };
  const start = member(node, 'start_boundary', call);
  const at = (): string => ` -At ${start ? script.parameter(`Start${suffix}`, start) : "'00:00'"}`;
  const type = literal('type');
  const make = (text: string): string => `$trigger = New-ScheduledTaskTrigger ${text}`;
  const lines: string[] = [];
  switch (type) {
    case 'boot':
      lines.push(make('-AtStartup'));
      break;
    case 'logon': {
      const user = member(node, 'user_id', call);
      lines.push(make(`-AtLogOn${user ? ` -User ${script.parameter(`TriggerUser${suffix}`, user)}` : ''}`));
      break;
    }
    case 'time':
      lines.push(make(`-Once${at()}`));
      break;
    case 'daily':
      lines.push(
        make(
          `-Daily${at()}${literal('days_interval') === undefined ? '' : ` -DaysInterval ${Number(literal('days_interval'))}`}`,
        ),
      );
      break;
    case 'weekly': {
      const entry = entryOf(node, 'days_of_week');
      const days =
        entry?.value.kind === 'sequence'
          ? entry.value.items.map((item) => textOf(item) ?? '')
          : (literal('days_of_week') ?? 'monday').split(',');
      const named = list(days.map((day) => scalar(day.trim())));
      const weeks = literal('weeks_interval');
      lines.push(
        make(
          `-Weekly${at()} -DaysOfWeek ${script.parameter(`Days${suffix}`, named, 'string[]')}${weeks === undefined ? '' : ` -WeeksInterval ${Number(weeks)}`}`,
        ),
      );
      break;
    }
    default:
      throw new CannotSay(`New-ScheduledTaskTrigger has no trigger of the type "${type ?? ''}"`);
  }
  for (const [key, property] of [
    ['delay', 'Delay'],
    ['random_delay', 'RandomDelay'],
    ['end_boundary', 'EndBoundary'],
    ['execution_time_limit', 'ExecutionTimeLimit'],
  ] as const) {
    const value = literal(key);
    if (value !== undefined) lines.push(`$trigger.${property} = ${quoted(value)}`);
  }
  if (literal('enabled') === 'false') lines.push('$trigger.Enabled = $false');
  const repetition = entryOf(node, 'repetition')?.value;
  const first = repetition?.kind === 'sequence' ? repetition.items[0] : repetition;
  if (first?.kind === 'mapping') {
    const text = (key: string): string | undefined => {
      const value = member(first, key, call);
      return value?.kind === 'scalar' ? String(value.value) : undefined;
    };
    const interval = text('interval');
    const duration = text('duration');
    if (interval === undefined || interval.includes('{{'))
      throw new CannotSay('how often a trigger repeats itself is not written out');
    lines.push(
      "$trigger.Repetition = (New-ScheduledTaskTrigger -Once -At '00:00' -RepetitionInterval (New-TimeSpan -Minutes 5)).Repetition",
      `$trigger.Repetition.Interval = ${quoted(interval)}`,
      `$trigger.Repetition.Duration = ${quoted(duration ?? '')}`,
    );
    if (text('stop_at_duration_end') === 'true') lines.push('$trigger.Repetition.StopAtDurationEnd = $true');
  }
  return [...lines, '$triggers += $trigger'];
}

const LOGON: Readonly<Record<string, string>> = {
  none: 'None',
  password: 'Password',
  s4u: 'S4U',
  interactive_token: 'Interactive',
  group: 'Group',
  service_account: 'ServiceAccount',
  token_or_password: 'InteractiveOrPassword',
};
const SYSTEM = /^(?:(?:NT AUTHORITY\\)?(?:SYSTEM|LOCAL ?SERVICE|NETWORK ?SERVICE)|S-1-5-(?:18|19|20))$/i;

/** The account: with a password it is given to the registration itself. */
function principal({ args }: ModuleCall, script: Script): string {
  const user = args.text('username', 'user');
  const group = args.text('group');
  const password = args.text('password');
  const level = args.literal('run_level');
  const runLevel = level === 'highest' ? 'Highest' : 'Limited';
  const logon = args.literal('logon_type');
  if (group) {
    script.add(
      `$definition.Principal = New-ScheduledTaskPrincipal -GroupId ${script.parameter('Group', group)} -RunLevel ${runLevel}`,
    );
    return '';
  }
  if (!user) {
    if (level !== undefined)
      script.add(
        `$definition.Principal = New-ScheduledTaskPrincipal -UserId "$env:USERDOMAIN\\$env:USERNAME" -RunLevel ${runLevel}`,
      );
    return '';
  }
  const account = script.parameter('User', user);
  if (password) {
    const secret = script.parameter('Password', password);
    return ` -User ${account} -Password ${secret}${level === undefined ? '' : ` -RunLevel ${runLevel}`}`;
  }
  const isSystem = user.kind === 'scalar' && SYSTEM.test(String(user.value));
  const type = isSystem
    ? 'ServiceAccount'
    : logon === undefined
      ? 'Interactive'
      : (LOGON[logon] ?? 'Interactive');
  script.add(
    `$definition.Principal = New-ScheduledTaskPrincipal -UserId ${account} -LogonType ${type} -RunLevel ${runLevel}`,
  );
  return '';
}
