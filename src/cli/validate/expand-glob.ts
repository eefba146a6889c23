import { sep } from 'node:path';
import { glob } from 'tinyglobby';

/** The files that a pattern such as `runbooks/**` + `/*.yml` finds, absolute, by path. What is hidden and `node_modules` have to be named to be found; links are passed by. */
export async function expandGlob(pattern: string, currentDirectory: string): Promise<string[]> {
  const found = await glob([sep === '\\' ? pattern.replaceAll('\\', '/') : pattern], {
    cwd: currentDirectory,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: pattern.includes('node_modules') ? [] : ['**/node_modules/**'],
  });
  return found.map((path) => path.replaceAll('/', sep)).toSorted();
}
