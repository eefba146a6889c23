import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path leads out of a folder. Both are absolute, or relative to the same folder. */
export function isOutside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

/** What is said of a file that lies outside of the runbook's folder, where none may. */
export function outsideProblem(path: string): { readonly message: string; readonly help: string } {
  return {
    message: `"${path}" lies outside of the runbook's folder`,
    help: 'move it into the folder of the runbook, or allow it with --allow-outside',
  };
}
