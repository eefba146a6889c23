import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEngine, type EmbeddedEngine, type EmbeddedEngineProblem } from './embedded-engine-folder.ts';

export type { EmbeddedEngine, EmbeddedEngineProblem };

export type EmbeddedEngineResult = EmbeddedEngine | { readonly problem: EmbeddedEngineProblem };

export interface EmbeddedEngineOptions {
  /** Called for what takes time, one line a call; not at all where the engine is in the cache. */
  readonly onProgress: (line: string) => void;
  /** Default: the folder of `RUNBOOK_CACHE_DIR`, else the platform's per-user cache. */
  readonly cacheDirectory?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Aborting ends the build; the result is the problem `interrupted`. */
  readonly signal?: AbortSignal;
  /** The C# project. Default: the one that is shipped. */
  readonly sources?: string;
}

/** What of the project decides how the engine behaves; the README does not. */
const SOURCE = /\.(cs|csproj|psd1|psm1|ps1xml)$/;
const UNUSED_FOR = 30 * 24 * 3600_000;
const ABANDONED_AFTER = 24 * 3600_000;

/**
 * The embedded PowerShell engine: from the per-user cache, or built into it with the .NET SDK. An engine's folder is named
 * by its sources' content and appears there complete, by one rename, so that neither an interrupted build nor two at once
 * can leave half of one. The SDK's version is not in the name: the same sources give the same engine, for net10.0, with any SDK.
 */
export async function findOrBuildEmbeddedEngine(
  options: EmbeddedEngineOptions,
): Promise<EmbeddedEngineResult> {
  const environment = options.environment ?? process.env;
  const sources = options.sources ?? fileURLToPath(new URL('../../powershell/Embedded', import.meta.url));
  const cache = options.cacheDirectory ?? cacheDirectory(environment);
  const files = sourceFiles(sources);
  const folder = join(cache, 'embedded', engineKey(sources, files));
  const found = readEngine(folder);
  if (found) {
    await markUsed(folder);
    return found;
  }
  // Only here: loading it takes longer than finding an engine that is built.
  const { buildEmbeddedEngine } = await import('./embedded-engine-build.ts');
  const built = await buildEmbeddedEngine({
    sources,
    files,
    folder,
    environment,
    onProgress: options.onProgress,
    ...(options.signal && { signal: options.signal }),
  });
  if (built) return { problem: built };
  await removeStale(join(cache, 'embedded'), folder);
  const engine = readEngine(folder);
  if (engine) return engine;
  return {
    problem: {
      code: 'cache-unwritable',
      message: `the embedded engine was built, but it is not in '${folder}'`,
      help: 'something removes files from the cache; name another folder in RUNBOOK_CACHE_DIR',
    },
  };
}

/** Where this user's caches are, with the name of the product; `RUNBOOK_CACHE_DIR` decides where it is set. */
export function cacheDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment['RUNBOOK_CACHE_DIR']) return environment['RUNBOOK_CACHE_DIR'];
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'runbook');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'runbook');
  return join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'runbook');
}

function sourceFiles(sources: string): string[] {
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(sources.length + 1))
    .filter((path) => !/^(bin|obj)[/\\]/.test(path))
    .sort();
}

function engineKey(sources: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(join(sources, file));
    hash.update(`${file.replaceAll('\\', '/')}\n${content.length}\n`).update(content);
  }
  return `${hash.digest('hex').slice(0, 20)}-${process.platform}-${process.arch}`;
}

/** A day is exact enough for `removeStale`, and spares a write at every start. */
async function markUsed(folder: string): Promise<void> {
  const mark = join(folder, 'engine.json');
  try {
    const { mtimeMs } = await stat(mark);
    if (Date.now() - mtimeMs > ABANDONED_AFTER) await utimes(mark, new Date(), new Date());
  } catch {
    // A cache that cannot be written is good enough to start from.
  }
}

/** Takes away engines that nobody used for 30 days and builds that never ended. Best effort. */
async function removeStale(embedded: string, keep: string): Promise<void> {
  for (const name of readdirSync(embedded)) {
    const folder = join(embedded, name);
    if (folder === keep) continue;
    const isBuild = name.startsWith('.');
    try {
      const { mtimeMs } = await stat(isBuild ? folder : join(folder, 'engine.json'));
      const age = Date.now() - mtimeMs;
      if (age > (isBuild ? ABANDONED_AFTER : UNUSED_FOR)) await rm(folder, { recursive: true, force: true });
    } catch {
      // In use, not ours, or gone already.
    }
  }
}
