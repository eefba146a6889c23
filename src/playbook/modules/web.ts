import { scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** The web server of Windows, by its module WebAdministration. */
export const WEB: Readonly<Record<string, ConvertModule>> = {
  win_iis_website: website,
  win_iis_webapppool: pool,
  win_iis_webbinding: binding,
  win_iis_webapplication: application,
  win_iis_virtualdirectory: virtualDirectory,
};

const BEGIN = ['Import-Module -Name WebAdministration', '$Runbook.Changed = $false'];

function website({ args }: ModuleCall): Made {
  args.ignore('site_id');
  const state = args.literal('state');
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  script.add(...BEGIN, `$path = "IIS:\\Sites\\${name}"`, '$isThere = Test-Path -LiteralPath $path');
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$isThere', `Remove-Website -Name ${name}`)).made();
  }
  const parts: readonly (readonly [string, WrittenNode | undefined])[] = [
    ['PhysicalPath', args.text('physical_path')],
    ['ApplicationPool', args.text('application_pool')],
    ['Port', args.text('port')],
    ['IPAddress', args.text('ip')],
    ['HostHeader', args.text('hostname')],
  ];
  const id = args.text('site_id');
  const isSsl = args.has('ssl') && args.flag('ssl') === true;
  script.add(`$new = @{ Name = ${name}${isSsl ? '; Ssl = $true' : ''} }`);
  const variables = new Map<string, string>();
  for (const [key, value] of parts) {
    if (!value) continue;
    script.with(key, value, (variable) => [`$new.${key} = ${variable}`]);
    variables.set(key, `$new.${key}`);
  }
  if (id) script.add(`$new.Id = ${script.parameter('Id', id, 'int')}`);
  script.add(
    'if (-not $isThere) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    '  $null = New-Website @new -Force',
    '}',
  );
  const physical = variables.get('PhysicalPath');
  if (physical !== undefined)
    script.add(
      ...changed(
        `${physical} -and (Get-ItemProperty -LiteralPath $path).PhysicalPath -ne ${physical}`,
        `Set-ItemProperty -LiteralPath $path -Name physicalPath -Value ${physical}`,
      ),
    );
  const application = variables.get('ApplicationPool');
  if (application !== undefined)
    script.add(
      ...changed(
        `${application} -and (Get-ItemProperty -LiteralPath $path).ApplicationPool -ne ${application}`,
        `Set-ItemProperty -LiteralPath $path -Name applicationPool -Value ${application}`,
      ),
    );
  parameters(script, args.text('parameters'));
  script.add(
    ...stateLines(
      state,
      `Start-Website -Name ${name}`,
      `Stop-Website -Name ${name}`,
      `(Get-Website | Where-Object Name -eq ${name}).State`,
    ),
  );
  return script
    .add(
      `$site = Get-Website | Where-Object Name -eq ${name}`,
      '$Runbook.Result = @{ site = @{ Name = $site.Name; ID = $site.Id; State = "$($site.State)"; PhysicalPath = $site.PhysicalPath; ApplicationPool = $site.ApplicationPool } }',
    )
    .made();
}

/** `logfile.directory:C:\logs|serverAutoStart:true` */
function parameters(script: Script, node: WrittenNode | undefined): void {
  if (!node) return;
  const variable = script.parameter('Settings', node);
  script.add(
    `foreach ($setting in ${variable}.Split('|')) {`,
    "  $key, $value = $setting.Split(':', 2)",
    '  $before = Get-ItemProperty -LiteralPath $path -Name $key',
    '  if ($before -isnot [string] -and $null -ne $before.Value) { $before = $before.Value }',
    '  if ("$before" -ne $value) {',
    '    $Runbook.Changed = $true',
    '    if (-not $Runbook.CheckMode) { Set-ItemProperty -LiteralPath $path -Name $key -Value $value }',
    '  }',
    '}',
  );
}

function stateLines(state: string | undefined, start: string, stop: string, now: string): readonly string[] {
  switch (state) {
    case undefined:
    case 'present':
      return [];
    case 'started':
      return changed(`${now} -ne 'Started'`, start);
    case 'stopped':
      return changed(`${now} -ne 'Stopped'`, stop);
    case 'restarted':
      return [
        '$Runbook.Changed = $true',
        'if (-not $Runbook.CheckMode) {',
        `  if (${now} -ne 'Stopped') { ${stop} }`,
        `  ${start}`,
        '}',
      ];
    default:
      throw new CannotSay(`there is no "state: ${state}"`);
  }
}

