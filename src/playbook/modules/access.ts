import type { WrittenNode } from '../../document/written.ts';
import type { ConvertModule } from '../module.ts';
import { Script } from '../script.ts';
import { keyPath } from './registry.ts';
import { changed } from './change-lines.ts';

/** Who may do what: files, keys and shares. */
export const ACCESS: Readonly<Record<string, ConvertModule>> = {
  win_acl: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('follow');
    const script = new Script();
    const path = script.parameter('Path', itemPath(args.needed('path')));
    const user = script.parameter('User', args.needed('user'));
    const rights = script.parameter('Rights', args.needed('rights'));
    const type = script.parameter('Type', args.needed('type'));
    const inherit = args.text('inherit');
    const propagation = args.text('propagation');
    const isKey = /^(?:HK|Registry)/i.test(args.source('path') ?? '');
    const kind = isKey ? 'RegistryAccessRule' : 'FileSystemAccessRule';
    const what = isKey ? 'RegistryRights' : 'FileSystemRights';
    const isFolder =
      "$(if (Test-Path -LiteralPath $Path -PathType Container) { 'ContainerInherit, ObjectInherit' } else { 'None' })";
    const inherited = script.optional('Inherit', inherit, isKey ? "'ContainerInherit'" : isFolder);
    const passed = script.optional('Propagation', propagation, "'None'");
    return script
      .add(
        '$Runbook.Changed = $false',
        `$acl = Get-Acl -LiteralPath ${path}`,
        `$account = New-Object System.Security.Principal.NTAccount ${user}`,
        '$sid = $account.Translate([Security.Principal.SecurityIdentifier])',
        `$rule = New-Object System.Security.AccessControl.${kind} $sid, ${rights}, ${inherited}, ${passed}, ${type}`,
        '$found = @($acl.GetAccessRules($true, $false, [Security.Principal.SecurityIdentifier]) | Where-Object {',
        `  $_.IdentityReference -eq $sid -and "$($_.AccessControlType)" -eq "$($rule.AccessControlType)" -and $_.${what} -eq $rule.${what} -and $_.InheritanceFlags -eq $rule.InheritanceFlags -and $_.PropagationFlags -eq $rule.PropagationFlags`,
        '})',
        ...changed(
          `[bool]$found ${state === 'absent' ? '-eq' : '-ne'} $true`,
          `${state === 'absent' ? '$null = $acl.RemoveAccessRule($rule)' : '$acl.AddAccessRule($rule)'}; Set-Acl -LiteralPath ${path} -AclObject $acl`,
        ),
      )
      .made();
  },
  win_acl_inheritance: ({ args }) => {
    const state = args.literal('state') ?? 'absent';
    const keeps = args.has('reorganize') && args.flag('reorganize') === true;
    const script = new Script();
    const path = script.parameter('Path', itemPath(args.needed('path')));
    const isProtected = state === 'absent' ? '$true' : '$false';
    return script
      .add(
        '$Runbook.Changed = $false',
        `$acl = Get-Acl -LiteralPath ${path}`,
        `if ($acl.AreAccessRulesProtected -eq ${isProtected}) { return }`,
        '$Runbook.Changed = $true',
        `$acl.SetAccessRuleProtection(${isProtected}, $${String(keeps)})`,
        `if (-not $Runbook.CheckMode) { Set-Acl -LiteralPath ${path} -AclObject $acl }`,
      )
      .made();
  },
  win_owner: ({ args }) => {
    const isDeep = args.has('recurse') && args.flag('recurse') === true;
    const script = new Script();
    const path = script.parameter('Path', args.needed('path'));
    const user = script.parameter('User', args.needed('user'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$owner = New-Object System.Security.Principal.NTAccount ${user}`,
        '$sid = $owner.Translate([Security.Principal.SecurityIdentifier])',
        `$all = @(Get-Item -LiteralPath ${path} -Force)${isDeep ? ` + @(Get-ChildItem -LiteralPath ${path} -Recurse -Force)` : ''}`,
        'foreach ($item in $all) {',
        '  $acl = Get-Acl -LiteralPath $item.PSPath',
        '  if ($acl.GetOwner([Security.Principal.SecurityIdentifier]) -eq $sid) { continue }',
        '  $Runbook.Changed = $true',
        '  if ($Runbook.CheckMode) { continue }',
        '  $acl.SetOwner($sid)',
        '  Set-Acl -LiteralPath $item.PSPath -AclObject $acl',
        '}',
      )
      .made();
  },
  win_share: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const script = new Script();
    const name = script.parameter('Name', args.needed('name'));
    script.add(
      '$Runbook.Changed = $false',
      `$share = Get-SmbShare -Name ${name} -ErrorAction SilentlyContinue`,
    );
    if (state === 'absent') {
      args.ignore(...args.names);
      return script.add(...changed('$share', `Remove-SmbShare -Name ${name} -Force`)).made();
    }
    args.ignore('rule_action', 'scope_name', 'list');
    const path = script.parameter('Path', args.needed('path'));
    script.add(
      `if ($share -and $share.Path -ne ${path}) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Remove-SmbShare -Name ${name} -Force }`,
      '  $share = $null',
      '}',
      'if (-not $share) {',
      '  $Runbook.Changed = $true',
      '  if ($Runbook.CheckMode) { return }',
      `  $share = New-SmbShare -Name ${name} -Path ${path}`,
      // A new share lets everyone read, which Ansible does not leave so.
      "  Revoke-SmbShareAccess -Name $share.Name -AccountName 'S-1-1-0' -Force -ErrorAction SilentlyContinue | Out-Null",
      '}',
    );
    script.with('Description', args.text('description'), (value) => [
      ...changed(
        `$share.Description -cne ${value}`,
        `Set-SmbShare -Name ${name} -Description ${value} -Force`,
      ),
    ]);
    const caching = args.text('caching_mode');
    script.with('CachingMode', caching, (value) => [
      ...changed(
        `"$($share.CachingMode)" -ne ${value}`,
        `Set-SmbShare -Name ${name} -CachingMode ${value} -Force`,
      ),
    ]);
    if (args.has('encrypt')) {
      const isOn = `$${String(args.flag('encrypt') === true)}`;
      script.add(
        ...changed(
          `$share.EncryptData -ne ${isOn}`,
          `Set-SmbShare -Name ${name} -EncryptData ${isOn} -Force`,
        ),
      );
    }
    if (args.has('list')) {
      const mode = args.flag('list') === false ? 'AccessBased' : 'Unrestricted';
      script.add(
        ...changed(
          `"$($share.FolderEnumerationMode)" -ne '${mode}'`,
          `Set-SmbShare -Name ${name} -FolderEnumerationMode ${mode} -Force`,
        ),
      );
    }
    for (const [key, right] of [
      ['full', 'Full'],
      ['change', 'Change'],
      ['read', 'Read'],
    ] as const) {
      script.with(
        `${right}Access`,
        args.list(key),
        (value) => [
          `foreach ($account in ${value}) {`,
          `  if (Get-SmbShareAccess -Name ${name} | Where-Object { $_.AccountName -like "*$($account.Split('\\')[-1])" -and "$($_.AccessRight)" -eq '${right}' -and "$($_.AccessControlType)" -eq 'Allow' }) { continue }`,
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { $null = Grant-SmbShareAccess -Name ${name} -AccountName $account -AccessRight ${right} -Force }`,
          '}',
        ],
        'string[]',
      );
    }
    script.with(
      'DenyAccess',
      args.list('deny'),
      (value) => [
        `foreach ($account in ${value}) {`,
        `  if (Get-SmbShareAccess -Name ${name} | Where-Object { $_.AccountName -like "*$($account.Split('\\')[-1])" -and "$($_.AccessControlType)" -eq 'Deny' }) { continue }`,
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { $null = Block-SmbShareAccess -Name ${name} -AccountName $account -Force }`,
        '}',
      ],
      'string[]',
    );
    return script.made();
  },
};

/** A file's path, or a key's. */
function itemPath(node: WrittenNode): WrittenNode {
  const text = node.kind === 'scalar' ? String(node.value) : '';
  if (!/^HK/i.test(text)) return node;
  return keyPath(node);
}
