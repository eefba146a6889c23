import {
  anyMapping,
  booleanType,
  integerType,
  listOf,
  mappingOf,
  nullType,
  stringType,
  union,
  type Type,
} from '../expression/types/index.ts';
import type { Value } from '../values/value.ts';

/** What is gathered together: Ansible's words for `gather_subset`. */
export const FACT_GROUPS = [
  'distribution',
  'env',
  'platform',
  'powershell_version',
  'user',
  'interfaces',
  'windows_domain',
  'bios',
  'memory',
  'processor',
  'uptime',
  'virtual',
] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

/** Ansible's names for several groups. */
export const FACT_SETS: Readonly<Record<'min' | 'network' | 'hardware' | 'all', readonly FactGroup[]>> = {
  min: ['distribution', 'env', 'platform', 'powershell_version', 'user'],
  network: ['interfaces', 'windows_domain'],
  hardware: ['bios', 'memory', 'processor', 'uptime', 'virtual'],
  all: FACT_GROUPS,
};

/** Something that a host says of itself. */
export interface HostFact {
  readonly name: string;
  readonly group: FactGroup;
  /** Without null, which any fact can be: a system may not have it, and whatever is asked for may not be told. */
  readonly type: Type;
  /** All that it can be, besides null; missing where that is anything of its type. */
  readonly values?: readonly string[];
  readonly about: string;
  /** What the simulated server of a rehearsal says. */
  readonly simulated: Value;
}

/** As facts are gathered: any can be missing. */
export const perhaps = (type: Type): Type => union(type, nullType);

const address = mappingOf(
  new Map([
    ['address', stringType],
    ['prefix', stringType],
  ]),
  'an address',
);

const networkInterface = mappingOf(
  new Map<string, Type>([
    ['connection_name', stringType],
    ['interface_name', stringType],
    ['interface_index', perhaps(integerType)],
    ['macaddress', stringType],
    ['default_gateway', perhaps(stringType)],
    ['dns_domain', perhaps(stringType)],
    ['ipv4', listOf(address)],
    ['ipv6', listOf(address)],
    ['mtu', perhaps(integerType)],
    ['speed', perhaps(integerType)],
  ]),
  'an interface',
);

type Row = readonly [
  name: string,
  type: Type,
  simulated: Value,
  about: string,
  more?: { readonly values: readonly string[] },
];

