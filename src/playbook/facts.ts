/** Facts of Ansible's on Windows, and the expression of PowerShell that gives each. `$os` and its like are asked for once. */
export const FACTS: Readonly<Record<string, string>> = {
  architecture: '$os.OSArchitecture',
  architecture2: "if ([Environment]::Is64BitOperatingSystem) { 'x86_64' } else { 'i386' }",
  bios_version: '(Get-CimInstance -ClassName Win32_BIOS).SMBIOSBIOSVersion',
  distribution: '$os.Caption',
  distribution_major_version: "$os.Version.Split('.')[0]",
  distribution_version: '"$($os.Version).0"',
  domain: '$computer.Domain',
  env: '$environment',
  fqdn: '"$env:COMPUTERNAME.$($computer.Domain)"',
  hostname: '$env:COMPUTERNAME',
  ip_addresses: "@(Get-NetIPAddress | Where-Object IPAddress -notin '127.0.0.1', '::1').IPAddress",
  kernel: '$os.Version',
  lastboot: "$os.LastBootUpTime.ToString('u')",
  machine_id: '(New-Object System.Security.Principal.NTAccount "$env:COMPUTERNAME$").Value',
  memtotal_mb: '[Math]::Round($computer.TotalPhysicalMemory / 1MB)',
  memfree_mb: '[Math]::Round($os.FreePhysicalMemory / 1KB)',
  nodename: '"$env:COMPUTERNAME.$($computer.Domain)"',
  os_family: "'Windows'",
  os_installation_type:
    "(Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').InstallationType",
  os_name: '$os.Caption',
  os_product_type: "('', 'workstation', 'domain_controller', 'server')[$os.ProductType]",
  owner_name: '$os.RegisteredUser',
  powershell_version: '$PSVersionTable.PSVersion.Major',
  processor_cores: '(Get-CimInstance -ClassName Win32_Processor | Measure-Object NumberOfCores -Sum).Sum',
  processor_count: '$computer.NumberOfProcessors',
  processor_vcpus: '$computer.NumberOfLogicalProcessors',
  product_name: '$computer.Model',
  product_serial: '(Get-CimInstance -ClassName Win32_BIOS).SerialNumber',
  reboot_pending:
    "(Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending') -or (Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired')",
  system: "'Win32NT'",
  system_description: '$os.Description',
  system_vendor: '$computer.Manufacturer',
  uptime_seconds: '[int]((Get-Date) - $os.LastBootUpTime).TotalSeconds',
  user_dir: '$env:USERPROFILE',
  user_domain: '$env:USERDOMAIN',
  user_id: '$env:USERNAME',
  windows_domain: '$computer.Domain',
  windows_domain_member: '$computer.PartOfDomain',
  windows_domain_role:
    "('Stand-alone workstation', 'Member workstation', 'Stand-alone server', 'Member server', 'Backup domain controller', 'Primary domain controller')[$computer.DomainRole]",
};

/** Variables of Ansible's that are no facts and that are the same here. */
export const SAME_HERE: ReadonlySet<string> = new Set(
  'ansible_check_mode ansible_date_time ansible_play_name ansible_run_tags ansible_skip_tags ansible_failed_task ansible_failed_result ansible_loop ansible_loop_var ansible_index_var omit playbook_dir role_path role_name'.split(
    ' ',
  ),
);

/** What the inventory says: here it is asked for. */
export const FROM_INVENTORY: Readonly<
  Record<
    string,
    { readonly name: string; readonly description: string; readonly type: 'string' | 'list' | 'mapping' }
  >
> = {
  inventory_hostname: {
    name: 'inventory_name',
    type: 'string',
    description: 'The name of this host in the inventory',
  },
  inventory_hostname_short: {
    name: 'inventory_name_short',
    type: 'string',
    description: 'The name of this host in the inventory, up to its first dot',
  },
  group_names: { name: 'group_names', type: 'list', description: 'The groups of this host in the inventory' },
  groups: { name: 'groups', type: 'mapping', description: "The inventory's groups, each with its hosts" },
  hostvars: {
    name: 'hostvars',
    type: 'mapping',
    description: "The inventory's hosts, each with its variables",
  },
  play_hosts: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
  ansible_play_hosts: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
  ansible_play_hosts_all: {
    name: 'all_hosts',
    type: 'list',
    description: 'The hosts that the playbook was for',
  },
  ansible_play_batch: { name: 'all_hosts', type: 'list', description: 'The hosts that the playbook was for' },
};

/** The script that asks for facts. */
export function factsScript(names: ReadonlySet<string>): string {
  const all = [...names].toSorted();
  const values = all.map((name) => `  ${name} = ${FACTS[name] ?? '$null'}`);
  const text = values.join('\n');
  return [
    '$Runbook.Changed = $false',
    ...(text.includes('$os') ? ['$os = Get-CimInstance -ClassName Win32_OperatingSystem'] : []),
    ...(text.includes('$computer') ? ['$computer = Get-CimInstance -ClassName Win32_ComputerSystem'] : []),
    ...(text.includes('$environment')
      ? [
          '$environment = @{}',
          'Get-ChildItem -Path Env: | ForEach-Object { $environment[$_.Name] = $_.Value }',
        ]
      : []),
    '$Runbook.Result = @{',
    text,
    '}',
    '',
  ].join('\n');
}
