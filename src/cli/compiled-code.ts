import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { makeFolder, OWN_FOLDER } from '../files/make-folder.ts';
import { readKept } from '../files/read-kept.ts';

export interface CompiledCodeOptions {
  /** The folder whose modules it is about; their names change with their content. */
  readonly chunks: string;
  /** Where the code is kept; what lies there is run. */
  readonly folder: string;
  /** Each has a file of its own: of what they share, each needs another part. */
  readonly command: string;
}

/** So many runs of a command add what they have compiled to what is kept; then it is taken for all that is worth keeping. */
const LEARNING_RUNS = 3;
/** Files, and with them builds, that are kept. */
const MOST_FILES = 24;

/** Of a file: the code of all commands together is a fraction of it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What is in a file, besides the code. */
interface Contents {
  /** Runs that have added to it. */
  readonly runs: number;
  /** Of the code, that follows. V8 takes a damaged one as it is, and ends the process. */
  readonly checksum: number;
  /** The length of each module's code, by the module's file name, in order. */
  readonly lengths: readonly (readonly [string, number])[];
}

interface Kept {
  readonly runs: number;
  readonly code: ReadonlyMap<string, Buffer>;
}

/** What Node 20 has, and does not describe. It will not change any more. */
interface Internals {
  _compile: (this: NodeJS.Module, content: string, filename: string) => unknown;
}

/**
 * For Node 20 what `module.enableCompileCache` does in later ones: modules are compiled with the code that V8 has kept of an earlier run.
 * @returns what writes the code that this run has compiled
 */
export function keepCompiledCode({ chunks, folder, command }: CompiledCodeOptions): () => void {
  const path = join(folder, `${buildOf(chunks)}-${process.arch}-${command}`);
  const kept = read(path);
  const scripts = new Map<string, Script>();
  const internals = Module.prototype as unknown as Internals;
  const compile = internals._compile;
  internals._compile = function (content, filename) {
    if (dirname(filename) !== chunks) return compile.call(this, content, filename);
    const name = basename(filename);
    const cachedData = kept.code.get(name);
    const script = new Script(Module.wrap(content), { filename, ...(cachedData && { cachedData }) });
    scripts.set(name, script);
    const run = script.runInThisContext() as (...values: unknown[]) => unknown;
    return run.call(this.exports, this.exports, createRequire(filename), this, filename, chunks);
  };
  return () => {
    if (kept.runs < LEARNING_RUNS) write(path, kept, scripts);
  };
}

/** By the names of the chunks. */
function buildOf(chunks: string): string {
  const names = readdirSync(chunks).toSorted().join('\n');
  return crc32(names).toString(16);
}

function read(path: string): Kept {
  try {
    const file = readKept(path, MOST_BYTES);
    const end = file.indexOf('\n');
    const { runs, checksum, lengths } = JSON.parse(file.toString('utf8', 0, end)) as Contents;
    const code = file.subarray(end + 1);
    if (crc32(code) !== checksum) return nothing;
    let from = 0;
    const parts = lengths.map(([name, length]) => [name, code.subarray(from, (from += length))] as const);
    return { runs, code: new Map(parts) };
  } catch {
    return nothing;
  }
}

const nothing: Kept = { runs: 0, code: new Map() };

function write(path: string, kept: Kept, scripts: ReadonlyMap<string, Script>): void {
  try {
    const parts = new Map(kept.code);
    for (const [name, script] of scripts) {
      const made = script.createCachedData();
      // After hours, V8 has let go of what it compiled at the beginning.
      if (made.length > (kept.code.get(name)?.length ?? 0)) parts.set(name, made);
    }
    const code = Buffer.concat([...parts.values()]);
    const lengths = [...parts].map(([name, { length }]) => [name, length] as const);
    const contents: Contents = { runs: kept.runs + 1, checksum: crc32(code), lengths };
    const folder = dirname(path);
    makeFolder(folder, OWN_FOLDER);
    // Whoever reads it meanwhile finds the whole of it, or what was there before.
    const work = `${path}.${process.pid}`;
    writeFileSync(work, Buffer.concat([Buffer.from(`${JSON.stringify(contents)}\n`), code]), { mode: 0o600 });
    renameSync(work, path);
    removeSurplus(folder);
  } catch {
    // What cannot be kept is compiled again.
  }
}

/** The oldest go. */
function removeSurplus(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= MOST_FILES) return;
  const times = new Map(files.map((path) => [path, statSync(path).mtimeMs]));
  const newestFirst = files.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
  for (const path of newestFirst.slice(MOST_FILES)) rmSync(path, { force: true, recursive: true });
}
