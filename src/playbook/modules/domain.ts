import { scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';

/** Active Directory. */
export const DOMAIN: Readonly<Record<string, ConvertModule>> = {
  win_domain: ({ args }) => {
    args.ignore(
      'database_path',
      'sysvol_path',
      'log_path',
      'reboot',
      'reboot_timeout',
      'create_dns_delegation',
      'install_dns',
      'safe_mode_password',
      'safe_mode_admin_password',
    );
    const remarks = restartRemark(args);
    const script = new Script();
    const name = script.parameter('DomainName', args.needed('dns_domain_name'));
    const secret = script.parameter(
      'SafeModePassword',
      args.needed('safe_mode_password', 'safe_mode_admin_password'),
    );
    script.add(
      '$Runbook.Changed = $false',
      '$Runbook.Result = @{ reboot_required = $false }',
      '$computer = Get-CimInstance -ClassName Win32_ComputerSystem',
      '# 4 and 5 are domain controllers.',
      'if ($computer.DomainRole -in 4, 5) { return }',
      '$Runbook.Changed = $true',
      'if ($Runbook.CheckMode) { return }',
      '$null = Install-WindowsFeature -Name AD-Domain-Services -IncludeManagementTools',
      `$forest = @{ DomainName = ${name}; SafeModeAdministratorPassword = ConvertTo-SecureString ${secret} -AsPlainText -Force; NoRebootOnCompletion = $true; Force = $true }`,
    );
    for (const [key, property] of [
      ['domain_netbios_name', 'DomainNetbiosName'],
      ['forest_mode', 'ForestMode'],
      ['domain_mode', 'DomainMode'],
      ['database_path', 'DatabasePath'],
      ['sysvol_path', 'SysvolPath'],
      ['log_path', 'LogPath'],
    ] as const)
      script.with(property, args.text(key), (value) => [`$forest.${property} = ${value}`]);
    if (args.has('create_dns_delegation'))
      script.add(`$forest.CreateDnsDelegation = $${String(args.flag('create_dns_delegation') === true)}`);
    if (args.has('install_dns'))
      script.add(`$forest.InstallDns = $${String(args.flag('install_dns') === true)}`);
    return script
      .add('$null = Install-ADDSForest @forest', '$Runbook.Result = @{ reboot_required = $true }')
      .made({ kind: 'result' }, remarks);
  },
  win_domain_controller: ({ args }) => {
    args.ignore('log_path', 'reboot', 'reboot_timeout', 'local_admin_password');
    const remarks = restartRemark(args);
    const state = args.literal('state') ?? 'domain_controller';
    if (state !== 'domain_controller')
      throw new CannotSay('it makes a domain controller a member again: use Uninstall-ADDSDomainController');
    const script = new Script();
    const name = script.parameter('DomainName', args.needed('dns_domain_name'));
    const secret = script.parameter('SafeModePassword', args.needed('safe_mode_password'));
    const user = script.parameter('User', args.needed('domain_admin_user'));
    const password = script.parameter('Password', args.needed('domain_admin_password'));
    script.add(
      '$Runbook.Changed = $false',
      '$Runbook.Result = @{ reboot_required = $false }',
      '# 4 and 5 are domain controllers.',
      'if ((Get-CimInstance -ClassName Win32_ComputerSystem).DomainRole -in 4, 5) { return }',
      '$Runbook.Changed = $true',
      'if ($Runbook.CheckMode) { return }',
      '$null = Install-WindowsFeature -Name AD-Domain-Services -IncludeManagementTools',
      `$credential = New-Object System.Management.Automation.PSCredential ${user}, (ConvertTo-SecureString ${password} -AsPlainText -Force)`,
      `$controller = @{ DomainName = ${name}; Credential = $credential; SafeModeAdministratorPassword = ConvertTo-SecureString ${secret} -AsPlainText -Force; NoRebootOnCompletion = $true; Force = $true }`,
    );
    for (const [key, property] of [
      ['site_name', 'SiteName'],
      ['database_path', 'DatabasePath'],
      ['domain_log_path', 'LogPath'],
      ['sysvol_path', 'SysvolPath'],
      ['install_media_path', 'InstallationMediaPath'],
      ['replication_source_dc', 'ReplicationSourceDC'],
    ] as const)
      script.with(property, args.text(key), (value) => [`$controller.${property} = ${value}`]);
    if (args.has('read_only') && args.flag('read_only') === true)
      script.add('$controller.ReadOnlyReplica = $true');
    if (args.has('install_dns'))
      script.add(`$controller.InstallDns = $${String(args.flag('install_dns') === true)}`);
    return script
      .add(
        '$null = Install-ADDSDomainController @controller',
        '$Runbook.Result = @{ reboot_required = $true }',
      )
      .made({ kind: 'result' }, remarks);
  },
  win_domain_membership: membership,
  win_domain_user: user,
  win_domain_group: group,
  win_domain_ou: ou,
  win_domain_computer: computer,
  win_domain_group_membership: groupMembership,
  win_dns_record: dnsRecord,
  win_dns_zone: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const type = args.literal('type') ?? 'primary';
    if (type !== 'primary') throw new CannotSay(`it makes a zone of the type "${type}"`);
    const script = new Script();
    const name = script.parameter('Zone', args.needed('name'));
    script.add(
      '$Runbook.Changed = $false',
      `$zone = Get-DnsServerZone -Name ${name} -ErrorAction SilentlyContinue`,
    );
    if (state === 'absent') {
      args.ignore(...args.names);
      return script
        .add(
          'if ($zone) {',
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { Remove-DnsServerZone -Name ${name} -Force }`,
          '}',
        )
        .made();
    }
    const scope = args.text('replication');
    const where = scope
      ? `-ReplicationScope ${script.parameter('Replication', scope)}`
      : `-ZoneFile "${name}.dns"`;
    script.with('DynamicUpdate', args.text('dynamic_update'), () => []);
    return script
      .add(
        'if (-not $zone) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Add-DnsServerPrimaryZone -Name ${name} ${where} }`,
        '}',
      )
      .made();
  },
  win_domain_object_info: ({ args }) => {
    args.ignore(
      'domain_username',
      'domain_password',
      'domain_server',
      'include_deleted',
      'search_scope',
      'search_base',
    );
    const script = new Script();
    script.add('$Runbook.Changed = $false', '$call = @{}');
    script.with('Filter', args.text('filter'), (value) => [`$call.Filter = ${value}`]);
    script.with('LdapFilter', args.text('ldap_filter'), (value) => [`$call.LDAPFilter = ${value}`]);
    script.with('Identity', args.text('identity'), (value) => [`$call.Identity = ${value}`]);
    script.with(
      'Properties',
      args.list('properties'),
      (value) => [`$call.Properties = ${value}`],
      'string[]',
    );
    script.with('SearchBase', args.text('search_base'), (value) => [`$call.SearchBase = ${value}`]);
    const { names, lines } = connection(args, script);
    return script.add(...lines, `$Runbook.Result = @{ objects = @(Get-ADObject @call${names}) }`).made();
  },
};

function restartRemark(args: ModuleCall['args']): readonly string[] {
  return args.has('reboot') && args.source('reboot') !== 'false'
    ? [
        'it restarted the machine at its end ("reboot"): here it says with "result.reboot_required" that this is needed',
      ]
    : [];
}

/** The account and the server for cmdlets of ActiveDirectory. */
function connection(
  args: ModuleCall['args'],
  script: Script,
): { readonly names: string; readonly lines: readonly string[] } {
  const user = args.text('domain_username');
  const password = args.text('domain_password');
  const server = args.text('domain_server');
  if (!user && !server) return { names: '', lines: [] };
  const lines = ['$domain = @{}'];
  if (server) lines.push(`$domain.Server = ${script.parameter('Server', server)}`);
  if (user && password) {
    const account = script.parameter('DomainUser', user);
    const secret = script.parameter('DomainPassword', password);
    lines.push(
      `$domain.Credential = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
    );
  }
  return { names: ' @domain', lines };
}

function membership({ args }: ModuleCall): Made {
  args.ignore('log_path', 'reboot', 'reboot_timeout', 'allow_existing_computer_account', 'offline_join_blob');
  const remarks = restartRemark(args);
  const state = args.literal('state') ?? 'domain';
  const script = new Script();
  const user = script.parameter('User', args.needed('domain_admin_user'));
  const password = script.parameter('Password', args.needed('domain_admin_password'));
  const host = args.text('hostname');
  script.add(
    '$Runbook.Changed = $false',
    '$Runbook.Result = @{ reboot_required = $false }',
    '$computer = Get-CimInstance -ClassName Win32_ComputerSystem',
    `$credential = New-Object System.Management.Automation.PSCredential ${user}, (ConvertTo-SecureString ${password} -AsPlainText -Force)`,
  );
  if (state === 'workgroup') {
    args.ignore('dns_domain_name', 'domain_ou_path', 'domain_server');
    const workgroup = script.parameter('Workgroup', args.text('workgroup_name') ?? scalar('WORKGROUP'));
    return script
      .add(
        'if (-not $computer.PartOfDomain) { return }',
        '$Runbook.Changed = $true',
        'if ($Runbook.CheckMode) { return }',
        `Remove-Computer -WorkgroupName ${workgroup} -UnjoinDomainCredential $credential -Force`,
        '$Runbook.Result = @{ reboot_required = $true }',
      )
      .made({ kind: 'result' }, remarks);
  }
  const name = script.parameter('DomainName', args.needed('dns_domain_name'));
  const rename = host ? script.parameter('HostName', host) : undefined;
  const path = args.text('domain_ou_path');
  const server = args.text('domain_server');
  const options = `${path ? ` -OUPath ${script.parameter('OUPath', path)}` : ''}${server ? ` -Server ${script.parameter('Server', server)}` : ''}`;
  script.add(
    `$isMember = $computer.PartOfDomain -and $computer.Domain -eq ${name}`,
    ...(rename === undefined
      ? ['if ($isMember) { return }']
      : [`if ($isMember -and $env:COMPUTERNAME -eq ${rename}) { return }`]),
    '$Runbook.Changed = $true',
    'if ($Runbook.CheckMode) { return }',
  );
  if (rename === undefined)
    script.add(`Add-Computer -DomainName ${name} -Credential $credential -Force${options}`);
  else {
    script.add(
      'if ($isMember) {',
      `  Rename-Computer -NewName ${rename} -DomainCredential $credential -Force`,
      `} elseif ($env:COMPUTERNAME -eq ${rename}) {`,
      `  Add-Computer -DomainName ${name} -Credential $credential -Force${options}`,
      '} else {',
      `  Add-Computer -DomainName ${name} -NewName ${rename} -Credential $credential -Force${options}`,
      '}',
    );
  }
  return script.add('$Runbook.Result = @{ reboot_required = $true }').made({ kind: 'result' }, remarks);
}

/** Arguments, and the properties of the directory that they are. */
const USER_PROPERTIES: readonly (readonly [string, string])[] = [
  ['firstname', 'GivenName'],
  ['surname', 'Surname'],
  ['display_name', 'DisplayName'],
  ['description', 'Description'],
  ['company', 'Company'],
  ['email', 'EmailAddress'],
  ['upn', 'UserPrincipalName'],
  ['street', 'StreetAddress'],
  ['city', 'City'],
  ['state_province', 'State'],
  ['postal_code', 'PostalCode'],
  ['country', 'Country'],
];

function user({ args }: ModuleCall): Made {
  args.ignore(
    'update_password',
    'user_cannot_change_password',
    'account_locked',
    'spn_action',
    'groups_missing_behaviour',
    'delegates_action',
  );
  for (const name of ['user_cannot_change_password', 'spn', 'delegates'])
    if (args.has(name) && args.source(name) !== 'false')
      throw new CannotSay(`"${name}" is set by Set-ADUser: write it as a script`);
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const identity = args.text('identity', 'sam_account_name');
  const id = identity ? script.parameter('Identity', identity) : name;
  const { names, lines } = connection(args, script);
  script.add(
    'Import-Module -Name ActiveDirectory',
    '$Runbook.Changed = $false',
    ...lines,
    `$user = Get-ADUser -Filter "SamAccountName -eq '${id}'" -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        'if ($user) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Remove-ADUser -Identity $user -Confirm:$false${names} }`,
        '}',
      )
      .made();
  }
  if (state === 'query')
    return script
      .add(
        "$Runbook.Result = @{ state = if ($user) { 'present' } else { 'absent' }; distinguished_name = $user.DistinguishedName; name = $user.Name; sid = \"$($user.SID)\" }",
      )
      .made();
  script.add('$wanted = @{}');
  for (const [key, property] of USER_PROPERTIES)
    script.with(property, args.text(key), (value) => [`$wanted.${property} = ${value}`]);
  if (args.has('enabled')) script.add(`$wanted.Enabled = $${String(args.flag('enabled') === true)}`);
  else script.add('$wanted.Enabled = $true');
  if (args.has('password_never_expires'))
    script.add(`$wanted.PasswordNeverExpires = $${String(args.flag('password_never_expires') === true)}`);
  const password = args.text('password');
  const secret = password ? script.parameter('Password', password) : undefined;
  const path = args.text('path');
  const where = path ? ` -Path ${script.parameter('Path', path)}` : '';
  script.add(
    'if (-not $user) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  $user = New-ADUser -Name ${name} -SamAccountName ${id}${where}${secret === undefined ? '' : ` -AccountPassword (ConvertTo-SecureString ${secret} -AsPlainText -Force)`} @wanted -PassThru${names}`,
    '} else {',
    '  $different = @($wanted.Keys | Where-Object { "$($user.$_)" -cne "$($wanted[$_])" })',
    '  if ($different) {',
    '    $Runbook.Changed = $true',
    `    if (-not $Runbook.CheckMode) { Set-ADUser -Identity $user @wanted${names} }`,
    '  }',
  );
  const remarks: string[] = [];
  if (secret !== undefined) {
    const mode = args.literal('update_password') ?? 'always';
    if (mode === 'always') {
      script.add(
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Set-ADAccountPassword -Identity $user -Reset -NewPassword (ConvertTo-SecureString ${secret} -AsPlainText -Force)${names} }`,
      );
      remarks.push('the password of an account that is there is set each time, which counts as changed');
    }
  }
  script.add('}');
  if (args.has('password_expired') && args.flag('password_expired') === true)
    script.add(
      `if (-not $Runbook.CheckMode) { Set-ADUser -Identity $user -ChangePasswordAtLogon $true${names} }`,
    );
  const groups = args.list('groups');
  const action = args.literal('groups_action') ?? 'replace';
  if (groups) memberLines(script, groups, action, names);
  const attributes = args.data('attributes');
  if (attributes) {
    const all = script.parameter('Attributes', attributes, 'hashtable');
    script.add(
      `$other = @{}`,
      `foreach ($key in ${all}.Keys) { if ("$($user.$key)" -cne "$(${all}[$key])") { $other[$key] = ${all}[$key] } }`,
      'if ($other.Count -gt 0) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-ADUser -Identity $user -Replace $other${names} }`,
      '}',
    );
  }
  return script
    .add(
      '$Runbook.Result = @{ distinguished_name = $user.DistinguishedName; name = $user.Name; sid = "$($user.SID)"; state = \'present\' }',
    )
    .made({ kind: 'result' }, remarks);
}

function memberLines(script: Script, groups: WrittenNode, action: string, names: string): void {
  const wanted = script.parameter('Groups', groups, 'string[]');
  script.add(`$now = @((Get-ADPrincipalGroupMembership -Identity $user${names}).Name)`);
  if (action !== 'remove')
    script.add(
      `foreach ($group in ${wanted} | Where-Object { $now -notcontains $_ }) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Add-ADGroupMember -Identity $group -Members $user${names} }`,
      '}',
    );
  if (action === 'add') return;
  const test =
    action === 'remove' ? `${wanted} -contains $_` : `${wanted} -notcontains $_ -and $_ -ne 'Domain Users'`;
  script.add(
    `foreach ($group in $now | Where-Object { ${test} }) {`,
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { Remove-ADGroupMember -Identity $group -Members $user -Confirm:$false${names} }`,
    '}',
  );
}

function group({ args }: ModuleCall): Made {
  args.ignore('ignore_protection');
  for (const name of ['attributes', 'members', 'managed_by'])
    if (args.has(name) && name !== 'managed_by')
      throw new CannotSay(`"${name}" of a group is set by Set-ADGroup: write it as a script`);
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const { names, lines } = connection(args, script);
  script.add(
    'Import-Module -Name ActiveDirectory',
    '$Runbook.Changed = $false',
    ...lines,
    `$group = Get-ADGroup -Filter "Name -eq '${name}'" -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        'if ($group) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Remove-ADGroup -Identity $group -Confirm:$false${names} }`,
        '}',
      )
      .made();
  }
  const scope = script.parameter('Scope', args.text('scope') ?? scalar('Global'));
  script.add(`$wanted = @{ GroupScope = ${scope} }`);
  for (const [key, property] of [
    ['category', 'GroupCategory'],
    ['description', 'Description'],
    ['display_name', 'DisplayName'],
    ['managed_by', 'ManagedBy'],
  ] as const)
    script.with(property, args.text(key), (value) => [`$wanted.${property} = ${value}`]);
  const path = args.text('path', 'organizational_unit', 'ou');
  const where = path ? ` -Path ${script.parameter('Path', path)}` : '';
  return script
    .add(
      'if (-not $group) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { $group = New-ADGroup -Name ${name}${where} @wanted -PassThru${names} }`,
      '} elseif (@($wanted.Keys | Where-Object { "$($group.$_)" -ne "$($wanted[$_])" })) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-ADGroup -Identity $group @wanted${names} }`,
      '}',
      '$Runbook.Result = @{ distinguished_name = $group.DistinguishedName; name = $group.Name; sid = "$($group.SID)" }',
    )
    .made();
}

