import type { WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { connection } from './directory-connection.ts';
import { changed } from './change-lines.ts';

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

export function user({ args }: ModuleCall): Made {
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
    `$user = Get-ADUser -Filter 'SamAccountName -eq ${id}' -Properties *${names}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$user', `Remove-ADUser -Identity $user -Confirm:$false${names}`)).made();
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
      ...changed('$other.Count -gt 0', `Set-ADUser -Identity $user -Replace $other${names}`),
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
