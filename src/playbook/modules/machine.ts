import { mapping, scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { convertSubset, SHAPE_OF_SETUP } from '../gathering.ts';
import { type ConvertModule, type Made, type ModuleCall, cmdlet, same } from '../module.ts';
import { Script } from '../script.ts';
import { number } from './builtins.ts';
import { changed } from './change-lines.ts';

/** The machine's own settings, and its restart. */
export const MACHINE: Readonly<Record<string, ConvertModule>> = {
  win_reboot: winReboot,
  reboot,
  win_hostname: ({ args }) => {
    const script = new Script();
    const name = script.parameter('Name', args.needed('name'));
    return script
      .add(
        '$Runbook.Changed = $false',
        '$now = (Get-ItemProperty -Path HKLM:\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName).ComputerName',
        `$Runbook.Result = @{ old_name = $now; reboot_required = $now -ne ${name} }`,
        `if ($now -eq ${name}) { return }`,
        '$Runbook.Changed = $true',
        `if (-not $Runbook.CheckMode) { Rename-Computer -NewName ${name} -Force }`,
      )
      .made();
  },
  win_dsc: dsc,
  win_power_plan: ({ args }) => {
    const script = new Script();
    const name = args.text('name');
    const guid = args.text('guid');
    if (!name && !guid) throw new CannotSay('it names no power plan');
    const wanted = script.parameter('Plan', name ?? guid ?? scalar(''));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$plan = powercfg /list | Where-Object { $_ -match '\\b([0-9a-f]{8}-[0-9a-f-]+)\\b\\s+\\((.+)\\)' -and ($Matches[1] -eq ${wanted} -or $Matches[2] -eq ${wanted}) }`,
        `if (-not $plan) { throw "there is no power plan ${wanted}" }`,
        "if ($plan -match '\\*\\s*$') { return }",
        '$Runbook.Changed = $true',
        "if (-not $Runbook.CheckMode) { powercfg /setactive ([regex]::Match($plan, '[0-9a-f]{8}-[0-9a-f-]+').Value) }",
      )
      .made();
  },
  win_computer_description: ({ args }) => {
    const script = new Script();
    script.add('$Runbook.Changed = $false');
    script.with('Description', args.text('description'), (value) => [
      '$system = Get-CimInstance -ClassName Win32_OperatingSystem',
      ...changed(
        `$system.Description -cne ${value}`,
        `Set-CimInstance -InputObject $system -Property @{ Description = ${value} }`,
      ),
    ]);
    const key = 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    for (const [argument, property] of [
      ['organization', 'RegisteredOrganization'],
      ['owner', 'RegisteredOwner'],
    ] as const) {
      script.with(property, args.text(argument), (value) => [
        ...changed(
          `(Get-ItemProperty -Path '${key}').${property} -cne ${value}`,
          `Set-ItemProperty -Path '${key}' -Name ${property} -Value ${value}`,
        ),
      ]);
    }
    return script.made();
  },
  win_eventlog_entry: ({ args }) => {
    const types: Readonly<Record<string, string>> = {
      Error: 'Error',
      FailureAudit: 'FailureAudit',
      Information: 'Information',
      SuccessAudit: 'SuccessAudit',
      Warning: 'Warning',
    };
    const type = args.literal('entry_type');
    const id = args.text('event_id') ?? scalar('0');
    return cmdlet('Write-EventLog', {
      LogName: args.needed('log'),
      Source: args.needed('source'),
      EventId: id.kind === 'scalar' && /^\d+$/.test(String(id.value)) ? BigInt(String(id.value)) : id,
      Message: args.needed('message'),
      EntryType: type === undefined ? undefined : types[type],
      Category: args.text('category'),
    });
  },
  win_msg: ({ args }) => {
    args.ignore('display_seconds', 'wait');
    return {
      entries: [
        {
          key: 'command',
          value: {
            kind: 'list',
            items: [
              scalar('msg'),
              args.text('to') ?? scalar('*'),
              args.text('msg') ?? scalar('Hello world!'),
            ].map((node) => ({ node })),
          },
        },
      ],
      shape: { kind: 'same' },
    };
  },
  setup,
  gather_facts: setup,
  win_product_facts: () => cmdlet('Get-CimInstance', { ClassName: 'SoftwareLicensingProduct' }),
};

/** Ansible waits where the playbook runs; here that depends on where the session is. */
function winReboot({ args }: ModuleCall): Made {
  return rebootWith(args, args.literal('test_command'));
}

/** Its test is a command of a shell, which has no meaning on Windows. */
function reboot({ args }: ModuleCall): Made {
  const tested = args.has('test_command')
    ? ['its "test_command" is for a shell: write what has to go well in PowerShell']
    : [];
  args.ignore('test_command');
  return rebootWith(args, undefined, tested);
}

function rebootWith(
  args: ModuleCall['args'],
  test: string | undefined,
  remarks: readonly string[] = [],
): Made {
  args.ignore(
    ...['connect_timeout', 'connect_timeout_sec', 'shutdown_timeout', 'shutdown_timeout_sec'],
    ...['boot_time_command', 'reboot_command', 'search_paths'],
  );
  const keys = {
    message: args.text('msg'),
    timeout: number(args.text('reboot_timeout', 'reboot_timeout_sec')),
    pre_reboot_delay: number(args.text('pre_reboot_delay', 'pre_reboot_delay_sec')),
    post_reboot_delay: number(args.text('post_reboot_delay', 'post_reboot_delay_sec')),
    test_command: test,
  };
  return same('reboot', mapping(keys), undefined, remarks);
}

/** A resource of DSC: asked first, and set where it is not so. */
function dsc({ args }: ModuleCall): Made {
  const script = new Script();
  const resource = script.parameter('Resource', args.needed('resource_name'));
  const version = args.text('module_version');
  args.ignore('module_version');
  const fixed =
    version && !(version.kind === 'scalar' && version.value === 'latest')
      ? script.parameter('ModuleVersion', version)
      : undefined;
  const entries = args.names
    .filter(
      (name) =>
        name !== 'resource_name' &&
        name !== 'module_version' &&
        !name.endsWith('_password') &&
        !name.endsWith('_username'),
    )
    .flatMap((name) => {
      const value = args.data(name);
      return value ? [{ key: name, value }] : [];
    });
  const credentials = args.names.filter(
    (name) => name.endsWith('_username') && args.has(name.replace(/_username$/, '_password')),
  );
  const property = script.parameter('Property', { kind: 'mapping', entries }, 'hashtable');
  for (const name of credentials) {
    const key = name.replace(/_username$/, '');
    const account = script.parameter(`${key}User`, args.needed(name));
    const secret = script.parameter(`${key}Password`, args.needed(`${key}_password`));
    script.add(
      `${property}['${key}'] = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
    );
  }
  return script
    .add(
      `$module = Get-DscResource -Name ${resource} | ${fixed === undefined ? 'Sort-Object Version -Descending' : `Where-Object Version -eq ${fixed}`} | Select-Object -First 1`,
      "$of = if ($module.ModuleName) { $module.ModuleName } else { 'PSDesiredStateConfiguration' }",
      `$call = @{ Name = ${resource}; ModuleName = @{ ModuleName = $of; ModuleVersion = "$($module.Version)" }; Property = ${property} }`,
      'if (-not $module.Version) { $call.ModuleName = $of }',
      '$isSo = (Invoke-DscResource @call -Method Test).InDesiredState',
      '$Runbook.Changed = -not $isSo',
      '$restart = $false',
      'if (-not $isSo -and -not $Runbook.CheckMode) { $restart = [bool](Invoke-DscResource @call -Method Set).RebootRequired }',
      '$Runbook.Result = @{ reboot_required = $restart; module_version = "$($module.Version)" }',
    )
    .made();
}

/** Facts are gathered at the beginning of a play, too, where it reads any. */
function setup({ args }: ModuleCall): Made {
  args.ignore('filter', 'fact_path', 'parallel');
  const given = args.data('gather_subset');
  const subset = given && convertSubset(given);
  const keys = { gather_subset: subset?.value, gather_timeout: number(args.text('gather_timeout')) };
  return same('setup', mapping(keys), SHAPE_OF_SETUP, subset?.remarks);
}
