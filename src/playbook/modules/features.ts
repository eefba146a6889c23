import { scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { type ConvertModule, type Made, type ModuleCall, cmdlet, doneWhen, isOnlyAsked } from '../module.ts';
import { Script } from '../script.ts';
import { updates } from './updates.ts';

/** Windows' own features and updates. */
export const FEATURES: Readonly<Record<string, ConvertModule>> = {
  win_feature: feature,
  win_feature_info: ({ args }) => {
    const script = new Script();
    const name = script.parameter('Name', args.text('name') ?? scalar('*'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$found = @(Get-WindowsFeature -Name ${name})`,
        '$Runbook.Result = @{ exists = $found.Count -gt 0; features = @($found | ForEach-Object { @{ name = $_.Name; display_name = $_.DisplayName; installed = $_.Installed; install_state = "$($_.InstallState)" } }) }',
      )
      .made();
  },
  win_optional_feature: optionalFeature,
  win_hotfix: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const script = new Script();
    const kb = args.text('hotfix_kb', 'kb', 'name');
    const source = args.text('source');
    script.add('$Runbook.Changed = $false');
    const id = kb ? script.parameter('Kb', kb) : undefined;
    if (id !== undefined)
      script.add(
        `$isThere = [bool](Get-HotFix -Id ${id} -ErrorAction SilentlyContinue)`,
        state === 'present' ? 'if ($isThere) { return }' : 'if (-not $isThere) { return }',
      );
    if (state === 'present') {
      if (!source) throw new CannotSay('it names no file ("source")');
      const file = script.parameter('Source', source);
      script.add(
        '$Runbook.Changed = $true',
        'if ($Runbook.CheckMode) { return }',
        `$wusa = Start-Process -FilePath wusa.exe -ArgumentList "\`"${file}\`" /quiet /norestart" -Wait -PassThru`,
      );
    } else {
      if (id === undefined) throw new CannotSay('it names no update ("hotfix_kb")');
      script.add(
        '$Runbook.Changed = $true',
        'if ($Runbook.CheckMode) { return }',
        `$wusa = Start-Process -FilePath wusa.exe -ArgumentList "/uninstall /kb:$(${id} -replace '\\D') /quiet /norestart" -Wait -PassThru`,
      );
    }
    return script
      .add(
        'if ($wusa.ExitCode -notin 0, 3010, 2359302) { throw "wusa has ended with $($wusa.ExitCode)" }',
        '$Runbook.Result = @{ reboot_required = $wusa.ExitCode -eq 3010 }',
      )
      .made();
  },
  win_updates: updates,
};

function feature({ args, read }: ModuleCall): Made {
  args.ignore('restart');
  const name = args.list('name');
  if (!name) throw new CannotSay('it names no feature');
  const state = args.isTemplate('state') ? undefined : (args.literal('state') ?? 'present');
  const isPresent = state === 'present';
  const source = args.text('source');
  const all = args.flag('include_sub_features') ?? false;
  const tools = args.flag('include_management_tools') ?? false;
  const remarks =
    args.has('restart') && args.flag('restart') === true
      ? ['it restarted the machine where that was needed: here nothing does']
      : [];
  if (state !== undefined && isOnlyAsked(read) && !all) {
    const parameters = isPresent
      ? { Name: name, IncludeManagementTools: tools || undefined, Source: source }
      : { Name: name, IncludeManagementTools: tools || undefined };
    const left = isPresent ? 'rejectattr' : 'selectattr';
    return cmdlet(isPresent ? 'Install-WindowsFeature' : 'Uninstall-WindowsFeature', parameters, {
      extra: {
        done_when: doneWhen(
          'Get-WindowsFeature',
          { Name: name },
          `output | ${left}('Installed') | list | length == 0`,
        ),
      },
      remarks,
    });
  }
  const script = new Script();
  const variable = script.parameter('Name', name, 'string[]');
  const from = source ? ` -Source ${script.parameter('Source', source)}` : '';
  const flags = `${all ? ' -IncludeAllSubFeature' : ''}${tools ? ' -IncludeManagementTools' : ''}${from}`;
  const install = `Install-WindowsFeature -Name ${variable}${flags}`;
  const uninstall = `Uninstall-WindowsFeature -Name ${variable}${tools ? ' -IncludeManagementTools' : ''}`;
  if (state === undefined) {
    const wanted = script.parameter('State', args.needed('state'));
    script.add(`$done = if (${wanted} -eq 'absent') { ${uninstall} } else { ${install} }`);
  } else script.add(`$done = ${isPresent ? install : uninstall}`);
  return script
    .add(
      '$Runbook.Changed = @($done.FeatureResult).Count -gt 0',
      '$Runbook.Result = @{ reboot_required = "$($done.RestartNeeded)" -eq \'Yes\'; success = $done.Success; exitcode = "$($done.ExitCode)"; feature_result = @($done.FeatureResult | ForEach-Object { @{ display_name = $_.DisplayName; message = "$($_.Message)" } }) }',
    )
    .made({ kind: 'result' }, remarks);
}

function optionalFeature({ args }: ModuleCall): Made {
  const names = args.list('name');
  if (!names) throw new CannotSay('it names no feature');
  const state = args.literal('state') ?? 'present';
  const isPresent = state === 'present';
  const script = new Script();
  const name = script.parameter('Name', names, 'string[]');
  const all = args.flag('include_parent') === true ? ' -All' : '';
  const source = args.text('source');
  const from = source ? ` -Source ${script.parameter('Source', source)}` : '';
  const act = isPresent
    ? `Enable-WindowsOptionalFeature -Online -NoRestart -FeatureName $each${all}${from}`
    : 'Disable-WindowsOptionalFeature -Online -NoRestart -FeatureName $each';
  return script
    .add(
      '$Runbook.Changed = $false',
      '$restart = $false',
      `foreach ($each in ${name}) {`,
      `  if ("$((Get-WindowsOptionalFeature -Online -FeatureName $each).State)" ${isPresent ? '-like' : '-notlike'} 'Enable*') { continue }`,
      '  $Runbook.Changed = $true',
      `  if (-not $Runbook.CheckMode) { $restart = (${act}).RestartNeeded -or $restart }`,
      '}',
      '$Runbook.Result = @{ reboot_required = $restart }',
    )
    .made();
}
