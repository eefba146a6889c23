import type { WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { cmdlet, doneWhen, isOnlyAsked, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed, linesOfState } from './change-lines.ts';
import { nssm } from './nssm.ts';

export const SERVICES: Readonly<Record<string, ConvertModule>> = {
  win_service: service,
  win_service_info: ({ args }) => {
    const name = args.text('name');
    return new Script()
      .add('$Runbook.Changed = $false')
      .with('Name', name, (variable) => [
        `$found = @(Get-Service -Name ${variable} -ErrorAction SilentlyContinue)`,
      ])
      .add(
        ...(name ? [] : ['$found = @(Get-Service)']),
        '$Runbook.Result = @{',
        '  exists = $found.Count -gt 0',
        '  services = @($found | ForEach-Object {',
        '    @{ name = $_.Name; display_name = $_.DisplayName; state = "$($_.Status)".ToLower(); start_mode = "$($_.StartType)".ToLower() -replace \'^automatic$\', \'auto\' }',
        '  })',
        '}',
      )
      .made();
  },
  win_nssm: nssm,
};

const START_MODES: Readonly<Record<string, string>> = {
  auto: 'Automatic',
  manual: 'Manual',
  disabled: 'Disabled',
};
const PROPERTIES = [
  'path',
  'display_name',
  'description',
  'username',
  'password',
  'dependencies',
  'desktop_interact',
];

function service(call: ModuleCall): Made {
  const { args, read } = call;
  args.ignore('load_user_profile', 'update_password');
  const name = args.needed('name');
  const state = args.isTemplate('state') ? undefined : args.literal('state');
  const mode = args.isTemplate('start_mode') ? undefined : args.literal('start_mode');
  const isPlain = isOnlyAsked(read) && !args.has(...PROPERTIES) && !args.isTemplate('state', 'start_mode');
  if (isPlain && state !== undefined && mode === undefined) {
    const made = stateOnly(name, state, args.flag('force_dependent_services') ?? false);
    if (made) return made;
  }
  const startupType = mode === undefined ? undefined : START_MODES[mode];
  if (isPlain && state === undefined && startupType !== undefined && mode !== undefined) {
    return cmdlet(
      'Set-Service',
      { Name: name, StartupType: startupType },
      {
        extra: {
          done_when: doneWhen('Get-Service', { Name: name }, `output[0].StartType == '${startupType}'`),
        },
      },
    );
  }
  return serviceScript(call, name);
}

function stateOnly(name: WrittenNode, state: string, force: boolean): Made | undefined {
  const parameters = { Name: name, Force: force || undefined };
  switch (state) {
    case 'started':
      return cmdlet(
        'Start-Service',
        { Name: name },
        { extra: { done_when: doneWhen('Get-Service', { Name: name }, "output[0].Status == 'Running'") } },
      );
    case 'stopped':
      return cmdlet('Stop-Service', parameters, {
        extra: { done_when: doneWhen('Get-Service', { Name: name }, "output[0].Status == 'Stopped'") },
      });
    case 'restarted':
      return cmdlet('Restart-Service', parameters);
    default:
      return undefined;
  }
}

/** What is to become of a service is written out, or comes in as a value. */
function serviceScript({ args }: ModuleCall, name: WrittenNode): Made {
  const script = new Script();
  const variable = script.parameter('Name', name);
  const force = args.flag('force_dependent_services') === true ? ' -Force' : '';
  script.add(
    '$Runbook.Changed = $false',
    `$service = Get-Service -Name ${variable} -ErrorAction SilentlyContinue`,
  );
  const state = args.text('state');
  const literal =
    state?.kind === 'scalar' && typeof state.value === 'string' && !state.value.includes('{{')
      ? state.value
      : undefined;
  if (literal === 'absent') {
    script.add(
      'if ($service) {',
      '  $Runbook.Changed = $true',
      '  if (-not $Runbook.CheckMode) {',
      `    Stop-Service -Name ${variable} -Force`,
      '    Get-CimInstance -ClassName Win32_Service | Where-Object Name -EQ $service.Name | Remove-CimInstance',
      '  }',
      '}',
    );
    args.ignore('start_mode', ...PROPERTIES);
    return script.made();
  }
  const path = args.text('path');
  if (path) {
    const binary = script.parameter('Path', path);
    script.add(
      'if (-not $service) {',
      '  $Runbook.Changed = $true',
      '  if ($Runbook.CheckMode) { return }',
      `  $service = New-Service -Name ${variable} -BinaryPathName ${binary}`,
      '}',
    );
  } else script.add(`if (-not $service) { throw "there is no service $Name" }`);
  script.add('$details = Get-CimInstance -ClassName Win32_Service | Where-Object Name -EQ $service.Name');
  if (path) {
    script.add(
      ...changed(
        '$details.PathName -ne $Path',
        '$null = Invoke-CimMethod -InputObject $details -MethodName Change -Arguments @{ PathName = $Path }',
      ),
    );
  }
  startMode(script, args.text('start_mode'), variable);
  script.with('DisplayName', args.text('display_name'), (value) =>
    changed(`$service.DisplayName -ne ${value}`, `Set-Service -Name ${variable} -DisplayName ${value}`),
  );
  script.with('Description', args.text('description'), (value) =>
    changed(`$details.Description -ne ${value}`, `Set-Service -Name ${variable} -Description ${value}`),
  );
  account(script, args.text('username'), args.text('password'));
  script.with(
    'Dependencies',
    args.list('dependencies'),
    (value) =>
      changed(
        `Compare-Object @($service.ServicesDependedOn.Name) ${value}`,
        `$null = Invoke-CimMethod -InputObject $details -MethodName Change -Arguments @{ ServiceDependencies = ${value} }`,
      ),
    'string[]',
  );
  if (args.has('desktop_interact')) {
    const interact = args.flag('desktop_interact') === true ? '$true' : '$false';
    script.add(
      ...changed(
        `$details.DesktopInteract -ne ${interact}`,
        `$null = Invoke-CimMethod -InputObject $details -MethodName Change -Arguments @{ DesktopInteract = ${interact} }`,
      ),
    );
  }
  if (state) script.add(...stateLines(script, state, variable, force));
  script.add(
    `$service = Get-Service -Name ${variable}`,
    '$Runbook.Result = @{',
    '  exists = $true; name = $service.Name; display_name = $service.DisplayName; path = $details.PathName; username = $details.StartName',
    '  state = "$($service.Status)".ToLower(); start_mode = "$($service.StartType)".ToLower() -replace \'^automatic$\', \'auto\'',
    '}',
  );
  return script.made();
}

function startMode(script: Script, mode: WrittenNode | undefined, name: string): void {
  if (mode?.kind !== 'scalar' || typeof mode.value !== 'string') return;
  const literal = START_MODES[mode.value];
  if (literal !== undefined) {
    script.add(
      ...changed(`$service.StartType -ne '${literal}'`, `Set-Service -Name ${name} -StartupType ${literal}`),
    );
    if (literal === 'Automatic')
      script.add(...changed('$details.DelayedAutoStart', `sc.exe config ${name} start= auto`));
    return;
  }
  if (mode.value === 'delayed') {
    script.add(...changed('-not $details.DelayedAutoStart', `sc.exe config ${name} start= delayed-auto`));
    return;
  }
  if (!mode.value.includes('{{')) throw new CannotSay(`there is no "start_mode: ${mode.value}"`);
  const variable = script.parameter('StartMode', mode);
  script.add(
    `$types = @{ auto = 'Automatic'; manual = 'Manual'; disabled = 'Disabled' }`,
    `if (-not $types[${variable}]) { throw "the start mode $StartMode is not known" }`,
    ...changed(
      `$service.StartType -ne $types[${variable}]`,
      `Set-Service -Name ${name} -StartupType $types[${variable}]`,
    ),
  );
}

function account(script: Script, username: WrittenNode | undefined, password: WrittenNode | undefined): void {
  if (!username && !password) return;
  if (!username) throw new CannotSay('it has a password without a "username"');
  const user = script.parameter('UserName', username);
  const secret = password ? script.parameter('Password', password) : undefined;
  script.add(
    ...changed(
      `$details.StartName -ne ${user}`,
      `$null = Invoke-CimMethod -InputObject $details -MethodName Change -Arguments @{ StartName = ${user}${secret === undefined ? '' : `; StartPassword = ${secret}`} }`,
    ),
  );
}

function stateLines(script: Script, state: WrittenNode, name: string, force: string): readonly string[] {
  const lines: Readonly<Record<string, readonly string[]>> = {
    started: changed("$service.Status -ne 'Running'", `Start-Service -Name ${name}`),
    stopped: changed("$service.Status -ne 'Stopped'", `Stop-Service -Name ${name}${force}`),
    restarted: changed('$true', `Restart-Service -Name ${name}${force}`),
    paused: changed("$service.Status -ne 'Paused'", `Suspend-Service -Name ${name}`),
  };
  return linesOfState(script, state, lines);
}
