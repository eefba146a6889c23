import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { cacheDirectory } from '../session/find/cache-directory.ts';
import { packageDirectory } from '../package/package-directory.ts';
import { keepCompiledCode } from './compiled-code.ts';

/** Since Node 22.1; the types are those of Node 20. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (directory: string) => unknown };

/**
 * Keeps the code that V8 has compiled for the next run of a command. In the user's own folder: what lies there is run, and Node's
 * default is a folder that every user of the machine can write to. `NODE_DISABLE_COMPILE_CACHE` is heeded.
 * @returns what is to be called when the command has done its work, so that the code of all that it did is kept
 */
export function useCompileCache(
  environment: Readonly<Record<string, string | undefined>>,
  command: string,
): () => void {
  try {
    const folder = join(cacheDirectory(environment), 'compiled');
    if (enableCompileCache) enableCompileCache(folder);
    // As in later Nodes, what counts what is run is given code that has been compiled for it.
    else if (!environment['NODE_DISABLE_COMPILE_CACHE'] && !environment['NODE_V8_COVERAGE']) {
      const chunks = join(packageDirectory, 'dist', 'cli');
      return keepCompiledCode({
        chunks,
        folder: join(folder, process.version),
        command: /^[a-z_]+$/.test(command) ? command : 'other',
      });
    }
  } catch {
    // A user without a home has no cache. Where the folder cannot be written, Node says nothing.
  }
  return () => undefined;
}