function pool({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  script.add(...BEGIN, `$path = "IIS:\\AppPools\\${name}"`, '$isThere = Test-Path -LiteralPath $path');
  if (state === 'absent') {
    args.ignore('attributes');
    return script.add(...changed('$isThere', `Remove-WebAppPool -Name ${name}`)).made();
  }
  script.add(
    'if (-not $isThere) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  $null = New-WebAppPool -Name ${name}`,
    '}',
  );
  const given = args.data('attributes');
  const attributes =
    given?.kind === 'scalar' && typeof given.value === 'string' && !given.value.includes('{{')
      ? fromLine(given.value)
      : given;
  if (attributes) {
    const variable = script.parameter('Attributes', attributes, 'hashtable');
    script.add(
      `foreach ($key in ${variable}.Keys) {`,
      '  $before = Get-ItemProperty -LiteralPath $path -Name $key',
      '  if ($before -isnot [string] -and $null -ne $before.Value) { $before = $before.Value }',
      `  if ("$before" -ne "$(${variable}[$key])") {`,
      '    $Runbook.Changed = $true',
      `    if (-not $Runbook.CheckMode) { Set-ItemProperty -LiteralPath $path -Name $key -Value ${variable}[$key] }`,
      '  }',
      '}',
    );
  }
  return script
    .add(
      ...stateLines(
        state,
        `Start-WebAppPool -Name ${name}`,
        `Stop-WebAppPool -Name ${name}`,
        `(Get-WebAppPoolState -Name ${name}).Value`,
      ),
      `$Runbook.Result = @{ info = @{ name = ${name}; state = (Get-WebAppPoolState -Name ${name}).Value } }`,
    )
    .made();
}

/** `managedRuntimeVersion:v4.0|autoStart:false` of older versions. */
function fromLine(line: string): WrittenNode {
  const entries = line.split('|').flatMap((each) => {
    const [key = '', ...rest] = each.split(':');
    return key === '' ? [] : [{ key, value: scalar(rest.join(':')) }];
  });
  return { kind: 'mapping', entries };
}

function binding({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const site = script.parameter('Site', args.needed('name', 'website'));
  const protocol = script.optional('Protocol', args.text('protocol'), "'http'");
  const port = script.optional('Port', args.text('port'), "'80'");
  const ip = script.optional('IPAddress', args.text('ip'), "'*'");
  const host = script.optional('HostHeader', args.text('host_header', 'hostname'), "''");
  script.add(
    ...BEGIN,
    `$information = @(${ip}, ${port}, ${host}) -join ':'`,
    `$binding = Get-WebBinding -Name ${site} -Protocol ${protocol} | Where-Object bindingInformation -eq $information`,
  );
  if (state === 'absent') {
    args.ignore('certificate_hash', 'certificate_store_name', 'ssl_flags');
    return script.add(...changed('$binding', '$binding | Remove-WebBinding')).made();
  }
  const flags = args.text('ssl_flags');
  const ssl = flags ? ` -SslFlags ${script.parameter('SslFlags', flags, 'int')}` : '';
  const hash = args.text('certificate_hash');
  const store = args.text('certificate_store_name') ?? scalar('my');
  script.add(
    'if (-not $binding) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  New-WebBinding -Name ${site} -Protocol ${protocol} -Port ${port} -IPAddress ${ip} -HostHeader ${host}${ssl}`,
    `  $binding = Get-WebBinding -Name ${site} -Protocol ${protocol} | Where-Object bindingInformation -eq $information`,
    '}',
  );
  if (hash) {
    const thumbprint = script.parameter('CertificateHash', hash);
    const from = script.parameter('CertificateStore', store);
    script.add(
      ...changed(
        `$binding.certificateHash -ne ${thumbprint}`,
        `$binding.AddSslCertificate(${thumbprint}, ${from})`,
      ),
    );
  } else args.ignore('certificate_store_name');
  return script.made();
}

function application({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const site = script.parameter('Site', args.needed('site'));
  script.add(
    ...BEGIN,
    `$path = "IIS:\\Sites\\${site}\\${name}"`,
    `$application = Get-WebApplication -Site ${site} -Name ${name}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$application', `Remove-WebApplication -Site ${site} -Name ${name}`)).made();
  }
  if (args.has('connect_as', 'username', 'password'))
    throw new CannotSay('it reads its files as another account ("connect_as")');
  const physical = script.parameter('PhysicalPath', args.needed('physical_path'));
  const given = args.text('application_pool');
  const poolName = given ? script.parameter('ApplicationPool', given) : undefined;
  script.add(
    'if (-not $application) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  $null = New-WebApplication -Site ${site} -Name ${name} -PhysicalPath ${physical}${poolName === undefined ? '' : ` -ApplicationPool ${poolName}`}`,
    `  $application = Get-WebApplication -Site ${site} -Name ${name}`,
    '}',
    ...changed(
      `$application.PhysicalPath -ne ${physical}`,
      `Set-ItemProperty -LiteralPath $path -Name physicalPath -Value ${physical}`,
    ),
    ...(poolName === undefined
      ? []
      : changed(
          `$application.applicationPool -ne ${poolName}`,
          `Set-ItemProperty -LiteralPath $path -Name applicationPool -Value ${poolName}`,
        )),
  );
  return script.made();
}

function virtualDirectory({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const site = script.parameter('Site', args.needed('site'));
  const within = args.text('application');
  const app = within ? script.parameter('Application', within) : undefined;
  const where = app === undefined ? '' : ` -Application ${app}`;
  const path =
    app === undefined ? `"IIS:\\Sites\\${site}\\${name}"` : `"IIS:\\Sites\\${site}\\${app}\\${name}"`;
  script.add(
    ...BEGIN,
    `$path = ${path}`,
    `$directory = Get-WebVirtualDirectory -Site ${site} -Name ${name}${where}`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$directory', 'Remove-Item -LiteralPath $path -Recurse -Force')).made();
  }
  if (args.has('connect_as', 'username', 'password'))
    throw new CannotSay('it reads its files as another account ("connect_as")');
  const physical = script.parameter('PhysicalPath', args.needed('physical_path'));
  return script
    .add(
      'if (-not $directory) {',
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { $null = New-WebVirtualDirectory -Site ${site} -Name ${name} -PhysicalPath ${physical}${where} }`,
      `} elseif ($directory.PhysicalPath -ne ${physical}) {`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { Set-ItemProperty -LiteralPath $path -Name physicalPath -Value ${physical} }`,
      '}',
    )
    .made();
}
