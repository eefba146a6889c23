import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** What a DNS server answers. */
export const DNS_SERVER: Readonly<Record<string, ConvertModule>> = {
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
      return script.add(...changed('$zone', `Remove-DnsServerZone -Name ${name} -Force`)).made();
    }
    const scope = args.text('replication');
    const where = scope
      ? `-ReplicationScope ${script.parameter('Replication', scope)}`
      : `-ZoneFile "${name}.dns"`;
    script.with('DynamicUpdate', args.text('dynamic_update'), () => []);
    return script.add(...changed('-not $zone', `Add-DnsServerPrimaryZone -Name ${name} ${where}`)).made();
  },
};

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
        ...changed('$records', `$records | Remove-DnsServerResourceRecord -ZoneName ${zone} -Force${where}`),
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