function ou({ args }: ModuleCall): Made {
  args.ignore('recursive', 'filter');
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const { names, lines } = connection(args, script);
  const path = args.text('path');
  const base = path ? script.parameter('Path', path) : '(Get-ADDomain).DistinguishedName';
  script.add(
    'Import-Module -Name ActiveDirectory',
    '$Runbook.Changed = $false',
    ...lines,
    `$ou = Get-ADOrganizationalUnit -Filter "Name -eq '${name}'" -SearchBase ${base} -SearchScope OneLevel -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        'if ($ou) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Set-ADObject -Identity $ou -ProtectedFromAccidentalDeletion $false${names}; Remove-ADOrganizationalUnit -Identity $ou -Confirm:$false${names} }`,
        '}',
      )
      .made();
  }
  script.add(
    `$wanted = @{ ProtectedFromAccidentalDeletion = $${String(args.has('protected') ? args.flag('protected') === true : true)} }`,
  );
  script.with('Description', args.text('description'), (value) => [`$wanted.Description = ${value}`]);
  script.with(
    'Properties',
    args.data('properties'),
    (value) => [`foreach ($key in ${value}.Keys) { $wanted[$key] = ${value}[$key] }`],
    'hashtable',
  );
  return script
    .add(
      'if (-not $ou) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { New-ADOrganizationalUnit -Name ${name} -Path ${base} @wanted${names} }`,
      '} elseif (@($wanted.Keys | Where-Object { "$($ou.$_)" -ne "$($wanted[$_])" })) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-ADOrganizationalUnit -Identity $ou @wanted${names} }`,
      '}',
    )
    .made();
}

