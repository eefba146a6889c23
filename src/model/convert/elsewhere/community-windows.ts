import { ANSIBLE_WINDOWS } from './ansible-windows.ts';

/** What the collection has handed over to `ansible.windows`; its names are still found in playbooks. */
const HANDED_OVER = [
  'win_audit_policy_system',
  'win_audit_rule',
  'win_auto_logon',
  'win_certificate_info',
  'win_computer_description',
  'win_credential',
  'win_dhcp_lease',
  'win_dns_record',
  'win_dns_zone',
  'win_eventlog',
  'win_feature_info',
  'win_file_compression',
  'win_firewall',
  'win_hosts',
  'win_hotfix',
  'win_http_proxy',
  'win_inet_proxy',
  'win_listen_ports_facts',
  'win_mapped_drive',
  'win_product_facts',
  'win_region',
  'win_route',
  'win_timezone',
  'win_user_profile',
] as const;

const IIS = 'the module WebAdministration or IISAdministration';

/** Modules of the collection `community.windows`, and the nearest thing that is here. Examples in quotes are whole actions, tried by a test. */
export const COMMUNITY_WINDOWS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(HANDED_OVER.map((name) => [name, ANSIBLE_WINDOWS[name] ?? ''])),
  psexec:
    'write "command: [psexec, \'\\\\web01\', hostname]", or use Invoke-Command in a "powershell" script',
  win_data_deduplication: 'use Enable-DedupVolume, Set-DedupVolume or Disable-DedupVolume',
  win_defrag: 'write "Optimize-Volume: { DriveLetter: D, Defrag: true }"',
  win_disk_facts: 'write "Get-Disk: {}", "Get-Partition: {}" or "Get-Volume: {}" and register it',
  win_disk_image: 'write "Mount-DiskImage: { ImagePath: \'D:\\setup.iso\' }", or use Dismount-DiskImage',
  win_domain_computer: 'use New-ADComputer, Set-ADComputer or Remove-ADComputer',
  win_domain_group: 'use New-ADGroup, Set-ADGroup or Remove-ADGroup',
  win_domain_group_membership: 'use Add-ADGroupMember or Remove-ADGroupMember',
  win_domain_object_info: `write "Get-ADObject: { LDAPFilter: (cn=web*) }" and register it`,
  win_domain_ou: 'use New-ADOrganizationalUnit, Set-ADOrganizationalUnit or Remove-ADOrganizationalUnit',
  win_domain_user: 'use New-ADUser, Set-ADUser, Enable-ADAccount, Set-ADAccountPassword or Remove-ADUser',
  win_dotnet_ngen: 'write "command: [ngen, executeQueuedItems]", with the path of the framework\'s ngen',
  win_eventlog_entry:
    'write "Write-EventLog: { LogName: Application, Source: Contoso, EventId: 1, Message: done }" (Windows PowerShell)',
  win_file_version:
    'write "Get-Item: { LiteralPath: \'D:\\app.exe\' }" and register it: its VersionInfo has FileVersion',
  win_firewall_rule:
    'write "New-NetFirewallRule: { DisplayName: Web, Direction: Inbound, Protocol: TCP, LocalPort: 443, Action: Allow }", or use Set-NetFirewallRule or Remove-NetFirewallRule',
  win_format: 'write "Format-Volume: { DriveLetter: E, FileSystem: NTFS, NewFileSystemLabel: Data }"',
  win_iis_virtualdirectory: `use New-WebVirtualDirectory or Remove-WebVirtualDirectory of ${IIS}`,
  win_iis_webapplication: `use New-WebApplication or Remove-WebApplication of ${IIS}`,
  win_iis_webapppool: `use New-WebAppPool, Start-WebAppPool, Stop-WebAppPool, Restart-WebAppPool or Remove-WebAppPool of ${IIS}`,
  win_iis_webbinding: `use New-WebBinding, Set-WebBinding or Remove-WebBinding of ${IIS}`,
  win_iis_website: `use New-Website, Start-Website, Stop-Website or Remove-Website of ${IIS}`,
  win_initialize_disk: 'write "Initialize-Disk: { Number: 2, PartitionStyle: GPT }"',
  win_lineinfile: 'use Get-Content and Set-Content in a "powershell" script that sets $Runbook.Changed',
  win_msg: "write \"command: [msg, '*', 'The server is restarted in five minutes']\"",
  win_net_adapter_feature: 'use Enable-NetAdapterBinding or Disable-NetAdapterBinding',
  win_netbios:
    'write "Invoke-CimMethod: { Query: SELECT * FROM Win32_NetworkAdapterConfiguration WHERE IPEnabled = TRUE, MethodName: SetTcpipNetbios, Arguments: { TcpipNetbiosOptions: 2 } }"',
  win_nssm: 'write "command: [nssm, install, contoso, \'D:\\app.exe\']", or use New-Service',
  win_pagefile: 'use Get-CimInstance, New-CimInstance and Set-CimInstance with Win32_PageFileSetting',
  win_partition: 'use New-Partition, Resize-Partition, Set-Partition or Remove-Partition',
  win_pester: 'write "Invoke-Pester: { Path: tests, PassThru: true }" and register it',
  win_power_plan: 'write "command: [powercfg, /setactive, SCHEME_MIN]"',
  win_psexec:
    'write "command: [psexec, \'\\\\web01\', hostname]", or use Invoke-Command in a "powershell" script',
  win_psmodule:
    'write "Install-Module: { Name: Pester, Scope: AllUsers, Force: true }", or use Update-Module or Uninstall-Module',
  win_psmodule_info: 'write "Get-Module: { ListAvailable: true }" and register it',
  win_psrepository: 'use Register-PSRepository, Set-PSRepository or Unregister-PSRepository',
  win_psrepository_copy: 'use Register-PSRepository for the account that needs it',
  win_psrepository_info: 'write "Get-PSRepository: {}" and register it',
  win_psscript: 'use Install-Script, Update-Script or Uninstall-Script',
  win_psscript_info: 'write "Get-InstalledScript: {}" and register it',
  win_pssession_configuration:
    'use Register-PSSessionConfiguration, Set-PSSessionConfiguration or Unregister-PSSessionConfiguration',
  win_rabbitmq_plugin:
    'use rabbitmq-plugins in a "powershell" script: it is a .bat, which "command" does not run',
  win_rds_cap: 'use New-Item and Set-Item with the drive RDS: of the module RemoteDesktopServices',
  win_rds_rap: 'use New-Item and Set-Item with the drive RDS: of the module RemoteDesktopServices',
  win_rds_settings: 'use Set-Item with the drive RDS: of the module RemoteDesktopServices',
  win_regmerge: 'write "command: [reg, import, settings.reg]"',
  win_robocopy:
    "write \"command: { argv: [robocopy, 'D:\\From', 'E:\\To', /mir], success_exit_codes: [0, 1, 2, 3] }\"",
  win_say: 'use the class System.Speech.Synthesis.SpeechSynthesizer in a "powershell" script',
  win_scheduled_task:
    'use Register-ScheduledTask, Set-ScheduledTask, Enable-ScheduledTask, Disable-ScheduledTask or Unregister-ScheduledTask',
  win_scheduled_task_stat:
    'write "Get-ScheduledTask: { TaskName: Backup }" or "Get-ScheduledTaskInfo: { TaskName: Backup }" and register it',
  win_scoop: 'use scoop in a "powershell" script',
  win_scoop_bucket: 'use scoop in a "powershell" script',
  win_security_policy: 'write "command: [secedit, /configure, /db, policy.sdb, /cfg, policy.inf]"',
  win_shortcut: 'use the COM object WScript.Shell in a "powershell" script',
  win_snmp: 'set the values of SNMP\\Parameters in the registry with Set-ItemProperty',
  win_toast: 'use the classes of Windows.UI.Notifications in a "powershell" script (Windows PowerShell)',
  win_unzip: 'write "Expand-Archive: { LiteralPath: app.zip, DestinationPath: \'D:\\Update\', Force: true }"',
  win_wait_for_process:
    'write "Wait-Process: { Name: setup, Timeout: 600 }", or "Get-Process: { Name: app }" with "until", "retries" and "delay"',
  win_wakeonlan: 'use the class System.Net.Sockets.UdpClient in a "powershell" script',
  win_webpicmd: 'write "command: [webpicmd, /install, \'/products:ARRv3_0\', /accepteula]"',
  win_xml: 'use Select-Xml to read, and the type [xml] with its Save in a "powershell" script to write',
  win_zip: 'write "Compress-Archive: { LiteralPath: [\'D:\\Logs\'], DestinationPath: logs.zip }"',
};
