import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';

/** Packages of Chocolatey, which is installed itself where it is not there, as the module does. */
export function chocolatey({ args }: ModuleCall): Made {
  args.ignore(
    'timeout',
    'ignore_dependencies',
    'show_output',
    'remove_dependencies',
    'bootstrap_script',
    'bootstrap_tls_version',
    'choco_args',
    'log_path',
    'validate_certs',
  );
  const names = args.list('name');
  if (!names) throw new CannotSay('it names no package');
  const state = args.isTemplate('state') ? undefined : (args.literal('state') ?? 'present');
  const script = new Script();
  const packages = script.parameter('Name', names, 'string[]');
  const version = args.text('version');
  const wanted = version ? script.optional('Version', version, '$null') : undefined;
  const force = args.flag('force') ?? false;
  script.add(
    '$Runbook.Changed = $false',
    'if (-not (Get-Command -Name choco -ErrorAction SilentlyContinue)) {',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    '  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
    "  $install = (New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1')",
    '  & ([scriptblock]::Create($install)) | Out-Null',
    "  $env:PATH += ';' + (Join-Path $env:ProgramData 'chocolatey\\bin')",
    '}',
    `$options = @(${flagsOf(args).join(', ')})`,
    ...(wanted === undefined
      ? []
      : [`if (${wanted}) { $options += "--version=${wanted}", '--allow-downgrade' }`]),
  );
  addValues(args, script);
  script.add(
    "$lib = Join-Path $(if ($env:ChocolateyInstall) { $env:ChocolateyInstall } else { Join-Path $env:ProgramData 'chocolatey' }) 'lib'",
    `foreach ($package in ${packages}) {`,
    '  $nuspec = Get-ChildItem -Path (Join-Path $lib $package) -Filter *.nuspec -ErrorAction SilentlyContinue | Select-Object -First 1',
    '  $installed = if ($nuspec) { ([xml](Get-Content -LiteralPath $nuspec.FullName)).package.metadata.version }',
  );
  if (state === undefined) {
    const given = script.parameter('State', args.needed('state'));
    script.add(
      `  switch (${given}) {`,
      ...['absent', 'latest', 'present'].flatMap((each) => [
        `    ${each === 'present' ? 'default' : `'${each}'`} {`,
        ...act(each, wanted, force).map((line) => `    ${line}`),
        '    }',
      ]),
      '  }',
    );
  } else script.add(...act(state, wanted, force));
  return script.add('}', 'exit 0').made();
}

/** What choco ends with when all is well; some codes say that a restart is needed. */
const CHECK =
  'if ($LASTEXITCODE -notin 0, 1605, 1614, 1641, 3010) { throw "choco has ended with $LASTEXITCODE for $package" }';

function act(state: string, version: string | undefined, force: boolean): readonly string[] {
  const change = (command: string): readonly string[] => [
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { continue }',
    `  choco ${command} $package @options`,
    `  ${CHECK}`,
  ];
  const isOther = version === undefined ? '' : ` -and (-not ${version} -or $installed -eq ${version})`;
  switch (state) {
    case 'present':
      return [
        ...(force ? [] : [`  if ($installed${isOther}) { continue }`]),
        ...change(version === undefined ? 'install' : "$(if ($installed) { 'upgrade' } else { 'install' })"),
      ];
    case 'absent':
      return ['  if (-not $installed) { continue }', ...change('uninstall')];
    case 'reinstalled':
      return change('install --force');
    case 'latest':
    case 'upgrade':
    case 'downgrade':
      return [
        ...(version === undefined ? [] : [`  if (${version} -and $installed -eq ${version}) { continue }`]),
        ...(version === undefined && state !== 'downgrade'
          ? [
              "  $outdated = @(choco outdated --limit-output) | Where-Object { $_.Split('|')[0] -eq $package }",
              '  if ($installed -and -not $outdated) { continue }',
            ]
          : []),
        ...change('upgrade'),
      ];
    default:
      throw new CannotSay(`there is no "state: ${state}" of a package`);
  }
}

function flagsOf(args: ModuleCall['args']): string[] {
  const options = ["'--yes'", "'--no-progress'", "'--limit-output'"];
  const flags: readonly (readonly [string, string])[] = [
    ['ignore_checksums', '--ignore-checksums'],
    ['allow_empty_checksums', '--allow-empty-checksums'],
    ['allow_prerelease', '--prerelease'],
    ['allow_multiple', '--allow-multiple'],
    ['skip_scripts', '--skip-scripts'],
    ['force', '--force'],
    ['override_args', '--override-arguments'],
  ];
  for (const [name, option] of flags)
    if (args.has(name) && args.flag(name) === true) options.push(`'${option}'`);
  if (args.has('architecture') && args.literal('architecture') === 'x86') options.push("'--forcex86'");
  if (args.has('pinned') && args.flag('pinned') === true) options.push("'--pin'");
  if (args.has('choco_args')) throw new CannotSay('it has arguments of choco\'s own ("choco_args")');
  return options;
}

function addValues(args: ModuleCall['args'], script: Script): void {
  const values: readonly (readonly [string, string, string])[] = [
    ['source', 'Source', '--source'],
    ['package_params', 'PackageParameters', '--package-parameters'],
    ['install_args', 'InstallArguments', '--install-arguments'],
    ['source_username', 'User', '--user'],
    ['source_password', 'Password', '--password'],
    ['proxy_url', 'Proxy', '--proxy'],
    ['proxy_username', 'ProxyUser', '--proxy-user'],
    ['proxy_password', 'ProxyPassword', '--proxy-password'],
  ];
  for (const [name, parameter, option] of values) {
    const aliases =
      name === 'package_params'
        ? ['package_params', 'params']
        : name === 'install_args'
          ? ['install_args', 'installargs']
          : [name];
    const value = args.text(...aliases);
    script.with(parameter, value, (variable) => [`$options += "${option}=${variable}"`]);
  }
}
