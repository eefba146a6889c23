import type { WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** A program that nssm runs as a service: its settings are read and set one by one. */
export function nssm({ args }: ModuleCall): Made {
  const script = new Script();
  const name = script.parameter('Name', args.needed('name'));
  const state = args.literal('state') ?? 'present';
  args.ignore('executable');
  script.add(
    '$Runbook.Changed = $false',
    `$service = Get-Service -Name ${name} -ErrorAction SilentlyContinue`,
  );
  if (state === 'absent') {
    script.add(...changed('$service', `nssm stop ${name}; nssm remove ${name} confirm`), 'exit 0');
    return script.made();
  }
  const application = args.text('application');
  if (application) {
    const program = script.parameter('Application', application);
    script.add(
      'if (-not $service) {',
      '  $Runbook.Changed = $true',
      '  if ($Runbook.CheckMode) { return }',
      `  nssm install ${name} ${program}`,
      '}',
    );
  }
  script.add(
    'function Set-Setting($key, $value) {',
    `  $now = (nssm get ${name} $key) -join "\`n"`,
    '  if ($now.Replace("`0", \'\').Trim() -ne "$value") {',
    '    $Runbook.Changed = $true',
    `    if (-not $Runbook.CheckMode) { $null = nssm set ${name} $key $value }`,
    '  }',
    '}',
  );
  if (application) script.add('Set-Setting Application $Application');
  const settings: readonly (readonly [string, WrittenNode | undefined])[] = [
    ['AppDirectory', args.text('working_directory', 'app_directory', 'chdir')],
    ['AppParameters', args.text('arguments', 'app_parameters_free_form')],
    ['DisplayName', args.text('display_name')],
    ['Description', args.text('description')],
    ['AppStdout', args.text('stdout_file')],
    ['AppStderr', args.text('stderr_file')],
    ['AppEnvironmentExtra', args.text('app_environment')],
  ];
  for (const [key, value] of settings)
    script.with(key, value, (variable) => [`Set-Setting ${key} ${variable}`]);
  const user = args.text('username', 'user');
  const password = args.text('password');
  if (user && password) {
    const account = script.parameter('User', user);
    const secret = script.parameter('Password', password);
    script.add(`$null = nssm set ${name} ObjectName ${account} ${secret}`);
  } else if (user) script.with('User', user, (variable) => [`Set-Setting ObjectName ${variable}`]);
  const modes: Readonly<Record<string, string>> = {
    auto: 'SERVICE_AUTO_START',
    delayed: 'SERVICE_DELAYED_AUTO_START',
    manual: 'SERVICE_DEMAND_START',
    disabled: 'SERVICE_DISABLED',
  };
  const mode = args.literal('start_mode');
  if (mode !== undefined) {
    const known = modes[mode];
    if (known === undefined) throw new CannotSay(`there is no "start_mode: ${mode}"`);
    script.add(`Set-Setting Start ${known}`);
  }
  const acts: Readonly<Record<string, string>> = {
    started: 'Start-Service',
    stopped: 'Stop-Service',
    restarted: 'Restart-Service',
  };
  const act = acts[state];
  if (act !== undefined) {
    const wanted = state === 'stopped' ? 'Stopped' : 'Running';
    script.add(
      ...changed(
        state === 'restarted' ? '$true' : `(Get-Service -Name ${name}).Status -ne '${wanted}'`,
        `${act} -Name ${name}`,
      ),
    );
  } else if (state !== 'present') throw new CannotSay(`there is no "state: ${state}"`);
  script.add('exit 0');
  return script.made({ kind: 'result' });
}
