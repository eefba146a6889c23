import { scalar } from '../../document/written.ts';
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
};

function restartRemark(args: ModuleCall['args']): readonly string[] {
  return args.has('reboot') && args.source('reboot') !== 'false'
    ? [
        'it restarted the machine at its end ("reboot"): here it says with "result.reboot_required" that this is needed',
      ]
    : [];
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
