import { scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

export const NETWORK: Readonly<Record<string, ConvertModule>> = {
  win_firewall_rule: firewallRule,
  win_firewall: firewall,
  win_dns_client: dnsClient,
  win_hosts: hosts,
  win_uri: uri,
  uri,
  win_route: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const script = new Script();
    const to = script.parameter('Destination', args.needed('destination'));
    script.add(
      '$Runbook.Changed = $false',
      `$route = Get-NetRoute -DestinationPrefix ${to} -ErrorAction SilentlyContinue`,
    );
    if (state === 'absent')
      return script.add(...changed('$route', '$route | Remove-NetRoute -Confirm:$false')).made();
    const gateway = script.parameter('Gateway', args.needed('gateway'));
    const metric = args.text('metric');
    const cost = metric ? ` -RouteMetric ${script.parameter('Metric', metric, 'int')}` : '';
    return script
      .add(
        'if (-not $route) {',
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        `    $index = (Find-NetRoute -RemoteIPAddress ${gateway} | Select-Object -First 1).InterfaceIndex`,
        `    $null = New-NetRoute -DestinationPrefix ${to} -NextHop ${gateway} -InterfaceIndex $index${cost}`,
        '  }',
        '}',
      )
      .made();
  },
  win_net_adapter_feature: ({ args }) => {
    const state = args.literal('state') ?? 'enabled';
    const script = new Script();
    const name = script.parameter('Interface', args.list('interface', 'name') ?? scalar('*'), 'string[]');
    const id = script.parameter('Component', args.list('component_id') ?? scalar(''), 'string[]');
    const isOn = state === 'enabled';
    return script
      .add(
        '$Runbook.Changed = $false',
        `$found = @(Get-NetAdapterBinding -Name ${name} -ComponentID ${id} | Where-Object { $_.Enabled -ne $${String(isOn)} })`,
        ...changed('$found', `$found | ${isOn ? 'Enable' : 'Disable'}-NetAdapterBinding`),
      )
      .made();
  },
};

/** What a rule says, and where in its parts it stands. */
const RULE: readonly (readonly [readonly string[], string, string])[] = [
  [['direction'], 'Direction', '$rule.Direction'],
  [['action'], 'Action', '$rule.Action'],
  [['protocol'], 'Protocol', '($rule | Get-NetFirewallPortFilter).Protocol'],
  [['localport'], 'LocalPort', '($rule | Get-NetFirewallPortFilter).LocalPort'],
  [['remoteport'], 'RemotePort', '($rule | Get-NetFirewallPortFilter).RemotePort'],
  [['localip'], 'LocalAddress', '($rule | Get-NetFirewallAddressFilter).LocalAddress'],
  [['remoteip'], 'RemoteAddress', '($rule | Get-NetFirewallAddressFilter).RemoteAddress'],
  [['program'], 'Program', '($rule | Get-NetFirewallApplicationFilter).Program'],
  [['service'], 'Service', '($rule | Get-NetFirewallServiceFilter).Service'],
  [['description'], 'Description', '$rule.Description'],
  [['group'], 'Group', '$rule.Group'],
];
const LISTS: ReadonlySet<string> = new Set(['LocalPort', 'RemotePort', 'LocalAddress', 'RemoteAddress']);

