import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** A line that is to be in a file, in the place of one that matches. */
export function lineInFile({ args }: ModuleCall): Made {
  args.ignore('backup', 'newline', 'validate');
  if (args.has('validate')) throw new CannotSay('what it writes is tried first by a command ("validate")');
  const script = new Script();
  const path = script.parameter('Path', args.needed('path', 'dest', 'name', 'destfile'));
  const state = args.literal('state') ?? 'present';
  const regex = args.text('regexp', 'regex');
  const line = args.text('line');
  const encoding = args.literal('encoding') ?? 'utf-8';
  if (!/^(?:auto|utf-?8|utf8)$/i.test(encoding))
    throw new CannotSay(`the file has another encoding ("${encoding}")`);
  const create = args.flag('create') ?? false;
  script.add(
    '$Runbook.Changed = $false',
    `if (-not (Test-Path -LiteralPath ${path})) {`,
    create
      ? `  $lines = New-Object System.Collections.Generic.List[string]`
      : state === 'absent'
        ? '  return'
        : `  throw "there is no file ${path}"`,
    '} else {',
    `  $lines = New-Object System.Collections.Generic.List[string] (, [string[]][IO.File]::ReadAllLines(${path}))`,
    '}',
  );
  const pattern = regex ? script.parameter('Pattern', regex) : undefined;
  const text = line ? script.parameter('Line', line) : undefined;
  if (state === 'absent') {
    const test = pattern === undefined ? `$_ -ceq ${text ?? "''"}` : `$_ -cmatch ${pattern}`;
    script.add(
      `$kept = @($lines | Where-Object { -not (${test}) })`,
      ...changed('$kept.Count -ne $lines.Count', `[IO.File]::WriteAllLines(${path}, [string[]]$kept)`),
    );
    return script.made();
  }
  if (text === undefined) throw new CannotSay('it has no "line"');
  const backrefs = args.flag('backrefs') ?? false;
  const after = place(args.text('insertafter'), 'EOF');
  const before = place(args.text('insertbefore'), 'BOF');
  script.add(
    '$at = -1',
    ...(pattern === undefined
      ? []
      : [`for ($i = 0; $i -lt $lines.Count; $i++) { if ($lines[$i] -cmatch ${pattern}) { $at = $i } }`]),
    `$isThere = ${pattern === undefined ? `$lines.Contains(${text})` : '$at -ge 0'}`,
    'if ($isThere) {',
    ...(pattern === undefined
      ? []
      : [
          backrefs
            ? `  $new = [regex]::Replace($lines[$at], ${pattern}, (${text} -replace '\\\\(\\d)', '$$$1'))`
            : `  $new = ${text}`,
          '  if ($lines[$at] -cne $new) { $lines[$at] = $new; $Runbook.Changed = $true }',
        ]),
    ...(backrefs
      ? ['}']
      : ['} else {', ...insertion(script, after, before, text), '  $Runbook.Changed = $true', '}']),
    `if ($Runbook.Changed -and -not $Runbook.CheckMode) { [IO.File]::WriteAllLines(${path}, [string[]]$lines) }`,
  );
  return script.made();
}

type Place =
  | { readonly kind: 'end' | 'begin' }
  | { readonly kind: 'match'; readonly pattern: NonNullable<ReturnType<ModuleCall['args']['text']>> }
  | undefined;

function place(node: ReturnType<ModuleCall['args']['text']>, edge: 'EOF' | 'BOF'): Place {
  if (!node) return undefined;
  if (node.kind === 'scalar' && node.value === edge) return { kind: edge === 'EOF' ? 'end' : 'begin' };
  return { kind: 'match', pattern: node };
}

function insertion(script: Script, after: Place, before: Place, text: string): readonly string[] {
  if (before?.kind === 'begin') return [`  $lines.Insert(0, ${text})`];
  const wanted = before ?? after;
  if (wanted?.kind !== 'match') return [`  $lines.Add(${text})`];
  const pattern = script.parameter(before ? 'Before' : 'After', wanted.pattern);
  const step = before ? '' : ' + 1';
  return [
    '  $place = -1',
    `  for ($i = 0; $i -lt $lines.Count; $i++) { if ($lines[$i] -cmatch ${pattern}) { $place = $i } }`,
    `  if ($place -ge 0) { $lines.Insert($place${step}, ${text}) } else { $lines.Add(${text}) }`,
  ];
}

/** Lines between two marks. */
export function blockInFile({ args }: ModuleCall): Made {
  args.ignore('backup');
  const script = new Script();
  const path = script.parameter('Path', args.needed('path', 'dest', 'name'));
  const block = script.parameter('Block', args.needed('block', 'content'));
  const marker = script.parameter(
    'Marker',
    args.text('marker') ?? { kind: 'scalar', value: '# {mark} ANSIBLE MANAGED BLOCK' },
  );
  return script
    .add(
      '$Runbook.Changed = $false',
      `$begin, $end = ${marker}.Replace('{mark}', 'BEGIN'), ${marker}.Replace('{mark}', 'END')`,
      `$before = if (Test-Path -LiteralPath ${path}) { [IO.File]::ReadAllText(${path}) } else { '' }`,
      '$text = "$begin`r`n$(' + block + '.TrimEnd())`r`n$end"',
      "$found = [regex]::Match($before, [regex]::Escape($begin) + '[\\s\\S]*?' + [regex]::Escape($end))",
      '$after = if ($found.Success) { $before.Remove($found.Index, $found.Length).Insert($found.Index, $text) } else { $before.TrimEnd() + "`r`n$text`r`n" }',
      ...changed('$after -cne $before', `[IO.File]::WriteAllText(${path}, $after)`),
    )
    .made();
}
