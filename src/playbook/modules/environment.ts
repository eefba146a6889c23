import { type WrittenNode, scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { type ConvertModule, type Made, type ModuleCall, cmdlet, doneWhen, isOnlyAsked } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** What programs find around them. */
export const ENVIRONMENT: Readonly<Record<string, ConvertModule>> = {
  win_timezone: ({ args, read }) => {
    const zone = args.needed('timezone');
    const isDst = zone.kind === 'scalar' && /_dstoff$/.test(String(zone.value));
    if (isDst) throw new CannotSay('it leaves summer time out ("_dstoff"): use tzutil');
    if (!isOnlyAsked(read)) throw new CannotSay('what the time zone was is read of its result');
    return cmdlet(
      'Set-TimeZone',
      { Id: zone },
      { extra: { done_when: doneWhen('Get-TimeZone', {}, `output[0].Id == ${expressionOf(zone)}`) } },
    );
  },
  win_environment: environment,
  win_path: path,
  win_region: region,
};

/** A text or template as an expression. */
export function expressionOf(node: WrittenNode): string {
  const text = node.kind === 'scalar' ? String(node.value) : '';
  const [, inner] = /^\{\{\s*([^]*?)\s*\}\}$/.exec(text) ?? [];
  if (inner !== undefined) return inner;
  if (text.includes('{{')) throw new CannotSay(`"${text}" is put together of several parts`);
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function environment({ args }: ModuleCall): Made {
  const level = args.literal('level') ?? 'machine';
  const state = args.literal('state') ?? 'present';
  const scopes: Readonly<Record<string, string>> = { machine: 'Machine', user: 'User', process: 'Process' };
  const scope = scopes[level];
  if (scope === undefined) throw new CannotSay(`there is no "level: ${level}"`);
  const script = new Script();
  const variables = args.data('variables');
  if (variables) {
    args.ignore('name', 'value');
    const all = script.parameter('Variables', variables, 'hashtable');
    return script
      .add(
        '$Runbook.Changed = $false',
        `foreach ($name in ${all}.Keys) {`,
        `  if ([Environment]::GetEnvironmentVariable($name, '${scope}') -ceq ${all}[$name]) { continue }`,
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { [Environment]::SetEnvironmentVariable($name, ${all}[$name], '${scope}') }`,
        '}',
      )
      .made();
  }
  const name = script.parameter('Name', args.needed('name'));
  const value = state === 'absent' ? undefined : script.parameter('Value', args.text('value') ?? scalar(''));
  if (state === 'absent') args.ignore('value');
  return script
    .add(
      '$Runbook.Changed = $false',
      `$before = [Environment]::GetEnvironmentVariable(${name}, '${scope}')`,
      ...changed(
        `$before -cne ${value ?? '$null'}`,
        `[Environment]::SetEnvironmentVariable(${name}, ${value ?? '$null'}, '${scope}')`,
      ),
      `$Runbook.Result = @{ before_value = $before; value = ${value ?? '$null'} }`,
    )
    .made();
}

function path({ args }: ModuleCall): Made {
  const elements = args.list('elements');
  if (!elements) throw new CannotSay('it has no "elements"');
  const state = args.literal('state') ?? 'present';
  const scope = args.literal('scope') === 'user' ? 'User' : 'Machine';
  const script = new Script();
  const all = script.parameter('Elements', elements, 'string[]');
  const name = args.text('name');
  const variable = name ? script.parameter('Name', name) : "'Path'";
  return script
    .add(
      '$Runbook.Changed = $false',
      `$before = @("$([Environment]::GetEnvironmentVariable(${variable}, '${scope}'))".Split(';', [StringSplitOptions]::RemoveEmptyEntries))`,
      "$known = @($before | ForEach-Object { $_.TrimEnd('\\') })",
      state === 'absent'
        ? `$after = @($before | Where-Object { $each = $_.TrimEnd('\\'); @(${all} | Where-Object { $_.TrimEnd('\\') -eq $each }).Count -eq 0 })`
        : `$after = $before + @(${all} | Where-Object { $known -notcontains $_.TrimEnd('\\') })`,
      ...changed(
        '$after.Count -ne $before.Count',
        `[Environment]::SetEnvironmentVariable(${variable}, ($after -join ';'), '${scope}')`,
      ),
    )
    .made();
}

function region({ args }: ModuleCall): Made {
  args.ignore('copy_settings');
  const remarks =
    args.has('copy_settings') && args.flag('copy_settings') === true
      ? ['the settings are not copied to new accounts ("copy_settings")']
      : [];
  const script = new Script();
  script.add('$Runbook.Changed = $false', '$restart = $false');
  script.with('Location', args.text('location'), (value) => [
    ...changed(`(Get-WinHomeLocation).GeoId -ne ${value}`, `Set-WinHomeLocation -GeoId ${value}`),
  ]);
  script.with('Format', args.text('format'), (value) => [
    ...changed(`(Get-Culture).Name -ne ${value}`, `Set-Culture -CultureInfo ${value}`),
  ]);
  script.with('UnicodeLanguage', args.text('unicode_language'), (value) => [
    `if ((Get-WinSystemLocale).Name -ne ${value}) {`,
    '  $Runbook.Changed = $true',
    '  $restart = $true',
    `  if (-not $Runbook.CheckMode) { Set-WinSystemLocale -SystemLocale ${value} }`,
    '}',
  ]);
  return script.add('$Runbook.Result = @{ restart_required = $restart }').made({ kind: 'result' }, remarks);
}
