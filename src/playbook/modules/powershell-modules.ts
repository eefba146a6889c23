import { type ConvertModule, type Made, type ModuleCall, cmdlet, doneWhen } from '../module.ts';
import { Script } from '../script.ts';

/** Modules of PowerShell and where they come from. */
export const POWERSHELL_MODULES: Readonly<Record<string, ConvertModule>> = {
  win_psmodule: psModule,
  win_psrepository: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('force', 'script_source_location', 'script_publish_location', 'publish_location', 'proxy');
    const name = args.needed('name');
    if (state === 'absent')
      return cmdlet(
        'Unregister-PSRepository',
        { Name: name },
        {
          extra: {
            done_when: doneWhen(
              'Get-PSRepository',
              { Name: name, ErrorAction: 'SilentlyContinue' },
              'output | length == 0',
            ),
          },
        },
      );
    const script = new Script();
    const variable = script.parameter('Name', name);
    script.add(
      '$Runbook.Changed = $false',
      `$now = Get-PSRepository -Name ${variable} -ErrorAction SilentlyContinue`,
      `$wanted = @{ Name = ${variable} }`,
    );
    const policy = args.literal('installation_policy');
    if (policy !== undefined)
      script.add(
        `$wanted.InstallationPolicy = '${policy.toLowerCase() === 'trusted' ? 'Trusted' : 'Untrusted'}'`,
      );
    script.with('Source', args.text('source_location', 'source'), (value) => [
      `$wanted.SourceLocation = ${value}`,
    ]);
    return script
      .add(
        'if (-not $now) {',
        '  $Runbook.Changed = $true',
        "  if (-not $Runbook.CheckMode) { if ($Name -eq 'PSGallery') { Register-PSRepository -Default } else { Register-PSRepository @wanted } }",
        '} elseif (($wanted.SourceLocation -and $now.SourceLocation -ne $wanted.SourceLocation) -or ($wanted.InstallationPolicy -and $now.InstallationPolicy -ne $wanted.InstallationPolicy)) {',
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) { Set-PSRepository @wanted }',
        '}',
      )
      .made();
  },
};

function psModule({ args }: ModuleCall): Made {
  args.ignore(
    'allow_clobber',
    'skip_publisher_check',
    'allow_prerelease',
    'accept_license',
    'force',
    'url',
    'username',
    'password',
  );
  const name = args.needed('name');
  const state = args.literal('state') ?? 'present';
  const probe = { Name: name, ListAvailable: true };
  if (state === 'absent')
    return cmdlet(
      'Uninstall-Module',
      { Name: name, AllVersions: true, Force: true },
      { extra: { done_when: doneWhen('Get-Module', probe, 'output | length == 0') } },
    );
  const version = args.text('required_version');
  const least = args.text('minimum_version');
  const most = args.text('maximum_version');
  const parameters = {
    Name: name,
    RequiredVersion: version,
    MinimumVersion: least,
    MaximumVersion: most,
    Repository: args.text('repository'),
    AllowClobber: args.has('allow_clobber') && args.flag('allow_clobber') === true ? true : undefined,
    SkipPublisherCheck:
      args.has('skip_publisher_check') && args.flag('skip_publisher_check') === true ? true : undefined,
    Scope: 'AllUsers',
    Force: true,
  };
  // A version is compared by the cmdlet itself.
  const isPlain = state === 'present' && !version && !least && !most;
  return cmdlet(
    'Install-Module',
    parameters,
    isPlain ? { extra: { done_when: doneWhen('Get-Module', probe, 'output | length > 0') } } : {},
  );
}
