import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { list, scalar } from '../../document/written.ts';
import { Script } from '../script.ts';

/** Windows' updates, by the interface that all of its tools use. */
export function updates({ args }: ModuleCall): Made {
  args.ignore(
    'log_path',
    'use_scheduled_task',
    'skip_optional',
    'reboot_timeout',
    'server_selection',
    '_output_path',
    '_wait',
  );
  const remarks: string[] = [];
  const isReboot = args.has('reboot') && !args.isTemplate('reboot') ? args.flag('reboot') : undefined;
  if (args.has('reboot')) {
    if (isReboot !== false)
      remarks.push(
        'it restarted the machine until nothing was left ("reboot"): here it says with "result.reboot_required" that this is needed',
      );
    args.ignore('reboot');
  }
  const state = args.literal('state') ?? 'installed';
  if (!['installed', 'searched', 'downloaded'].includes(state))
    throw new CannotSay(`there is no "state: ${state}"`);
  const server = args.has('server_selection') ? args.literal('server_selection') : undefined;
  const numbers: Readonly<Record<string, number>> = { default: 0, managed_server: 1, windows_update: 2 };
  const script = new Script();
  const categories = script.parameter(
    'Categories',
    args.list('category_names') ??
      list(['CriticalUpdates', 'SecurityUpdates', 'UpdateRollups'].map((each) => scalar(each))),
    'string[]',
  );
  const accepted = args.list('accept_list', 'whitelist');
  const rejected = args.list('reject_list', 'blacklist');
  script.add(
    '$session = New-Object -ComObject Microsoft.Update.Session',
    '$searcher = $session.CreateUpdateSearcher()',
    ...(server === undefined ? [] : [`$searcher.ServerSelection = ${numbers[server] ?? 0}`]),
    "$found = @($searcher.Search('IsInstalled = 0 and IsHidden = 0').Updates | Where-Object {",
    "  $names = @($_.Categories | ForEach-Object { $_.Name; $_.Name -replace '\\s' })",
    `  ${categories} -contains '*' -or @(${categories} | Where-Object { $names -contains $_ }).Count -gt 0`,
    '})',
  );
  const filter = (variable: string): string =>
    `@(${variable} | Where-Object { $title -match $_ -or $kbs -contains ($_ -replace '^KB') }).Count -gt 0`;
  if (accepted) {
    const variable = script.parameter('Accept', accepted, 'string[]');
    script.add(
      `$found = @($found | Where-Object { $title = $_.Title; $kbs = @($_.KBArticleIDs); ${filter(variable)} })`,
    );
  }
  if (rejected) {
    const variable = script.parameter('Reject', rejected, 'string[]');
    script.add(
      `$found = @($found | Where-Object { $title = $_.Title; $kbs = @($_.KBArticleIDs); -not (${filter(variable)}) })`,
    );
  }
  script.add(
    '$updates = @{}',
    '$wanted = New-Object -ComObject Microsoft.Update.UpdateColl',
    'foreach ($update in $found) {',
    '  if (-not $update.EulaAccepted -and -not $Runbook.CheckMode) { $update.AcceptEula() }',
    '  $null = $wanted.Add($update)',
    '  $updates[$update.Identity.UpdateID] = @{ id = $update.Identity.UpdateID; title = $update.Title; kb = @($update.KBArticleIDs); installed = $false }',
    '}',
    '$installed, $failed, $restart = 0, 0, $false',
    `$Runbook.Changed = ${state === 'searched' ? '$false' : '$wanted.Count -gt 0'}`,
  );
  if (state !== 'searched') {
    script.add(
      'if ($wanted.Count -gt 0 -and -not $Runbook.CheckMode) {',
      '  $downloader = $session.CreateUpdateDownloader()',
      '  $downloader.Updates = $wanted',
      '  $null = $downloader.Download()',
    );
    if (state === 'installed') {
      script.add(
        '  $installer = $session.CreateUpdateInstaller()',
        '  $installer.Updates = $wanted',
        '  $result = $installer.Install()',
        '  $restart = $result.RebootRequired',
        '  for ($i = 0; $i -lt $wanted.Count; $i++) {',
        '    if ($result.GetUpdateResult($i).ResultCode -in 2, 3) { $installed++; $updates[$wanted.Item($i).Identity.UpdateID].installed = $true } else { $failed++ }',
        '  }',
      );
    }
    script.add('}');
  }
  script.add(
    '$Runbook.Failed = $failed -gt 0',
    '$Runbook.Result = @{ updates = $updates; found_update_count = $wanted.Count; installed_update_count = $installed; failed_update_count = $failed; reboot_required = $restart; filtered_updates = @{} }',
  );
  return script.made({ kind: 'result' }, remarks);
}
