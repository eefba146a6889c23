import { CannotSay } from '../cannot-say.ts';
import type { Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const BYTES: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** What lies in folders, by pattern, age and size. */
export function findFiles({ args }: ModuleCall): Made {
  args.ignore('follow', 'get_checksum', 'checksum_algorithm', 'use_regex', 'age_stamp');
  const script = new Script();
  const paths = args.list('paths', 'path');
  if (!paths) throw new CannotSay('it names no folder ("paths")');
  const folders = script.parameter('Paths', paths, 'string[]');
  const patterns = args.list('patterns', 'pattern', 'regex');
  const kind = args.literal('file_type') ?? 'file';
  const isDeep = args.flag('recurse') === true ? ' -Recurse' : '';
  const isHidden = args.flag('hidden') === true ? ' -Force' : '';
  const only = kind === 'file' ? ' -File' : kind === 'directory' ? ' -Directory' : '';
  const stamps: Readonly<Record<string, string>> = {
    mtime: 'LastWriteTime',
    ctime: 'CreationTime',
    atime: 'LastAccessTime',
  };
  const stamp = stamps[args.literal('age_stamp') ?? 'mtime'] ?? 'LastWriteTime';
  script.add(
    '$Runbook.Changed = $false',
    `$found = @(Get-ChildItem -Path ${folders}${isDeep}${only}${isHidden})`,
  );
  if (patterns) {
    const wanted = script.parameter('Patterns', patterns, 'string[]');
    const test = args.flag('use_regex') === true ? '$name -match $_' : '$name -like $_';
    script.add(
      `$found = @($found | Where-Object { $name = $_.Name; @(${wanted} | Where-Object { ${test} }).Count -gt 0 })`,
    );
  }
  const age = scaled(args.literal('age'), SECONDS, 's');
  if (age !== undefined)
    script.add(
      `$found = @($found | Where-Object { ((Get-Date) - $_.${stamp}).TotalSeconds ${age < 0 ? '-le' : '-ge'} ${Math.abs(age)} })`,
    );
  const size = scaled(args.literal('size'), BYTES, 'b');
  if (size !== undefined)
    script.add(
      `$found = @($found | Where-Object { $_.Length ${size < 0 ? '-le' : '-ge'} ${Math.abs(size)} })`,
    );
  return script
    .add(
      '$Runbook.Result = @{',
      '  matched = $found.Count',
      '  files = @($found | ForEach-Object {',
      "    @{ path = $_.FullName; filename = $_.Name; extension = $_.Extension; isdir = $_.PSIsContainer; size = $_.Length; lastwritetime = (New-TimeSpan -Start '1970-01-01' -End $_.LastWriteTimeUtc).TotalSeconds }",
      '  })',
      '}',
    )
    .made();
}

function scaled(
  text: string | undefined,
  units: Readonly<Record<string, number>>,
  unit: string,
): number | undefined {
  if (text === undefined) return undefined;
  const [, number, letter = unit] = /^(-?\d+)\s*([a-z])?/i.exec(text) ?? [];
  const factor = units[letter.toLowerCase()];
  if (number === undefined || factor === undefined)
    throw new CannotSay(`"${text}" is neither an age nor a size`);
  return Number(number) * factor;
}
