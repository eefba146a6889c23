import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { cacheDirectory } from '../session/find/cache-directory.ts';

/** Since Node 22.1; the types are those of Node 20. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (directory: string) => unknown };

/**
 * Keeps the code that V8 has compiled for the next run, where Node can. In the user's own folder: what lies there is run, and Node's
 * default is a folder that every user of the machine can write to. Node heeds `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE` itself.
 */
export function useCompileCache(environment: Readonly<Record<string, string | undefined>>): void {
  try {
    enableCompileCache?.(join(cacheDirectory(environment), 'compiled'));
  } catch {
    // A user without a home has no cache. Where the folder cannot be written, Node says nothing.
  }
}