function firewallRule({ args }: ModuleCall): Made {
  args.ignore('force', 'interfacetypes', 'edge', 'security', 'override');
  for (const name of ['interfacetypes', 'edge', 'security', 'icmp_type_code']) {
    if (args.has(name) && !/^(?:any|no|notrequired)$/i.test(args.source(name) ?? ''))
      throw new CannotSay(`"${name}" of a rule is given by New-NetFirewallRule: write it as a script`);
  }
  const state = args.isTemplate('state') ? undefined : (args.literal('state') ?? 'present');
  const script = new Script();
  const name = script.parameter('Name', args.text('name') ?? args.needed('group'));
  script.add(
    '$Runbook.Changed = $false',
    `$rule = Get-NetFirewallRule -DisplayName ${name} -ErrorAction SilentlyContinue | Select-Object -First 1`,
  );
  const removal = changed('$rule', `Remove-NetFirewallRule -DisplayName ${name}`);
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...removal).made();
  }
  if (state === undefined)
    script.add(
      `if (${script.parameter('State', args.needed('state'))} -eq 'absent') {`,
      ...removal.map((line) => `  ${line}`),
      '  return',
      '}',
    );
  const parts: [string, WrittenNode, string][] = [];
  for (const [keys, parameter, now] of RULE) {
    const isList = LISTS.has(parameter);
    const given = isList ? args.list(...keys) : args.text(...keys);
    if (!given) continue;
    const value = direction(given, parameter);
    parts.push([parameter, value, now]);
  }
  const profiles = args.list('profiles', 'profile');
  if (profiles) parts.push(['Profile', profiles, '"$($rule.Profile)".Split(\',\').Trim()']);
  const isOn = args.flag(args.has('enable') ? 'enable' : 'enabled') ?? true;
  script.add('$wanted = @{', `  Enabled = '${isOn ? 'True' : 'False'}'`, '}');
  for (const [parameter, value] of parts)
    script.with(
      parameter,
      value,
      (variable) => [`$wanted.${parameter} = ${variable}`],
      LISTS.has(parameter) || parameter === 'Profile' ? 'string[]' : 'string',
    );
  script.add(
    'if (-not $rule) {',
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { $null = New-NetFirewallRule -DisplayName ${name} @wanted }`,
    '  return',
    '}',
    '$now = @{',
    ...parts.map(([parameter, , now]) => `  ${parameter} = ${now}`),
    '  Enabled = $rule.Enabled',
    '}',
    "$different = @($wanted.Keys | Where-Object { (@($now[$_]) -join ',') -ne (@($wanted[$_]) -join ',') })",
    'if ($different) {',
    '  $Runbook.Changed = $true',
    '  if (-not $Runbook.CheckMode) {',
    // What it cannot change of a rule that is there, such as its group, is made anew.
    `    Remove-NetFirewallRule -DisplayName ${name}`,
    `    $null = New-NetFirewallRule -DisplayName ${name} @wanted`,
    '  }',
    '}',
  );
  return script.made();
}

/** Ansible's short words. */
function direction(value: WrittenNode, parameter: string): WrittenNode {
  if (parameter !== 'Direction' || value.kind !== 'scalar') return value;
  if (value.value === 'in') return scalar('Inbound');
  return value.value === 'out' ? scalar('Outbound') : value;
}

function firewall({ args }: ModuleCall): Made {
  const script = new Script();
  const profiles = args.list('profiles');
  const names = profiles
    ? script.parameter('Profiles', profiles, 'string[]')
    : "@('Domain', 'Private', 'Public')";
  const state = args.literal('state');
  script.add('$Runbook.Changed = $false', '$wanted = @{}');
  if (state !== undefined) script.add(`$wanted.Enabled = '${state === 'enabled' ? 'True' : 'False'}'`);
  for (const [key, name] of [
    ['inbound_action', 'DefaultInboundAction'],
    ['outbound_action', 'DefaultOutboundAction'],
  ] as const)
    script.with(name, args.text(key), (value) => [`$wanted.${name} = ${value}`]);
  return script
    .add(
      `foreach ($each in Get-NetFirewallProfile -Name ${names}) {`,
      '  if (-not @($wanted.Keys | Where-Object { "$($each.$_)" -ne $wanted[$_] })) { continue }',
      '  $Runbook.Changed = $true',
      '  if (-not $Runbook.CheckMode) { Set-NetFirewallProfile -Name $each.Name @wanted }',
      '}',
    )
    .made();
}

function dnsClient({ args }: ModuleCall): Made {
  args.ignore('log_path');
  const script = new Script();
  const adapters = script.parameter('Adapters', args.list('adapter_names') ?? scalar('*'), 'string[]');
  const servers = script.parameter(
    'Servers',
    args.list('dns_servers', 'ipv4_addresses', 'ip_addresses', 'addresses') ?? scalar(''),
    'string[]',
  );
  return script
    .add(
      '$Runbook.Changed = $false',
      `foreach ($adapter in Get-NetAdapter -Name ${adapters}) {`,
      '  $now = @((Get-DnsClientServerAddress -InterfaceIndex $adapter.ifIndex).ServerAddresses)',
      `  if (($now -join ',') -eq (${servers} -join ',')) { continue }`,
      '  $Runbook.Changed = $true',
      '  if ($Runbook.CheckMode) { continue }',
      `  if (${servers}) { Set-DnsClientServerAddress -InterfaceIndex $adapter.ifIndex -ServerAddresses ${servers} } else { Set-DnsClientServerAddress -InterfaceIndex $adapter.ifIndex -ResetServerAddresses }`,
      '}',
    )
    .made();
}

function hosts({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = args.text('canonical_name');
  const address = args.text('ip_address');
  const aliases = args.list('aliases');
  args.ignore('action');
  if (aliases && args.literal('action') !== undefined && args.literal('action') !== 'set')
    throw new CannotSay('aliases are added to a line or taken from it ("action")');
  script.add(
    '$Runbook.Changed = $false',
    "$file = Join-Path $env:SystemRoot 'System32\\drivers\\etc\\hosts'",
    '$lines = @(Get-Content -LiteralPath $file)',
  );
  const host = name ? script.parameter('Name', name) : undefined;
  const ip = address ? script.parameter('Address', address) : undefined;
  if (state === 'absent') {
    const test = host === undefined ? `$words[0] -eq ${ip ?? "''"}` : `$words -contains ${host}`;
    script.add(
      `$kept = @($lines | Where-Object { $words = ($_ -replace '#.*').Trim() -split '\\s+'; -not (${test}) })`,
    );
  } else {
    if (host === undefined || ip === undefined) throw new CannotSay('it needs a name and an address');
    const more = aliases ? script.parameter('Aliases', aliases, 'string[]') : '@()';
    script.add(
      `$entry = (@(${ip}, ${host}) + ${more}) -join ' '`,
      `$others = @($lines | Where-Object { (($_ -replace '#.*').Trim() -split '\\s+')[1] -ne ${host} })`,
      `$same = @($lines | Where-Object { (($_ -replace '#.*').Trim() -split '\\s+') -join ' ' -eq $entry })`,
      'if ($same) { return }',
      '$kept = $others + $entry',
    );
  }
  return script
    .add(
      ...changed(
        'Compare-Object $lines $kept',
        'Set-Content -LiteralPath $file -Value $kept -Encoding ASCII',
      ),
    )
    .made();
}

function uri({ args }: ModuleCall): Made {
  args.ignore(
    'validate_certs',
    'timeout',
    'url_timeout',
    'follow_redirects',
    'http_agent',
    'force_basic_auth',
    'use_proxy',
    'maximum_redirection',
    'use_default_credential',
    'return_content',
    'body_format',
  );
  const script = new Script();
  const url = script.parameter('Url', args.needed('url'));
  const method = args.text('method', 'url_method') ?? scalar('GET');
  const verb = script.parameter('Method', method);
  const isRead = method.kind === 'scalar' && /^(?:GET|HEAD|OPTIONS)$/i.test(String(method.value));
  const body = args.data('body');
  const format = args.literal('body_format');
  script.add(
    `$Runbook.Changed = ${isRead ? '$false' : '$true'}`,
    "$ProgressPreference = 'SilentlyContinue'",
    '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
    `$request = @{ UseBasicParsing = $true; Uri = ${url}; Method = ${verb} }`,
  );
  script.with('Headers', args.data('headers'), (value) => [`$request.Headers = ${value}`], 'hashtable');
  script.with('ContentType', args.text('content_type'), (value) => [`$request.ContentType = ${value}`]);
  if (body) {
    const value = script.parameter('Body', body, 'object');
    script.add(
      `$request.Body = if (${value} -is [string]) { ${value} } else { ConvertTo-Json -InputObject ${value} -Depth 20 }`,
    );
    if (format === 'json' && !args.has('content_type'))
      script.add("$request.ContentType = 'application/json'");
  }
  script.with('OutFile', args.text('dest'), (value) => [
    `$request.OutFile = ${value}`,
    '$request.PassThru = $true',
    '$Runbook.Changed = $true',
  ]);
  const user = args.text('url_username', 'user', 'username');
  const password = args.text('url_password', 'password');
  if (user && password) {
    const account = script.parameter('User', user);
    const secret = script.parameter('Password', password);
    script.add(
      `$request.Credential = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
    );
  }
  const codes = script.parameter(
    'StatusCodes',
    args.list('status_code') ?? { kind: 'list', items: [{ node: scalar(200n) }] },
    'int[]',
  );
  const creates = args.text('creates');
  const removes = args.text('removes');
  const made = script
    .add(
      'try {',
      '  $answer = Invoke-WebRequest @request',
      '  $status, $content = [int]$answer.StatusCode, "$($answer.Content)"',
      '} catch {',
      '  if (-not $_.Exception.Response) { throw }',
      '  $status, $content = [int]$_.Exception.Response.StatusCode, "$($_.ErrorDetails.Message)"',
      '}',
      "$json = try { if ($content -match '^\\s*[{\\[]') { ConvertFrom-Json -InputObject $content } } catch { $null }",
      '$Runbook.Result = @{ status_code = $status; content = $content; json = $json; url = $Url }',
      `if ($status -notin ${codes}) { throw "the answer of $Url has the status $status" }`,
    )
    .made();
  const probes = [
    creates && { key: 'creates', value: creates },
    removes && { key: 'removes', value: removes },
  ].filter((each) => each !== undefined);
  return { ...made, entries: [...made.entries, ...probes] };
}