const ROWS: Readonly<Record<FactGroup, readonly Row[]>> = {
  distribution: [
    [
      'os_family',
      stringType,
      'Windows',
      'the kind of system',
      {
        values: ['Windows', 'Debian', 'RedHat', 'Suse', 'Archlinux', 'Alpine', 'Gentoo', 'Darwin', 'Linux'],
      },
    ],
    [
      'os_name',
      stringType,
      'Microsoft Windows Server 2022 Standard',
      'the name of the system, as it calls itself',
    ],
    [
      'distribution',
      stringType,
      'Microsoft Windows Server 2022 Standard',
      'the same on Windows; `Debian`, `Ubuntu`, …',
    ],
    ['distribution_version', stringType, '10.0.20348.0', 'its version: compare it with the test `version`'],
    ['distribution_major_version', stringType, '10', 'what stands before the first dot of it'],
    ['distribution_release', stringType, null, 'the code name of a Linux distribution, such as `bookworm`'],
    [
      'os_product_type',
      stringType,
      'server',
      'the kind of Windows',
      { values: ['workstation', 'domain_controller', 'server', 'unknown'] },
    ],
    ['os_installation_type', stringType, 'Server', 'of Windows: `Server`, `Server Core`, `Client`, …'],
  ],
  env: [
    [
      'env',
      anyMapping,
      new Map([
        ['COMPUTERNAME', 'SRV01'],
        ['ProgramData', 'C:\\ProgramData'],
        ['ProgramFiles', 'C:\\Program Files'],
        ['ProgramFiles(x86)', 'C:\\Program Files (x86)'],
        ['SystemDrive', 'C:'],
        ['SystemRoot', 'C:\\Windows'],
        ['TEMP', 'C:\\Windows\\Temp'],
        ['USERDOMAIN', 'EXAMPLE'],
        ['USERNAME', 'Administrator'],
        ['USERPROFILE', 'C:\\Users\\Administrator'],
        ['windir', 'C:\\Windows'],
      ]),
      'the environment of PowerShell, without the variables of the runner (`RUNBOOK_…`)',
    ],
  ],
  platform: [
    ['system', stringType, 'Win32NT', 'the kind of kernel', { values: ['Win32NT', 'Linux', 'Darwin'] }],
    ['kernel', stringType, '10.0.20348.0', 'the version of the kernel'],
    [
      'architecture',
      stringType,
      '64-bit',
      '`64-bit` or `32-bit` on Windows; `x86_64`, `aarch64`, … elsewhere',
    ],
    [
      'architecture2',
      stringType,
      'x86_64',
      'the same words on every system',
      { values: ['x86_64', 'i386', 'arm64', 'arm', 'unknown'] },
    ],
    ['hostname', stringType, 'SRV01', 'the name of the host, without its domain'],
    ['fqdn', stringType, 'SRV01.example.com', 'the name with its domain, where it has one'],
    [
      'nodename',
      stringType,
      'SRV01.example.com',
      'the same on Windows; elsewhere the name as the kernel has it',
    ],
    [
      'domain',
      stringType,
      'example.com',
      'what of `fqdn` stands behind the first dot; empty where it has no domain',
    ],
    ['netbios_name', stringType, 'SRV01', "Windows' old name of the host"],
    [
      'machine_id',
      stringType,
      'S-1-5-21-1004336348-1177238915-682003330',
      "the machine's SID, or the content of /etc/machine-id",
    ],
    ['owner_name', stringType, 'Example Ltd.', 'to whom Windows is registered'],
    ['system_description', stringType, '', 'the description of the computer, on Windows'],
    ['reboot_pending', booleanType, false, 'whether it has to be restarted; null where it cannot be known'],
    ['reboot_pending_reasons', listOf(stringType), [], 'why, for an operator to read'],
  ],
  powershell_version: [
    ['powershell_version', integerType, 5n, "the major version of the session's PowerShell"],
    [
      'powershell_full_version',
      stringType,
      '5.1.20348.1',
      'the whole version: compare it with the test `version`',
    ],
    [
      'powershell_edition',
      stringType,
      'Desktop',
      'Windows PowerShell or PowerShell 7',
      { values: ['Desktop', 'Core'] },
    ],
  ],
  user: [
    ['user_id', stringType, 'Administrator', 'the account of the session, without its domain'],
    ['user_domain', stringType, 'EXAMPLE', "the account's domain, on Windows"],
    ['user_dir', stringType, 'C:\\Users\\Administrator', "the account's own folder"],
    ['user_sid', stringType, 'S-1-5-21-1004336348-1177238915-682003330-500', "the account's SID, on Windows"],
    ['user_elevated', booleanType, true, 'whether it has administrator rights, or is root'],
  ],
  interfaces: [
    [
      'interfaces',
      listOf(networkInterface),
      [
        new Map<string, Value>([
          ['connection_name', 'Ethernet'],
          ['interface_name', 'Microsoft Hyper-V Network Adapter'],
          ['interface_index', 4n],
          ['macaddress', '00:15:5D:00:10:01'],
          ['default_gateway', '192.0.2.1'],
          ['dns_domain', 'example.com'],
          [
            'ipv4',
            [
              new Map([
                ['address', '192.0.2.10'],
                ['prefix', '24'],
              ]),
            ],
          ],
          ['ipv6', []],
          ['mtu', 1500n],
          ['speed', 10000n],
        ]),
      ],
      'network interfaces that have an address, without loopback and tunnels; a list of mappings on every system',
    ],
    ['ip_addresses', listOf(stringType), ['192.0.2.10'], 'all addresses of these'],
    ['all_ipv4_addresses', listOf(stringType), ['192.0.2.10'], 'those of IPv4'],
    ['all_ipv6_addresses', listOf(stringType), [], 'those of IPv6'],
  ],
  windows_domain: [
    ['windows_domain', stringType, 'example.com', 'the domain, or the workgroup, of the computer'],
    ['windows_domain_member', booleanType, true, 'whether it is a member of a domain'],
    [
      'windows_domain_role',
      stringType,
      'Member server',
      "the computer's part in it",
      {
        values: [
          'Stand-alone workstation',
          'Member workstation',
          'Stand-alone server',
          'Member server',
          'Backup domain controller',
          'Primary domain controller',
        ],
      },
    ],
  ],
  bios: [
    ['bios_date', stringType, '05/05/2022', 'as the firmware writes it'],
    ['bios_version', stringType, 'Hyper-V UEFI Release v4.1', 'the version of the firmware'],
    ['product_name', stringType, 'Virtual Machine', 'the model of the machine'],
    ['product_serial', stringType, null, 'its serial number, on Linux, where only root may read it'],
    ['system_vendor', stringType, 'Microsoft Corporation', 'who made it'],
  ],
  memory: [
    ['memtotal_mb', integerType, 16384n, 'memory, in MiB'],
    ['memfree_mb', integerType, 11206n, 'what of it is free, in MiB'],
    ['swaptotal_mb', integerType, 0n, 'swap space, in MiB: 0 on Windows'],
  ],
  processor: [
    [
      'processor',
      listOf(stringType),
      ['0', 'GenuineIntel', 'Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz'],
      'for each logical processor its number, vendor and name',
    ],
    ['processor_count', integerType, 1n, 'sockets'],
    ['processor_cores', integerType, 4n, 'cores of one socket'],
    ['processor_threads_per_core', integerType, 1n, 'threads of one core'],
    ['processor_vcpus', integerType, 4n, 'logical processors, all together'],
  ],
  uptime: [
    [
      'lastboot',
      stringType,
      '2026-01-04 22:15:08Z',
      "when it was started, by the host's own clock and time zone",
    ],
    ['uptime_seconds', integerType, 864000n, 'how long ago that was'],
  ],
  virtual: [
    ['virtualization_type', stringType, 'Hyper-V', '`kvm`, `VMware`, `Hyper-V`, …, or `NA`'],
    [
      'virtualization_role',
      stringType,
      'guest',
      'whether it is a virtual machine',
      { values: ['guest', 'NA'] },
    ],
  ],
};

/** All facts, group by group. docs/facts.md has the same table. */
export const HOST_FACTS: readonly HostFact[] = FACT_GROUPS.flatMap((group) =>
  ROWS[group].map(([name, type, simulated, about, more]) => ({
    name,
    group,
    type,
    simulated,
    about,
    ...more,
  })),
);
