import { list, scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { cmdlet, isOnlyAsked, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

export const REGISTRY: Readonly<Record<string, ConvertModule>> = {
  win_regedit: regedit,
  win_reg_stat: ({ args, read }) => {
    const path = keyPath(args.needed('path', 'key'));
    const name = args.text('name', 'entry', 'value');
    if (!name && [...read].every((member) => member === 'exists'))
      return cmdlet('Test-Path', { LiteralPath: path }, { members: { exists: 'output[0]' } });
    const script = new Script();
    const key = script.parameter('Path', path);
    script.add('$Runbook.Changed = $false', ...drives(path, 'Path'));
    if (!name) {
      return script
        .add(
          `$key = Get-Item -LiteralPath ${key} -ErrorAction SilentlyContinue`,
          '$properties = @{}',
          'if ($key) { foreach ($name in $key.GetValueNames()) { $properties[$name] = @{ value = $key.GetValue($name); raw_value = $key.GetValue($name, $null, \'DoNotExpandEnvironmentNames\'); type = "$($key.GetValueKind($name))" } } }',
          '$Runbook.Result = @{ exists = $null -ne $key; properties = $properties; sub_keys = @(if ($key) { $key.GetSubKeyNames() }) }',
        )
        .made();
    }
    const value = script.parameter('Name', name);
    return script
      .add(
        `$key = Get-Item -LiteralPath ${key} -ErrorAction SilentlyContinue`,
        `$exists = $key -and @($key.GetValueNames()) -contains ${value}`,
        '$Runbook.Result = if ($exists) {',
        `  @{ exists = $true; value = $key.GetValue(${value}); raw_value = $key.GetValue(${value}, $null, 'DoNotExpandEnvironmentNames'); type = "$($key.GetValueKind(${value}))" }`,
        '} else { @{ exists = $false } }',
      )
      .made();
  },
};

const TYPES: Readonly<Record<string, string>> = {
  none: 'None',
  binary: 'Binary',
  dword: 'DWord',
  expandstring: 'ExpandString',
  multistring: 'MultiString',
  string: 'String',
  qword: 'QWord',
};

/** Only two hives are drives of PowerShell's own. */
export function keyPath(node: WrittenNode): WrittenNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  return scalar(
    node.value
      .replaceAll('/', '\\')
      .replace(/^HKCR:?\\/i, 'Registry::HKEY_CLASSES_ROOT\\')
      .replace(/^HKU:?\\/i, 'Registry::HKEY_USERS\\')
      .replace(/^HKCC:?\\/i, 'Registry::HKEY_CURRENT_CONFIG\\')
      .replace(/^(?:HKLM|HKEY_LOCAL_MACHINE)\\/i, 'HKLM:\\')
      .replace(/^(?:HKCU|HKEY_CURRENT_USER)\\/i, 'HKCU:\\')
      .replace(/\\+/g, '\\')
      .replace(/^(HKLM:|HKCU:)\\?$/i, '$1\\'),
  );
}

/** Of a path that is known only in the run, the script makes the hive. */
function drives(path: WrittenNode, name: string): readonly string[] {
  if (path.kind !== 'scalar' || typeof path.value !== 'string' || !path.value.startsWith('{{')) return [];
  return [
    `$${name} = $${name} -replace '^HKCR:', 'Registry::HKEY_CLASSES_ROOT' -replace '^HKU:', 'Registry::HKEY_USERS' -replace '^HKCC:', 'Registry::HKEY_CURRENT_CONFIG'`,
  ];
}

function regedit({ args, read }: ModuleCall): Made {
  const path = keyPath(args.needed('path', 'key'));
  const name = args.text('name', 'entry', 'value');
  const state = args.literal('state') ?? 'present';
  if (args.has('hive')) throw new CannotSay('it loads a hive from a file ("hive")');
  if (state === 'absent') return absent(args.flag('delete_key') ?? true, path, name, isOnlyAsked(read));
  const data = args.data('data');
  if (!name && !data) {
    args.ignore('type', 'datatype', 'delete_key');
    if (isOnlyAsked(read))
      return cmdlet('New-Item', { Path: path, Force: true }, { extra: { creates: path } });
  }
  args.ignore('delete_key');
  const script = new Script();
  const key = script.parameter('Path', path);
  const value = script.parameter('Name', name ?? scalar('(default)'));
  script.add('$Runbook.Changed = $false', ...drives(path, 'Path'));
  const type = typeOf(args.text('type', 'datatype'), script);
  const { node, declared } = dataOf(data, type);
  const given = script.parameter('Data', node, declared);
  script.add(
    `if (-not (Test-Path -LiteralPath ${key})) {`,
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { return }',
    `  $null = New-Item -Path ${key} -Force`,
    '}',
    `$property = Get-Item -LiteralPath ${key}`,
    name
      ? `$before = $property.GetValue(${value}, $null, 'DoNotExpandEnvironmentNames')`
      : "$before = $property.GetValue('', $null, 'DoNotExpandEnvironmentNames')",
    ...changed(
      `$null -eq $before -or ($before -join "\`n") -cne (${given} -join "\`n")`,
      `$null = New-ItemProperty -LiteralPath ${key} -Name ${value} -Value ${given} -PropertyType ${type} -Force`,
    ),
    '$Runbook.Result = @{ data_changed = $Runbook.Changed; data_type_changed = $false }',
  );
  return script.made();
}

function typeOf(node: WrittenNode | undefined, script: Script): string {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return 'String';
  const known = TYPES[node.value.toLowerCase()];
  if (known !== undefined) return known;
  if (!node.value.includes('{{')) throw new CannotSay(`the registry has no type "${node.value}"`);
  return script.parameter('Type', node);
}

interface Data {
  readonly node: WrittenNode;
  readonly declared: 'string' | 'string[]' | 'object' | 'object[]' | 'int';
}

function dataOf(node: WrittenNode | undefined, type: string): Data {
  if (!node)
    return type === 'DWord' || type === 'QWord'
      ? { node: scalar(0n), declared: 'object' }
      : { node: scalar(''), declared: 'string' };
  if (type === 'MultiString') return { node, declared: 'string[]' };
  if (type === 'Binary') return binary(node);
  if (type === 'DWord' || type === 'QWord') return { node: wholeNumber(node, type), declared: 'object' };
  if (type === 'String' || type === 'ExpandString') {
    const isText = node.kind === 'scalar' && (typeof node.value === 'string' || node.value === null);
    return {
      node: isText || node.kind !== 'scalar' ? node : scalar(textOfValue(node.value)),
      declared: 'string',
    };
  }
  return { node, declared: 'object' };
}

/** As Python writes it. */
function textOfValue(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

/** What is above the half of 32 bits is negative for PowerShell. */
function wholeNumber(node: WrittenNode, type: string): WrittenNode {
  if (node.kind !== 'scalar') return node;
  const { value } = node;
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value).trim();
  if (!/^(?:-?\d+|0x[0-9a-f]+)$/i.test(text)) return node;
  const number = BigInt(text);
  return scalar(type === 'DWord' ? BigInt.asIntN(32, number) : BigInt.asIntN(64, number));
}

function binary(node: WrittenNode): Data {
  if (node.kind === 'list')
    return { node: list(node.items.map((item) => wholeNumber(item.node, 'DWord'))), declared: 'object' };
  const text =
    node.kind === 'scalar' && typeof node.value === 'string' ? node.value.replace(/\s/g, '') : undefined;
  const [, hex] = /^(?:hex:)?((?:[0-9a-f]{2},?)*)$/i.exec(text ?? '') ?? [];
  if (hex === undefined) throw new CannotSay('its bytes are not written out');
  const bytes = hex.match(/[0-9a-f]{2}/gi) ?? [];
  return { node: list(bytes.map((each) => scalar(BigInt(`0x${each}`)))), declared: 'object' };
}

function absent(
  deletesKey: boolean,
  path: WrittenNode,
  name: WrittenNode | undefined,
  isPlain: boolean,
): Made {
  const script = new Script();
  if (!name && deletesKey && isPlain)
    return cmdlet(
      'Remove-Item',
      { LiteralPath: path, Recurse: true, Force: true },
      { extra: { removes: path } },
    );
  const key = script.parameter('Path', path);
  script.add(
    '$Runbook.Changed = $false',
    ...drives(path, 'Path'),
    `$key = Get-Item -LiteralPath ${key} -ErrorAction SilentlyContinue`,
  );
  if (!name) {
    return script
      .add(
        ...changed(
          '$key',
          deletesKey
            ? `Remove-Item -LiteralPath ${key} -Recurse -Force`
            : `Clear-ItemProperty -LiteralPath ${key} -Name '(default)'`,
        ),
      )
      .made();
  }
  const value = script.parameter('Name', name);
  return script
    .add(
      ...changed(
        `$key -and @($key.GetValueNames()) -contains ${value}`,
        `Remove-ItemProperty -LiteralPath ${key} -Name ${value} -Force`,
      ),
    )
    .made();
}
