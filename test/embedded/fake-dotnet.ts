import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How the stand-in for the .NET SDK behaves. */
export interface FakeDotnet {
  /** What `--list-sdks` names; none: no SDK. */
  readonly sdks: readonly string[];
  /** Shell text that `dotnet publish` runs, with `$out` set; default: an engine appears. */
  readonly publish?: string;
}

/** An engine that says a version and no more. */
export const ENGINE = `printf '#!/bin/sh\\necho 7.6.9\\n' > "$out/runbook-engine"; chmod +x "$out/runbook-engine"`;

/**
 * Puts a `dotnet` into a folder that behaves as asked and notes each call in `calls`, and gives the environment in which it
 * is found before any other. A shell script: not for Windows.
 */
export function fakeDotnet(folder: string, { sdks, publish = ENGINE }: FakeDotnet): Record<string, string> {
  mkdirSync(join(folder, 'dotnet', 'host'), { recursive: true });
  const list = sdks.map((version) => `echo "${version} [${join(folder, 'dotnet', 'sdk')}]"`).join('\n');
  writeFileSync(
    join(folder, 'dotnet', 'dotnet'),
    `#!/bin/sh
echo "$@" >> '${join(folder, 'calls')}'
if [ "$1" = --list-sdks ]; then
${list || ':'}
exit 0
fi
for word in "$@"; do case "$word" in --output=*) out="\${word#--output=}" ;; esac; done
mkdir -p "$out"
${publish}
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
  for (const tool of ['cat', 'chmod', 'mkdir', 'seq', 'sleep', 'wc']) {
    const found = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((place) => join(place, tool))
      .find((path) => existsSync(path));
    if (found !== undefined && !existsSync(join(bin, tool))) symlinkSync(found, join(bin, tool));
  }
  return bin;
}
