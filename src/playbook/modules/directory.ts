import { scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { connection } from './directory-connection.ts';
import { user } from './directory-user.ts';
import { changed } from './change-lines.ts';

/** Accounts, groups and computers of Active Directory. */
export const DIRECTORY: Readonly<Record<string, ConvertModule>> = {
  win_domain_user: user,
  win_domain_group: group,
  win_domain_ou: ou,
  win_domain_computer: computer,
  win_domain_group_membership: groupMembership,
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
    `$group = Get-ADGroup -Filter 'Name -eq ${name}' -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$group', `Remove-ADGroup -Identity $group -Confirm:$false${names}`)).made();
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
    `$ou = Get-ADOrganizationalUnit -Filter 'Name -eq ${name}' -SearchBase ${base} -SearchScope OneLevel -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script
      .add(
        ...changed(
          '$ou',
          `Set-ADObject -Identity $ou -ProtectedFromAccidentalDeletion $false${names}; Remove-ADOrganizationalUnit -Identity $ou -Confirm:$false${names}`,
        ),
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
      .add(...changed('$computer', `Remove-ADComputer -Identity $computer -Confirm:$false${names}`))
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
