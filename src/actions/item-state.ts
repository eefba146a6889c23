import type { Session } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { ItemChange } from './item-change.ts';
import type { Ports } from './ports.ts';

/** What an item is at one moment. */
export interface ItemState {
  /** By which it can be read again. */
  readonly path: string;
  /** For people. */
  readonly name: string;
  /** `text` is a file's, `value` that of a property, a variable or the like. */
  readonly kind: 'missing' | 'text' | 'value' | 'folder' | 'binary' | 'large' | 'unreadable';
  /** Of `text` and `value` only. */
  readonly text: string;
}

/** Bytes of a file that are read. */
const MOST_BYTES = 512 * 1024;

/**
 * Reads items by their providers, so that every PSDrive of the session works. It changes nothing, calls no functions of the session's, and
 * keeps to PowerShell 3.0.
 */
const READ = String.raw`
param([string[]]$Path, [bool]$Literal, [string]$Property, [string]$Leaf, [string]$Encoding, [long]$Limit)
function Find($At, $Literal) {
  if ($Literal) { Microsoft.PowerShell.Management\Get-Item -LiteralPath $At -Force -ErrorAction Ignore }
  else { Microsoft.PowerShell.Management\Get-Item -Path $At -Force -ErrorAction Ignore }
}
function State($At, $Name, $Kind, $Text) { @{ path = [string]$At; name = [string]$Name; kind = $Kind; text = [string]$Text } }
foreach ($each in $Path) {
  $found = @(Find $each $Literal)
  if ($Leaf -and $found.Count -eq 1 -and $found[0].PSIsContainer) {
    $each = Microsoft.PowerShell.Management\Join-Path -Path $each -ChildPath $Leaf
    $found = @(Find $each $true)
  }
  if ($found.Count -eq 0) { State $each $each 'missing' ''; continue }
  foreach ($item in @($found | Microsoft.PowerShell.Utility\Select-Object -First 20)) {
    $at = $item.PSPath
    $name = switch ($item.PSProvider.Name) {
      'FileSystem' { $item.FullName }
      'Registry' { $item.Name }
      default { $item.PSDrive.Name + ':' + ($at -replace '^.*?::', '') }
    }
    if ($Property) {
      $member = Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath $at -Name $Property -ErrorAction Ignore
      $kind = if ($null -eq $member) { 'missing' } else { 'value' }
      State $at "$name $Property" $kind (@($member.$Property) -join [string][char]10)
    } elseif ($item.PSIsContainer) { State $at $name 'folder' ''
    } elseif ($item.PSProvider.Name -ne 'FileSystem') {
      $value = if ($null -ne $item.Value) { $item.Value } else { $item.Definition }
      State $at $name 'value' (@($value) -join [string][char]10)
    } elseif ($item.Length -gt $Limit) { State $at $name 'large' ''
    } else {
      $how = @{ LiteralPath = $at; Raw = $true; ErrorAction = 'Stop' }
      if ($Encoding) { $how.Encoding = $Encoding }
      try { $content = '' + (Microsoft.PowerShell.Management\Get-Content @how) } catch { State $at $name 'unreadable' ''; continue }
      if ($content.Contains([string][char]0)) { State $at $name 'binary' '' } else { State $at $name 'text' $content }
    }
  }
}
`;

/** Reads the items that the call will change, or these paths as they are. Rejects as a session does. */
export async function readItems(
  session: Session,
  { property, leaf, encoding, ...change }: ItemChange,
  where: { readonly paths: readonly string[]; readonly literal: boolean } = change,
  { signal }: Pick<Ports, 'signal'>,
): Promise<readonly ItemState[]> {
  const { output } = await session.invoke(
    {
      command: { kind: 'script', text: READ },
      parameters: new Map<Key, Value>([
        ['Path', where.paths],
        ['Literal', where.literal],
        ['Property', property ?? ''],
        ['Leaf', leaf ?? ''],
        ['Encoding', encoding ?? ''],
        ['Limit', BigInt(MOST_BYTES)],
      ]),
      errorAction: 'silently_continue',
      verbose: false,
      debug: false,
      environment: new Map(),
      checkMode: false,
    },
    { onRecord: () => undefined, signal, keepOutput: true },
  );
  return output.filter(isMapping).map(stateOf);
}

function stateOf(read: Mapping): ItemState {
  const text = (key: string): string => {
    const value = read.get(key);
    return typeof value === 'string' ? value : '';
  };
  return {
    path: text('path'),
    name: text('name'),
    kind: text('kind') as ItemState['kind'],
    text: text('text'),
  };
}