function computer({ args }: ModuleCall): Made {
  args.ignore('offline_domain_join', 'odj_blob_path');
  if (args.has('offline_domain_join') && args.source('offline_domain_join') !== 'none')
    throw new CannotSay('it makes what a computer joins offline with ("offline_domain_join")');
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const { names, lines } = connection(args, script);
  const account = args.text('sam_account_name');
  const sam = account ? script.parameter('SamAccountName', account) : `"${name}$"`;
  script.add(
    'Import-Module -Name ActiveDirectory',
    '$Runbook.Changed = $false',
    ...lines,
    `$sam = ${sam}`,
    `$computer = Get-ADComputer -Filter { SamAccountName -eq $sam } -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        'if ($computer) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Remove-ADComputer -Identity $computer -Confirm:$false${names} }`,
        '}',
      )
      .made();
  }
  script.add(
    `$wanted = @{ Enabled = $${String(args.has('enabled') ? args.flag('enabled') === true : true)} }`,
  );
  script.with('DnsHostName', args.text('dns_hostname', 'dns_host_name'), (value) => [
    `$wanted.DNSHostName = ${value}`,
  ]);
  script.with('Description', args.text('description'), (value) => [`$wanted.Description = ${value}`]);
  script.with('ManagedBy', args.text('managed_by'), (value) => [`$wanted.ManagedBy = ${value}`]);
  const path = args.text('ou', 'path');
  const where = path ? ` -Path ${script.parameter('Path', path)}` : '';
  return script
    .add(
      'if (-not $computer) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { New-ADComputer -Name ${name} -SamAccountName $sam${where} @wanted${names} }`,
      '} elseif (@($wanted.Keys | Where-Object { "$($computer.$_)" -ne "$($wanted[$_])" })) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-ADComputer -Identity $computer @wanted${names} }`,
      '}',
    )
    .made();
}

