import { scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { FACTS, factsScript } from '../facts.ts';
import { cmdlet, doneWhen, isOnlyAsked, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';

/** The machine's own settings, and its restart. */
export const MACHINE: Readonly<Record<string, ConvertModule>> = {
  win_reboot: reboot,
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
  win_timezone: ({ args, read }) => {
    const zone = args.needed('timezone');
    const isDst = zone.kind === 'scalar' && /_dstoff$/.test(String(zone.value));
    if (isDst) throw new CannotSay('it leaves summer time out ("_dstoff"): use tzutil');
    if (!isOnlyAsked(read)) throw new CannotSay('what the time zone was is read of its result');
    return cmdlet(
      'Set-TimeZone',
      { Id: zone },
      { extra: { done_when: doneWhen('Get-TimeZone', {}, `output[0].Id == ${expressionOf(zone)}`) } },
    );
  },
  win_environment: environment,
  win_path: path,
  win_dsc: dsc,
  win_region: region,
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
  win_pagefile: pagefile,
  win_computer_description: ({ args }) => {
    const script = new Script();
    script.add('$Runbook.Changed = $false');
    script.with('Description', args.text('description'), (value) => [
      '$system = Get-CimInstance -ClassName Win32_OperatingSystem',
      `if ($system.Description -cne ${value}) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-CimInstance -InputObject $system -Property @{ Description = ${value} } }`,
      '}',
    ]);
    const key = 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    for (const [argument, property] of [
      ['organization', 'RegisteredOrganization'],
      ['owner', 'RegisteredOwner'],
    ] as const) {
      script.with(property, args.text(argument), (value) => [
        `if ((Get-ItemProperty -Path '${key}').${property} -cne ${value}) {`,
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Set-ItemProperty -Path '${key}' -Name ${property} -Value ${value} }`,
        '}',
      ]);
    }
    return script.made();
  },
  win_auto_logon: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('logon_count');
    if (args.has('logon_count')) throw new CannotSay('it counts how often ("logon_count")');
    const script = new Script();
    const key = "'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'";
    if (state === 'absent') {
      args.ignore('username', 'password');
      return script
        .add(
          '$Runbook.Changed = $false',
          `if ((Get-ItemProperty -Path ${key}).AutoAdminLogon -eq '1') {`,
          '  $Runbook.Changed = $true',
          '  if (-not $Runbook.CheckMode) {',
          `    Set-ItemProperty -Path ${key} -Name AutoAdminLogon -Value '0'`,
          `    Remove-ItemProperty -Path ${key} -Name DefaultPassword -ErrorAction SilentlyContinue`,
          '  }',
          '}',
        )
        .made();
    }
    const user = script.parameter('User', args.needed('username'));
    const password = script.parameter('Password', args.needed('password'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$domain, $name = if (${user} -match '\\\\') { ${user}.Split('\\', 2) } else { $env:COMPUTERNAME, ${user} }`,
        `$wanted = @{ AutoAdminLogon = '1'; DefaultUserName = $name; DefaultDomainName = $domain; DefaultPassword = ${password} }`,
        `$now = Get-ItemProperty -Path ${key}`,
        'foreach ($each in $wanted.Keys) {',
        '  if ($now.$each -ceq $wanted[$each]) { continue }',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Set-ItemProperty -Path ${key} -Name $each -Value $wanted[$each] }`,
        '}',
      )
      .made({ kind: 'result' }, [
        'the password stands in the registry then, where the module keeps it as a secret of the machine',
      ]);
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
  win_defrag: ({ args }) => {
    args.ignore('priority', 'parallel', 'freespace_consolidation', 'exclude_volumes');
    const volumes = args.list('include_volumes');
    if (!volumes) throw new CannotSay('it takes all volumes: name them');
    return cmdlet('Optimize-Volume', { DriveLetter: volumes, Defrag: true });
  },
  win_disk_facts: ({ args }) => {
    args.ignore('filter');
    return cmdlet('Get-Disk', {});
  },
  win_initialize_disk: ({ args }) => {
    args.ignore('force', 'online', 'path', 'uniqueid');
    const number = args.needed('disk_number');
    const style = (args.literal('style') ?? 'gpt').toUpperCase();
    return cmdlet(
      'Initialize-Disk',
      { Number: number, PartitionStyle: style },
      { extra: { done_when: doneWhen('Get-Disk', { Number: number }, "output[0].PartitionStyle != 'RAW'") } },
    );
  },
  win_partition: partition,
  win_format: ({ args }) => {
    args.ignore('full', 'force', 'compress', 'integrity_streams', 'large_frs', 'path');
    const script = new Script();
    const letter = script.parameter('DriveLetter', args.needed('drive_letter'));
    script.add(
      '$Runbook.Changed = $false',
      `$volume = Get-Volume -DriveLetter ${letter}`,
      `$wanted = @{ DriveLetter = ${letter} }`,
    );
    script.with('FileSystem', args.text('file_system'), (value) => [`$wanted.FileSystem = ${value}`]);
    script.with('Label', args.text('new_label', 'label'), (value) => [
      `$wanted.NewFileSystemLabel = ${value}`,
    ]);
    script.with(
      'AllocationUnitSize',
      args.text('allocation_unit_size'),
      (value) => [`$wanted.AllocationUnitSize = ${value}`],
      'int',
    );
    return script
      .add(
        'if ($volume.FileSystem -and (-not $wanted.FileSystem -or $volume.FileSystem -eq $wanted.FileSystem)) { return }',
        "if ($volume.FileSystem) { throw 'there is a file system already: it is formatted by hand' }",
        '$Runbook.Changed = $true',
        'if (-not $Runbook.CheckMode) { $null = Format-Volume @wanted }',
      )
      .made();
  },
  win_disk_image: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const image = args.needed('image_path');
    const script = new Script();
    const variable = script.parameter('ImagePath', image);
    script.add('$Runbook.Changed = $false', `$image = Get-DiskImage -ImagePath ${variable}`);
    if (state === 'absent')
      return script
        .add(
          'if ($image.Attached) {',
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { $null = Dismount-DiskImage -ImagePath ${variable} }`,
          '}',
        )
        .made();
    return script
      .add(
        'if (-not $image.Attached) {',
        '  $Runbook.Changed = $true',
        '  if ($Runbook.CheckMode) { return }',
        `  $image = Mount-DiskImage -ImagePath ${variable} -PassThru`,
        '}',
        '$letters = @(($image | Get-Volume).DriveLetter | ForEach-Object { "${_}:\\" })',
        '$Runbook.Result = @{ mount_path = $letters[0]; mount_paths = $letters }',
      )
      .made();
  },
  win_credential: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('type', 'update_secret', 'persistence', 'comment', 'alias');
    if (
      args.has('type') &&
      args.literal('type') !== 'domain_password' &&
      args.literal('type') !== 'generic_password'
    )
      throw new CannotSay('its type is a certificate');
    const script = new Script();
    const name = script.parameter('Target', args.needed('name'));
    script.add(
      '$Runbook.Changed = $false',
      `$isThere = [bool](cmdkey "/list:${name}" | Where-Object { $_ -match 'User' })`,
    );
    if (state === 'absent') {
      args.ignore('username', 'secret');
      return script
        .add(
          'if ($isThere) {',
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { $null = cmdkey "/delete:${name}" }`,
          '}',
        )
        .made();
    }
    const user = script.parameter('User', args.needed('username'));
    const secret = args.text('secret');
    const pass = secret ? ` "/pass:${script.parameter('Password', secret)}"` : '';
    const kind = args.literal('type') === 'generic_password' ? '/generic' : '/add';
    return script
      .add(
        '$Runbook.Changed = $true',
        `if (-not $Runbook.CheckMode) { $null = cmdkey "${kind}:${name}" "/user:${user}"${pass} }`,
      )
      .made();
  },
  setup: gather,
  gather_facts: gather,
  win_product_facts: () => cmdlet('Get-CimInstance', { ClassName: 'SoftwareLicensingProduct' }),
  win_certificate_store: certificate,
  win_mapped_drive: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const script = new Script();
    const letter = script.parameter('Letter', args.needed('letter'));
    script.add(
      '$Runbook.Changed = $false',
      `$mapping = Get-SmbMapping -LocalPath "${letter}:" -ErrorAction SilentlyContinue`,
    );
    if (state === 'absent') {
      args.ignore('path', 'username', 'password');
      return script
        .add(
          'if ($mapping) {',
          '  $Runbook.Changed = $true',
          '  if (-not $Runbook.CheckMode) { $mapping | Remove-SmbMapping -Force }',
          '}',
        )
        .made();
    }
    const path = script.parameter('Path', args.needed('path'));
    const user = args.text('username');
    const password = args.text('password');
    const account =
      user && password
        ? ` -UserName ${script.parameter('User', user)} -Password ${script.parameter('Password', password)}`
        : '';
    return script
      .add(
        `if ($mapping.RemotePath -ne ${path}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        '    if ($mapping) { $mapping | Remove-SmbMapping -Force }',
        `    $null = New-SmbMapping -LocalPath "${letter}:" -RemotePath ${path} -Persistent $true${account}`,
        '  }',
        '}',
      )
      .made();
  },
  win_security_policy: ({ args }) => {
    const script = new Script();
    const section = script.parameter('Section', args.needed('section'));
    const key = script.parameter('Key', args.needed('key'));
    const value = script.parameter('Value', args.needed('value'));
    return script
      .add(
        '$Runbook.Changed = $false',
        '$file = [IO.Path]::GetTempFileName()',
        '$null = secedit /export /cfg $file',
        `$line = Get-Content -LiteralPath $file | Where-Object { $_ -match "^$([regex]::Escape(${key}))\\s*=" }`,
        "$now = if ($line) { ($line -split '=', 2)[1].Trim().Trim('\"') }",
        `if ($now -ne ${value}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        `    $text = if (${value} -match '^\\d+$' -or ${section} -ne 'System Access') { ${value} } else { "\`"${value}\`"" }`,
        `    "[Unicode]\`r\`nUnicode=yes\`r\`n[Version]\`r\`nsignature=\`"\`$CHICAGO\`$\`"\`r\`nRevision=1\`r\`n[${section}]\`r\`n${key} = $text" | Set-Content -LiteralPath $file -Encoding Unicode`,
        '    $null = secedit /configure /db (Join-Path ([IO.Path]::GetTempPath()) policy.sdb) /cfg $file /quiet',
        '  }',
        '}',
        'Remove-Item -LiteralPath $file',
      )
      .made();
  },
  win_audit_policy_system: ({ args }) => {
    const script = new Script();
    const type = args.list('audit_type');
    const kinds =
      type?.kind === 'list'
        ? type.items.map(({ node }) => (node.kind === 'scalar' ? String(node.value) : ''))
        : [];
    if (kinds.length === 0) throw new CannotSay('"audit_type" is not written out');
    const sub = args.text('subcategory');
    const category = args.text('category');
    const name = script.parameter('Policy', sub ?? category ?? scalar(''));
    const option = sub ? 'subcategory' : 'category';
    const has = (kind: string): string => (kinds.includes(kind) ? 'enable' : 'disable');
    return script
      .add(
        '$Runbook.Changed = $false',
        `$before = auditpol /get "/${option}:${name}"`,
        `if (-not $Runbook.CheckMode) { $null = auditpol /set "/${option}:${name}" /success:${has('success')} /failure:${has('failure')} }`,
        `$Runbook.Changed = [bool](Compare-Object @($before) @(auditpol /get "/${option}:${name}"))`,
      )
      .made();
  },
};

function reboot({ args }: ModuleCall): Made {
  args.ignore(
    'reboot_timeout',
    'reboot_timeout_sec',
    'post_reboot_delay',
    'post_reboot_delay_sec',
    'pre_reboot_delay',
    'pre_reboot_delay_sec',
    'connect_timeout',
    'connect_timeout_sec',
    'shutdown_timeout',
    'shutdown_timeout_sec',
    'test_command',
    'boot_time_command',
    'msg',
    'reboot_command',
    'search_paths',
  );
  return cmdlet(
    'Restart-Computer',
    { Force: true },
    {
      extra: { on_resume: scalar('skip') },
      members: { rebooted: 'changed', elapsed: 'attempts' },
      remarks: [
        'the run ends with the machine that it runs on: go on with `runbook resume` when it is up again',
      ],
    },
  );
}

/** A text or template as an expression. */
export function expressionOf(node: WrittenNode): string {
  const text = node.kind === 'scalar' ? String(node.value) : '';
  const [, inner] = /^\{\{\s*([^]*?)\s*\}\}$/.exec(text) ?? [];
  if (inner !== undefined) return inner;
  if (text.includes('{{')) throw new CannotSay(`"${text}" is put together of several parts`);
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function environment({ args }: ModuleCall): Made {
  const level = args.literal('level') ?? 'machine';
  const state = args.literal('state') ?? 'present';
  const scopes: Readonly<Record<string, string>> = { machine: 'Machine', user: 'User', process: 'Process' };
  const scope = scopes[level];
  if (scope === undefined) throw new CannotSay(`there is no "level: ${level}"`);
  const script = new Script();
  const variables = args.data('variables');
  if (variables) {
    args.ignore('name', 'value');
    const all = script.parameter('Variables', variables, 'hashtable');
    return script
      .add(
        '$Runbook.Changed = $false',
        `foreach ($name in ${all}.Keys) {`,
        `  if ([Environment]::GetEnvironmentVariable($name, '${scope}') -ceq ${all}[$name]) { continue }`,
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { [Environment]::SetEnvironmentVariable($name, ${all}[$name], '${scope}') }`,
        '}',
      )
      .made();
  }
  const name = script.parameter('Name', args.needed('name'));
  const value = state === 'absent' ? undefined : script.parameter('Value', args.text('value') ?? scalar(''));
  if (state === 'absent') args.ignore('value');
  return script
    .add(
      '$Runbook.Changed = $false',
      `$before = [Environment]::GetEnvironmentVariable(${name}, '${scope}')`,
      `if ($before -cne ${value ?? '$null'}) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { [Environment]::SetEnvironmentVariable(${name}, ${value ?? '$null'}, '${scope}') }`,
      '}',
      `$Runbook.Result = @{ before_value = $before; value = ${value ?? '$null'} }`,
    )
    .made();
}

function path({ args }: ModuleCall): Made {
  const elements = args.list('elements');
  if (!elements) throw new CannotSay('it has no "elements"');
  const state = args.literal('state') ?? 'present';
  const scope = args.literal('scope') === 'user' ? 'User' : 'Machine';
  const script = new Script();
  const all = script.parameter('Elements', elements, 'string[]');
  const name = args.text('name');
  const variable = name ? script.parameter('Name', name) : "'Path'";
  return script
    .add(
      '$Runbook.Changed = $false',
      `$before = @("$([Environment]::GetEnvironmentVariable(${variable}, '${scope}'))".Split(';', [StringSplitOptions]::RemoveEmptyEntries))`,
      "$known = @($before | ForEach-Object { $_.TrimEnd('\\') })",
      state === 'absent'
        ? `$after = @($before | Where-Object { $each = $_.TrimEnd('\\'); @(${all} | Where-Object { $_.TrimEnd('\\') -eq $each }).Count -eq 0 })`
        : `$after = $before + @(${all} | Where-Object { $known -notcontains $_.TrimEnd('\\') })`,
      'if ($after.Count -ne $before.Count) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { [Environment]::SetEnvironmentVariable(${variable}, ($after -join ';'), '${scope}') }`,
      '}',
    )
    .made();
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

function region({ args }: ModuleCall): Made {
  args.ignore('copy_settings');
  const remarks =
    args.has('copy_settings') && args.flag('copy_settings') === true
      ? ['the settings are not copied to new accounts ("copy_settings")']
      : [];
  const script = new Script();
  script.add('$Runbook.Changed = $false', '$restart = $false');
  script.with('Location', args.text('location'), (value) => [
    `if ((Get-WinHomeLocation).GeoId -ne ${value}) {`,
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { Set-WinHomeLocation -GeoId ${value} }`,
    '}',
  ]);
  script.with('Format', args.text('format'), (value) => [
    `if ((Get-Culture).Name -ne ${value}) {`,
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { Set-Culture -CultureInfo ${value} }`,
    '}',
  ]);
  script.with('UnicodeLanguage', args.text('unicode_language'), (value) => [
    `if ((Get-WinSystemLocale).Name -ne ${value}) {`,
    '  $Runbook.Changed = $true',
    '  $restart = $true',
    `  if (-not $Runbook.CheckMode) { Set-WinSystemLocale -SystemLocale ${value} }`,
    '}',
  ]);
  return script.add('$Runbook.Result = @{ restart_required = $restart }').made({ kind: 'result' }, remarks);
}

function pagefile({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'query';
  args.ignore('test_path', 'override', 'remove_all');
  const script = new Script();
  script.add('$Runbook.Changed = $false', '$system = Get-CimInstance -ClassName Win32_ComputerSystem');
  if (args.has('automatic')) {
    const isOn = `$${String(args.flag('automatic') === true)}`;
    script.add(
      `if ($system.AutomaticManagedPagefile -ne ${isOn}) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-CimInstance -InputObject $system -Property @{ AutomaticManagedPagefile = ${isOn} } }`,
      '}',
    );
  }
  const removeAll = args.has('remove_all') && args.flag('remove_all') === true;
  if (removeAll)
    script.add(
      '$found = @(Get-CimInstance -ClassName Win32_PageFileSetting)',
      'if ($found) {',
      '  $Runbook.Changed = $true',
      '  if (-not $Runbook.CheckMode) { $found | Remove-CimInstance }',
      '}',
    );
  const drive = args.text('drive');
  if (drive && state !== 'query') {
    const letter = script.parameter('Drive', drive);
    script.add(
      `$name = "${letter}:\\pagefile.sys"`,
      '$now = Get-CimInstance -ClassName Win32_PageFileSetting | Where-Object Name -eq $name',
    );
    if (state === 'absent') {
      args.ignore('initial_size', 'maximum_size', 'system_managed');
      script.add(
        'if ($now) {',
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) { $now | Remove-CimInstance }',
        '}',
      );
    } else {
      const isManaged = args.has('system_managed') && args.flag('system_managed') === true;
      const first = isManaged
        ? '0'
        : script.parameter('InitialSize', args.text('initial_size') ?? scalar(0n), 'int');
      const most = isManaged
        ? '0'
        : script.parameter('MaximumSize', args.text('maximum_size') ?? scalar(0n), 'int');
      script.add(
        `if (-not $now -or $now.InitialSize -ne ${first} -or $now.MaximumSize -ne ${most}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        '    if (-not $now) { $now = New-CimInstance -ClassName Win32_PageFileSetting -Property @{ Name = $name } }',
        `    Set-CimInstance -InputObject $now -Property @{ InitialSize = [uint32]${first}; MaximumSize = [uint32]${most} }`,
        '  }',
        '}',
      );
    }
  }
  return script
    .add(
      '$Runbook.Result = @{ automatic_managed_pagefiles = $system.AutomaticManagedPagefile; pagefiles = @(Get-CimInstance -ClassName Win32_PageFileSetting | ForEach-Object { @{ name = $_.Name; initial_size = $_.InitialSize; maximum_size = $_.MaximumSize } }) }',
    )
    .made();
}

function partition({ args }: ModuleCall): Made {
  args.ignore(
    'mbr_type',
    'gpt_type',
    'no_default_drive_letter',
    'partition_number',
    'active',
    'hidden',
    'offline',
    'read_only',
  );
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const letter = script.parameter('DriveLetter', args.needed('drive_letter'));
  script.add(
    '$Runbook.Changed = $false',
    `$partition = Get-Partition -DriveLetter ${letter} -ErrorAction SilentlyContinue`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        'if ($partition) {',
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) { $partition | Remove-Partition -Confirm:$false }',
        '}',
      )
      .made();
  }
  const disk = script.parameter('DiskNumber', args.needed('disk_number'), 'int');
  const size = args.literal('partition_size');
  const isAll = size === undefined || size === '-1';
  const [, amount = '', unit = ''] = /^([\d.]+)\s*([KMGT]i?B)$/i.exec(size ?? '') ?? [];
  if (!isAll && amount === '') throw new CannotSay(`"${size}" is no size`);
  const bytes = isAll ? '-UseMaximumSize' : `-Size ${amount}${unit.replace(/i/i, '').toUpperCase()}`;
  return script
    .add(
      'if (-not $partition) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { $null = New-Partition -DiskNumber ${disk} -DriveLetter ${letter} ${bytes} }`,
      '}',
    )
    .made();
}

function certificate({ args }: ModuleCall): Made {
  args.ignore('key_storage', 'key_exportable');
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const location = args.literal('store_location') ?? 'LocalMachine';
  const name = args.text('store_name') ?? scalar('My');
  const store = script.parameter('StoreName', name);
  script.add('$Runbook.Changed = $false', `$store = "Cert:\\${location}\\${store}"`);
  if (state === 'absent') {
    args.ignore('path', 'password', 'file_type');
    const thumbprint = script.parameter('Thumbprint', args.needed('thumbprint'));
    return script
      .add(
        `$found = Get-ChildItem -Path $store | Where-Object Thumbprint -eq ${thumbprint}`,
        'if ($found) {',
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) { $found | Remove-Item }',
        '}',
      )
      .made();
  }
  if (state !== 'present')
    throw new CannotSay('it exports a certificate: use Export-Certificate or Export-PfxCertificate');
  const path = script.parameter('Path', args.needed('path'));
  const password = args.text('password');
  const secret = password ? script.parameter('Password', password) : undefined;
  const exportable =
    args.has('key_exportable') && args.flag('key_exportable') === false ? '' : ' -Exportable';
  return script
    .add(
      '$certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 ' +
        (secret === undefined ? path : `${path}, ${secret}`),
      '$Runbook.Result = @{ thumbprints = @($certificate.Thumbprint) }',
      'if (Get-ChildItem -Path $store | Where-Object Thumbprint -eq $certificate.Thumbprint) { return }',
      '$Runbook.Changed = $true',
      'if ($Runbook.CheckMode) { return }',
      `$null = if (${path} -match '\\.(pfx|p12)$') { Import-PfxCertificate -FilePath ${path} -CertStoreLocation $store${exportable}${secret === undefined ? '' : ` -Password (ConvertTo-SecureString ${secret} -AsPlainText -Force)`} } else { Import-Certificate -FilePath ${path} -CertStoreLocation $store }`,
    )
    .made();
}

/** Asks for the facts that are read somewhere, once more. */
function gather({ args, converting }: ModuleCall): Made {
  args.ignore('gather_subset', 'gather_timeout', 'filter', 'fact_path', 'parallel');
  const names = new Set(Object.keys(FACTS).filter((name) => converting.names.facts.has(name)));
  if (names.size === 0) names.add('hostname');
  return {
    entries: [
      { key: 'powershell', value: scalar(factsScript(names)) },
      { key: 'register', value: scalar(converting.names.factsName) },
    ],
    shape: { kind: 'result' },
    remarks: [
      'facts are what the tasks before it read: what is read behind it is asked for at the beginning of the run',
    ],
  };
}
