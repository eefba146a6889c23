/** Modules of the collection `ansible.windows`, and the nearest thing that is here. Examples in quotes are whole actions, tried by a test. */
export const ANSIBLE_WINDOWS: Readonly<Record<string, string>> = {
  slurp: 'write "Get-Content: { LiteralPath: config.json, Raw: true }" and register it',
  win_acl:
    'use Get-Acl and Set-Acl in a "powershell" script, or write "command: [icacls, \'D:\\Data\', /grant, \'CONTOSO\\Operators:(M)\']"',
  win_acl_inheritance:
    'write "command: [icacls, \'D:\\Data\', /inheritance:r]" (or /inheritance:e), or use Set-Acl in a "powershell" script',
  win_audit_policy_system:
    'write "command: [auditpol, /set, \'/subcategory:Logon\', /success:enable, /failure:enable]"',
  win_audit_rule: 'use Get-Acl with -Audit and Set-Acl in a "powershell" script',
  win_auto_logon:
    "set the values of Winlogon with \"Set-ItemProperty: { Path: 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon', Name: AutoAdminLogon, Value: '1' }\"",
  win_certificate_info: 'write "Get-ChildItem: { Path: \'Cert:\\LocalMachine\\My\' }" and register it',
  win_certificate_store:
    'write "Import-PfxCertificate: { FilePath: site.pfx, CertStoreLocation: \'Cert:\\LocalMachine\\My\' }", or use Import-Certificate, Export-Certificate or Remove-Item',
  win_command:
    'use "command" with the program and its arguments as a list, such as "command: [net, stop, w3svc]"',
  win_computer_description:
    'write "Set-CimInstance: { Query: SELECT * FROM Win32_OperatingSystem, Property: { Description: Back end } }"',
  win_copy:
    'write "copy: { src: app.zip, dest: \'D:\\Update\\\' }", with its keys; for a text, "copy: { content: text, dest: app.txt }"; what lies on the host already is copied there by Copy-Item',
  win_credential:
    'write "command: [cmdkey, /list]"; keep a password out of the arguments: give it to a "powershell" script as a parameter',
  win_dhcp_lease: 'use Get-DhcpServerv4Lease, Add-DhcpServerv4Reservation or Remove-DhcpServerv4Lease',
  win_dns_client:
    'write "Set-DnsClientServerAddress: { InterfaceAlias: Ethernet, ServerAddresses: [10.0.0.1, 10.0.0.2] }"',
  win_dns_record:
    'write "Add-DnsServerResourceRecordA: { ZoneName: contoso.com, Name: www, IPv4Address: 10.0.0.3 }", or use Remove-DnsServerResourceRecord',
  win_dns_zone: 'use Add-DnsServerPrimaryZone, Set-DnsServerPrimaryZone or Remove-DnsServerZone',
  win_domain: 'use Install-ADDSForest',
  win_domain_controller: 'use Install-ADDSDomainController or Uninstall-ADDSDomainController',
  win_domain_membership: 'use Add-Computer or Remove-Computer',
  win_dsc: 'use Invoke-DscResource, with its Name, ModuleName, Method and Property',
  win_environment:
    'for the tasks of a run there is "environment"; for the machine use "[Environment]::SetEnvironmentVariable(…, \'Machine\')" in a "powershell" script',
  win_eventlog: 'use New-EventLog, Limit-EventLog, Clear-EventLog or Remove-EventLog (Windows PowerShell)',
  win_feature: 'write "Install-WindowsFeature: { Name: Web-Server }", or use Uninstall-WindowsFeature',
  win_feature_info: 'write "Get-WindowsFeature: { Name: Web-* }" and register it',
  win_file:
    'write "New-Item: { Path: \'D:\\Update\', ItemType: Directory, Force: true }" or "Remove-Item: { LiteralPath: \'D:\\Update\', Recurse: true }"',
  win_file_compression:
    'use Compress-Archive or Expand-Archive; for the attribute of NTFS, "command: [compact, /c, \'D:\\Logs\']"',
  win_find: "write \"Get-ChildItem: { Path: 'D:\\Logs', Filter: '*.log', Recurse: true }\" and register it",
  win_firewall: 'write "Set-NetFirewallProfile: { Profile: [Domain, Private], Enabled: \'True\' }"',
  win_get_url: 'write "Invoke-WebRequest: { Uri: \'https://example.com/app.zip\', OutFile: app.zip }"',
  win_group: 'use New-LocalGroup, Set-LocalGroup or Remove-LocalGroup',
  win_group_membership:
    'write "Add-LocalGroupMember: { Group: Administrators, Member: \'CONTOSO\\ann\' }", or use Remove-LocalGroupMember',
  win_hostname: 'write "Rename-Computer: { NewName: web01 }"',
  win_hosts: 'use Get-Content and Set-Content on the file "hosts" in a "powershell" script',
  win_hotfix:
    'write "command: { argv: [wusa, \'D:\\update.msu\', /quiet, /norestart], success_exit_codes: [0, 3010] }"; "Get-HotFix: {}" says what is installed',
  win_http_proxy: 'write "command: [netsh, winhttp, set, proxy, \'proxy:8080\']"',
  win_inet_proxy: 'set the values of Internet Settings in the registry with Set-ItemProperty',
  win_listen_ports_facts: 'write "Get-NetTCPConnection: { State: Listen }" and register it',
  win_mapped_drive: 'use New-SmbMapping or Remove-SmbMapping',
  win_optional_feature:
    'write "Enable-WindowsOptionalFeature: { Online: true, FeatureName: TelnetClient, NoRestart: true }", or use Disable-WindowsOptionalFeature',
  win_owner:
    'write "command: [icacls, \'D:\\Data\', /setowner, Administrators, /t]", or use Set-Acl in a "powershell" script',
  win_package:
    'write "command: { argv: [msiexec, /i, app.msi, /qn, /norestart], success_exit_codes: [0, 3010] }"',
  win_path:
    'use "[Environment]::SetEnvironmentVariable(\'Path\', …, \'Machine\')" in a "powershell" script; for the tasks of a run there is "environment"',
  win_ping: 'leave it out: a session that does not answer fails the run at once; to try one, "Get-Date: {}"',
  win_powershell: 'use "powershell", with its script and its "parameters"',
  win_product_facts:
    'write "Get-CimInstance: { ClassName: SoftwareLicensingProduct }" or "Get-ComputerInfo: {}" and register it',
  win_reboot:
    'write "reboot: { message: restarted for an update, timeout: 10m }"; with "when_pending: true" only where something waits for it',
  win_reg_stat:
    'write "Get-ItemProperty: { Path: \'HKLM:\\SOFTWARE\\Contoso\' }" or "Test-Path: { Path: \'HKLM:\\SOFTWARE\\Contoso\' }" and register it',
  win_regedit:
    'write "Set-ItemProperty: { Path: \'HKLM:\\SOFTWARE\\Contoso\', Name: Port, Value: 8080, Type: DWord }"; a key is made by New-Item, a value taken away by Remove-ItemProperty',
  win_region: 'use Set-Culture, Set-WinSystemLocale, Set-WinHomeLocation or Set-WinUILanguageOverride',
  win_route: 'use New-NetRoute or Remove-NetRoute',
  win_service:
    'write "Start-Service: { Name: w3svc }", or use Stop-Service, Restart-Service, Set-Service or New-Service',
  win_service_info: 'write "Get-Service: { Name: w3svc }" and register it',
  win_share: 'use New-SmbShare, Set-SmbShare, Grant-SmbShareAccess or Remove-SmbShare',
  win_shell:
    'use "powershell" for a script, with its values under "parameters", or "command" for a program; there is no shell between',
  win_stat:
    'write "Get-Item: { LiteralPath: \'D:\\app.exe\' }", "Test-Path: { LiteralPath: \'D:\\app.exe\' }" or "Get-FileHash: { LiteralPath: \'D:\\app.exe\' }" and register it',
  win_tempfile: 'write "New-TemporaryFile: {}" and register it',
  win_template:
    'write "copy: { content: \'port={{ port }}\', dest: app.ini }", or "template" with the file beside the runbook: there are no statements ({% %}) in it',
  win_timezone: 'write "Set-TimeZone: { Id: UTC }"',
  win_updates:
    'use the cmdlets of a module such as PSWindowsUpdate, "Get-WindowsUpdate" and "Install-WindowsUpdate", or "powershell"',
  win_uri: 'write "Invoke-RestMethod: { Uri: \'https://example.com/health\' }" and register it',
  win_user: 'use New-LocalUser, Set-LocalUser, Enable-LocalUser, Disable-LocalUser or Remove-LocalUser',
  win_user_profile:
    'write "Get-CimInstance: { ClassName: Win32_UserProfile }" and give what is to go to Remove-CimInstance',
  win_user_right:
    'write "command: [secedit, /configure, /db, rights.sdb, /cfg, rights.inf, /areas, USER_RIGHTS]"',
  win_wait_for: 'use "wait_for", which has the same keys; "regex" is "search_regex" there',
  win_whoami: 'write "command: [whoami, /all]" and register it',
};