function groupMembership({ args }: ModuleCall): Made {
  args.ignore('allow_multiple_domains');
  const state = args.literal('state') ?? 'present';
  const members = args.list('members');
  if (!members) throw new CannotSay('it has no "members"');
  const script = new Script();
  const name = script.parameter('Group', args.needed('name'));
  const wanted = script.parameter('Members', members, 'string[]');
  const { names, lines } = connection(args, script);
  script.add(
    'Import-Module -Name ActiveDirectory',
    '$Runbook.Changed = $false',
    ...lines,
    `$now = @((Get-ADGroupMember -Identity ${name}${names}).SamAccountName)`,
  );
  if (state !== 'absent')
    script.add(
      `foreach ($member in ${wanted} | Where-Object { $now -notcontains $_ }) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Add-ADGroupMember -Identity ${name} -Members $member${names} }`,
      '}',
    );
  if (state !== 'present')
    script.add(
      `foreach ($member in $now | Where-Object { ${state === 'absent' ? `${wanted} -contains $_` : `${wanted} -notcontains $_`} }) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Remove-ADGroupMember -Identity ${name} -Members $member -Confirm:$false${names} }`,
      '}',
    );
  return script.made();
}

const RECORDS: Readonly<Record<string, readonly [string, string]>> = {
  A: ['A', 'IPv4Address'],
  AAAA: ['AAAA', 'IPv6Address'],
  CNAME: ['CName', 'HostNameAlias'],
  PTR: ['Ptr', 'PtrDomainName'],
  TXT: ['Txt', 'DescriptiveText'],
};

