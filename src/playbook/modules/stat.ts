import { cmdlet, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';

/** Of what `stat` returns, each member as PowerShell has it, `$item` being what lies there. */
const MEMBERS: Readonly<Record<string, string>> = {
  exists: '$true',
  isdir: '$item.PSIsContainer',
  isreg: '-not $item.PSIsContainer',
  path: '$item.FullName',
  filename: '$item.Name',
  extension: '$item.Extension',
  size: 'if ($item.PSIsContainer) { (Get-ChildItem -LiteralPath $item.FullName -Recurse -File -Force | Measure-Object Length -Sum).Sum } else { $item.Length }',
  attributes: '"$($item.Attributes)"',
  creationtime: "(New-TimeSpan -Start '1970-01-01' -End $item.CreationTimeUtc).TotalSeconds",
  lastwritetime: "(New-TimeSpan -Start '1970-01-01' -End $item.LastWriteTimeUtc).TotalSeconds",
  lastaccesstime: "(New-TimeSpan -Start '1970-01-01' -End $item.LastAccessTimeUtc).TotalSeconds",
  mtime: "(New-TimeSpan -Start '1970-01-01' -End $item.LastWriteTimeUtc).TotalSeconds",
  ishidden: "[bool]($item.Attributes -band 'Hidden')",
  isreadonly: "[bool]($item.Attributes -band 'ReadOnly')",
  isarchive: "[bool]($item.Attributes -band 'Archive')",
  islnk: "[bool]($item.Attributes -band 'ReparsePoint')",
  lnk_target: '"$($item.Target)"',
  lnk_source: '"$($item.Target)"',
  owner: '(Get-Acl -LiteralPath $item.FullName).Owner',
};

export function stat({ args, read }: ModuleCall): Made {
  args.ignore('get_md5', 'get_checksum', 'follow', 'get_mime', 'get_attributes', 'get_size');
  const path = args.needed('path', 'dest', 'name');
  const asked = [...read]
    .filter((member) => member.startsWith('stat.'))
    .map((member) => member.slice('stat.'.length));
  // `stat` alone is given away as a whole.
  const isWhole = read.has('*') || (read.has('stat') && asked.length === 0);
  if (!isWhole && asked.every((member) => member === 'exists')) {
    return cmdlet('Test-Path', { LiteralPath: path }, { members: { 'stat.exists': 'output[0]' } });
  }
  const algorithm = args.literal('checksum_algorithm') ?? 'sha1';
  const script = new Script();
  const variable = script.parameter('Path', path);
  const names = isWhole
    ? ['exists', 'isdir', 'isreg', 'path', 'filename', 'size', 'creationtime', 'lastwritetime', 'checksum']
    : [...new Set(['exists', ...asked])];
  const lines = names.flatMap((name) => {
    if (name === 'checksum' || name === 'md5') {
      const kind = name === 'md5' ? 'MD5' : algorithm.toUpperCase();
      return [
        `    ${name} = if (-not $item.PSIsContainer) { (Get-FileHash -LiteralPath $item.FullName -Algorithm ${kind}).Hash.ToLower() }`,
      ];
    }
    const member = MEMBERS[name];
    return member === undefined ? [] : [`    ${name} = ${member}`];
  });
  return script
    .add(
      '$Runbook.Changed = $false',
      `$item = Get-Item -LiteralPath ${variable} -Force -ErrorAction SilentlyContinue`,
      '$Runbook.Result = @{ stat = if ($item) {',
      '  @{',
      ...lines,
      '  }',
      '} else { @{ exists = $false } } }',
    )
    .made();
}
