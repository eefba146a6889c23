import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How the stand-in for the .NET SDK behaves. */
export interface FakeDotnet {
  /** What `--list-sdks` names; none: no SDK. */
  readonly sdks: readonly string[];
  /** Shell text that `dotnet tool install` runs, with `$out` set; default: a PowerShell appears. */
  readonly install?: string;
  /** Shell text that `dotnet … pwsh.dll` runs; default: it says its version. */
  readonly start?: string;
}

/** A PowerShell for a .NET of which nothing is known beforehand, with what the tool has besides. */
export const POWERSHELL = `
tool="$out/.store/powershell/7.6.9/powershell/7.6.9"
mkdir -p "$tool/tools/net99.0/any/unix" "$tool/tools/net99.0/any/win"
echo dll > "$tool/tools/net99.0/any/unix/pwsh.dll"; echo exe > "$tool/tools/net99.0/any/win/pwsh.exe"
echo package > "$tool/powershell.7.6.9.nupkg"; echo shim > "$out/pwsh"`;

/**
 * Puts a `dotnet` into a folder that behaves as asked and notes each call in `calls`, and gives the environment in which it
 * is found before any other. A shell script: not for Windows.
 */
export function fakeDotnet(
  folder: string,
  { sdks, install = POWERSHELL, start = 'echo 7.6.9' }: FakeDotnet,
): Record<string, string> {
  mkdirSync(join(folder, 'dotnet'), { recursive: true });
  const list = sdks.map((version) => `echo "${version} [${join(folder, 'dotnet', 'sdk')}]"`).join('\n');
  writeFileSync(
    join(folder, 'dotnet', 'dotnet'),
    `#!/bin/sh
echo "$@" >> '${join(folder, 'calls')}'
case "$1" in
--list-sdks)
${list || ':'}
exit 0 ;;
tool)
while [ "$1" != --tool-path ]; do shift; done
out=$2
mkdir -p "$out"
${install}
;;
*)
${start}
;;
esac
`,
  );
  chmodSync(join(folder, 'dotnet', 'dotnet'), 0o755);
  return {
    PATH: `${join(folder, 'dotnet')}${delimiter}${tools(folder)}`,
    HOME: folder,
    RUNBOOK_CACHE_DIR: join(folder, 'cache'),
  };
}

/** A folder with what the scripts call and nothing else: the real `dotnet` may lie beside them. */
function tools(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const tool of ['cat', 'mkdir', 'seq', 'sleep', 'wc']) {
    const found = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((place) => join(place, tool))
      .find((path) => existsSync(path));
    if (found !== undefined && !existsSync(join(bin, tool))) symlinkSync(found, join(bin, tool));
  }
  return bin;
}