function dnsRecord({ args }: ModuleCall): Made {
  args.ignore('aging');
  const state = args.literal('state') ?? 'present';
  const type = args.literal('type') ?? 'A';
  const known = RECORDS[type.toUpperCase()];
  if (!known) throw new CannotSay(`it makes a record of the type "${type}"`);
  const [kind, property] = known;
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const zone = script.parameter('Zone', args.needed('zone'));
  const server = args.text('computer_name');
  const where = server ? ` -ComputerName ${script.parameter('Server', server)}` : '';
  script.add(
    '$Runbook.Changed = $false',
    `$records = @(Get-DnsServerResourceRecord -ZoneName ${zone} -Name ${name} -RRType ${kind} -ErrorAction SilentlyContinue${where})`,
  );
  const values = args.list('value', 'values');
  if (state === 'absent' && !values) {
    args.ignore('ttl');
    return script
      .add(
        'if ($records) {',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { $records | Remove-DnsServerResourceRecord -ZoneName ${zone} -Force${where} }`,
        '}',
      )
      .made();
  }
  if (!values) throw new CannotSay('it has no value');
  const wanted = script.parameter('Values', values, 'string[]');
  const ttl = args.text('ttl');
  const live = ttl ? ` -TimeToLive ([TimeSpan]::FromSeconds(${script.parameter('Ttl', ttl, 'int')}))` : '';
  script.add(
    `foreach ($record in $records | Where-Object { "$($_.RecordData.${property})".TrimEnd('.') ${state === 'absent' ? '-in' : '-notin'} @(${wanted} | ForEach-Object { $_.TrimEnd('.') }) }) {`,
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { $record | Remove-DnsServerResourceRecord -ZoneName ${zone} -Force${where} }`,
    '}',
  );
  if (state !== 'absent') {
    script.add(
      `foreach ($value in ${wanted} | Where-Object { $_.TrimEnd('.') -notin @($records | ForEach-Object { "$($_.RecordData.${property})".TrimEnd('.') }) }) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Add-DnsServerResourceRecord -${kind} -ZoneName ${zone} -Name ${name} -${property} $value${live}${where} }`,
      '}',
    );
  }
  return script.made();
}
