import type { WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { cmdlet, doneWhen, isOnlyAsked, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** Accounts and groups of the machine itself. */
export const ACCOUNTS: Readonly<Record<string, ConvertModule>> = {
  win_user: user,
  win_group: group,
  win_group_membership: membership,
  win_user_right: userRight,
  win_whoami: ({ args }) => {
    args.ignore('read');
    return new Script()
      .add(
        '$Runbook.Changed = $false',
        '$identity = [Security.Principal.WindowsIdentity]::GetCurrent()',
        '$Runbook.Result = @{',
        "  account = @{ account_name = $identity.Name.Split('\\')[-1]; domain_name = $identity.Name.Split('\\')[0]; sid = $identity.User.Value }",
        '  groups = @($identity.Groups | ForEach-Object { @{ sid = $_.Value } })',
        '  impersonation_level = "$($identity.ImpersonationLevel)"',
        '}',
      )
      .made();
  },
  win_user_profile: ({ args, read }) => {
    const state = args.literal('state') ?? 'present';
    if (state !== 'absent' || !isOnlyAsked(read))
      throw new CannotSay('a profile is made by Windows when its account begins a session');
    args.ignore('remove_multiple', 'name');
    const script = new Script();
    const account = script.parameter('User', args.needed('username'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$found = @(Get-CimInstance -ClassName Win32_UserProfile | Where-Object { Split-Path -Path $_.LocalPath -Leaf | Where-Object { $_ -eq ${account}.Split('\\')[-1] } })`,
        ...changed('$found', '$found | Remove-CimInstance'),
      )
      .made();
  },
};

const SECURE = (variable: string): string => `(ConvertTo-SecureString ${variable} -AsPlainText -Force)`;

function user({ args }: ModuleCall): Made {
  const state = args.isTemplate('state') ? undefined : (args.literal('state') ?? 'present');
  const name = args.needed('name');
  args.ignore('account_locked', 'login_script', 'home_directory', 'profile');
  if (args.has('login_script', 'home_directory', 'profile'))
    throw new CannotSay('New-LocalUser knows neither "login_script" nor "home_directory" nor "profile"');
  const script = new Script();
  const variable = script.parameter('Name', name);
  script.add(
    '$Runbook.Changed = $false',
    `$user = Get-LocalUser -Name ${variable} -ErrorAction SilentlyContinue`,
  );
  const removal = changed('$user', `Remove-LocalUser -Name ${variable}`);
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...removal).made();
  }
  if (state === 'query')
    return script
      .add(
        "$Runbook.Result = @{ name = $user.Name; state = if ($user) { 'present' } else { 'absent' }; fullname = $user.FullName; description = $user.Description }",
      )
      .made();
  if (state === undefined)
    script.add(
      `if (${script.parameter('State', args.needed('state'))} -eq 'absent') {`,
      ...removal.map((line) => `  ${line}`),
      '  return',
      '}',
    );
  const password = args.text('password');
  const isAlways = (args.literal('update_password') ?? 'always') === 'always';
  const secret = password ? script.parameter('Password', password) : undefined;
  script.add(
    'if (-not $user) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  $user = New-LocalUser -Name ${variable} ${secret === undefined ? '-NoPassword' : `-Password ${SECURE(secret)}`}`,
    ...(secret !== undefined && isAlways ? passwordLines(variable, secret) : []),
    '}',
  );
  settings(script, args, variable);
  groups(script, args, variable);
  if (args.has('password_expired') && args.flag('password_expired') === true)
    script.add(
      `$entry = [adsi]"WinNT://./${variable},user"`,
      ...changed('-not $entry.PasswordExpired[0]', '$entry.PasswordExpired = 1; $entry.SetInfo()'),
    );
  return script
    .add('$Runbook.Result = @{ name = $Name; state = \'present\'; sid = "$($user.SID)" }')
    .made({ kind: 'result' });
}

/** Whether the password is this one is asked of Windows: then nothing has changed. */
function passwordLines(name: string, secret: string): readonly string[] {
  return [
    '} else {',
    '  Add-Type -AssemblyName System.DirectoryServices.AccountManagement',
    "  $context = New-Object System.DirectoryServices.AccountManagement.PrincipalContext 'Machine'",
    `  if (-not $context.ValidateCredentials(${name}, ${secret})) {`,
    '    $Runbook.Changed = $true',
    `    if (-not $Runbook.CheckMode) { Set-LocalUser -Name ${name} -Password ${SECURE(secret)} }`,
    '  }',
  ];
}

function settings(script: Script, args: ModuleCall['args'], name: string): void {
  const change = (condition: string, act: string): void => {
    script.add(...changed(condition, act));
  };
  script.with('FullName', args.text('fullname'), (value) => [
    ...changed(`$user.FullName -cne ${value}`, `Set-LocalUser -Name ${name} -FullName ${value}`),
  ]);
  script.with('Description', args.text('description'), (value) => [
    ...changed(`$user.Description -cne ${value}`, `Set-LocalUser -Name ${name} -Description ${value}`),
  ]);
  if (args.has('password_never_expires')) {
    const never = args.flag('password_never_expires') === true;
    change(
      never ? '$user.PasswordExpires' : '-not $user.PasswordExpires',
      `Set-LocalUser -Name ${name} -PasswordNeverExpires $${String(never)}`,
    );
  }
  if (args.has('user_cannot_change_password')) {
    const may = args.flag('user_cannot_change_password') !== true;
    change(
      `$user.UserMayChangePassword -ne $${String(may)}`,
      `Set-LocalUser -Name ${name} -UserMayChangePassword $${String(may)}`,
    );
  }
  if (args.has('account_disabled')) {
    const isOff = args.flag('account_disabled') === true;
    change(
      isOff ? '$user.Enabled' : '-not $user.Enabled',
      isOff ? `Disable-LocalUser -Name ${name}` : `Enable-LocalUser -Name ${name}`,
    );
  }
}

function groups(script: Script, args: ModuleCall['args'], name: string): void {
  const given = args.list('groups');
  const action = args.literal('groups_action') ?? 'replace';
  if (!given) return;
  const wanted = script.parameter('Groups', given, 'string[]');
  script.add(
    `$now = @(Get-LocalGroup | Where-Object { @(Get-LocalGroupMember -Group $_ -ErrorAction SilentlyContinue).SID -contains $user.SID }).Name`,
    ...(action === 'remove'
      ? []
      : [
          `foreach ($group in ${wanted} | Where-Object { $now -notcontains $_ }) {`,
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { Add-LocalGroupMember -Group $group -Member ${name} }`,
          '}',
        ]),
    ...(action === 'add'
      ? []
      : [
          `foreach ($group in $now | Where-Object { ${wanted} ${action === 'remove' ? '-contains' : '-notcontains'} $_ }) {`,
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { Remove-LocalGroupMember -Group $group -Member ${name} }`,
          '}',
        ]),
  );
}

function group({ args }: ModuleCall): Made {
  const name = args.needed('name');
  const state = args.literal('state') ?? 'present';
  const probe = { Name: name, ErrorAction: 'SilentlyContinue' };
  if (state === 'absent') {
    args.ignore('description');
    return cmdlet(
      'Remove-LocalGroup',
      { Name: name },
      { extra: { done_when: doneWhen('Get-LocalGroup', probe, 'output | length == 0') } },
    );
  }
  const description = args.text('description');
  if (!description)
    return cmdlet(
      'New-LocalGroup',
      { Name: name },
      { extra: { done_when: doneWhen('Get-LocalGroup', probe, 'output | length > 0') } },
    );
  const script = new Script();
  const variable = script.parameter('Name', name);
  const about = script.parameter('Description', description);
  return script
    .add(
      '$Runbook.Changed = $false',
      `$group = Get-LocalGroup -Name ${variable} -ErrorAction SilentlyContinue`,
      `if ($group -and $group.Description -ceq ${about}) { return }`,
      '$Runbook.Changed = $true',
      'if ($Runbook.CheckMode) { return }',
      `if ($group) { Set-LocalGroup -Name ${variable} -Description ${about} } else { $null = New-LocalGroup -Name ${variable} -Description ${about} }`,
    )
    .made();
}

function membership({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const members = args.list('members');
  if (!members) throw new CannotSay('it has no "members"');
  const script = new Script();
  const name = script.parameter('Group', args.needed('name'));
  const wanted = script.parameter('Members', members, 'string[]');
  script.add(
    '$Runbook.Changed = $false',
    'function Get-Sid($account) {',
    "  if ($account -match '^S-1-') { return $account }",
    '  (New-Object System.Security.Principal.NTAccount ($account -replace \'^\\.\\\\\', "$env:COMPUTERNAME\\")).Translate([Security.Principal.SecurityIdentifier]).Value',
    '}',
    `$now = @((Get-LocalGroupMember -Group ${name}).SID | ForEach-Object { $_.Value })`,
    `$sids = @(${wanted} | ForEach-Object { Get-Sid $_ })`,
  );
  if (state !== 'absent') {
    script.add(
      'foreach ($sid in $sids | Where-Object { $now -notcontains $_ }) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Add-LocalGroupMember -Group ${name} -Member $sid }`,
      '}',
    );
  }
  if (state !== 'present') {
    const test = state === 'absent' ? '$sids -contains $_' : '$sids -notcontains $_';
    script.add(
      `foreach ($sid in $now | Where-Object { ${test} }) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Remove-LocalGroupMember -Group ${name} -Member $sid }`,
      '}',
    );
  }
  return script.made();
}

/** The rights of accounts, read and written by secedit, which every Windows has. */
function userRight({ args }: ModuleCall): Made {
  const users: WrittenNode | undefined = args.list('users');
  if (!users) throw new CannotSay('it has no "users"');
  const action = args.literal('action') ?? 'set';
  const script = new Script();
  const right = script.parameter('Right', args.needed('name'));
  const wanted = script.parameter('Users', users, 'string[]');
  return script
    .add(
      '$Runbook.Changed = $false',
      '$file = [IO.Path]::GetTempFileName()',
      '$null = secedit /export /cfg $file /areas USER_RIGHTS',
      `$line = Get-Content -LiteralPath $file | Where-Object { $_ -like "${right} = *" }`,
      "$now = @(if ($line) { ($line -split ' = ', 2)[1].Split(',') | ForEach-Object { $_.Trim().TrimStart('*') } })",
      `$sids = @(${wanted} | ForEach-Object { if ($_ -match '^S-1-') { $_ } else { (New-Object System.Security.Principal.NTAccount $_).Translate([Security.Principal.SecurityIdentifier]).Value } })`,
      `$after = @(${action === 'set' ? '$sids' : action === 'add' ? '$now + $sids | Select-Object -Unique' : '$now | Where-Object { $sids -notcontains $_ }'})`,
      'if (Compare-Object @($now | Sort-Object) @($after | Sort-Object)) {',
      '  $Runbook.Changed = $true',
      '  if (-not $Runbook.CheckMode) {',
      `    "[Unicode]\`r\`nUnicode=yes\`r\`n[Version]\`r\`nsignature=\`"\`$CHICAGO\`$\`"\`r\`nRevision=1\`r\`n[Privilege Rights]\`r\`n${right} = $(@($after | ForEach-Object { '*' + $_ }) -join ',')" | Set-Content -LiteralPath $file -Encoding Unicode`,
      '    $null = secedit /configure /db (Join-Path ([IO.Path]::GetTempPath()) rights.sdb) /cfg $file /areas USER_RIGHTS /quiet',
      '  }',
      '}',
      'Remove-Item -LiteralPath $file',
    )
    .made();
}
