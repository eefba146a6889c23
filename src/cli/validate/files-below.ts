import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { IS_JSON, IS_YAML, kindOf } from '../find-runbook.ts';

/** Never looked into: what tools keep there is nobody's own. */
const PASSED_BY = new Set(['node_modules']);

export interface FilesBelow {
  /** Absolute where the folder is, by path. */
  readonly files: readonly string[];
  /** Folders that cannot be read, with what the file system says. */
  readonly unreadable: ReadonlyMap<string, unknown>;
}

/** YAML and JSON in a folder and in the folders below it. Hidden folders and files, `node_modules`, and links to folders are passed by, so no way leads in a circle. */
export function filesBelow(folder: string): FilesBelow {
  const files: string[] = [];
  const unreadable = new Map<string, unknown>();
  const open = [folder];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    try {
      for (const entry of readdirSync(each, { withFileTypes: true })) {
        if (entry.name.startsWith('.') || PASSED_BY.has(entry.name)) continue;
        const path = join(each, entry.name);
        if (entry.isDirectory()) open.push(path);
        else if (isData(path) && (entry.isFile() || kindOf(path) === 'file')) files.push(path);
      }
    } catch (error) {
      unreadable.set(each, error);
    }
  }
  return { files: files.toSorted(), unreadable };
}

/** Whether a path is a link that leads out of all of these folders. Nobody has named what is there. */
export function leadsOut(path: string, folders: readonly string[]): boolean {
  if (!lstatSync(path).isSymbolicLink()) return false;
  const real = realpathSync(path);
  return folders.every((folder) => {
    const inside = relative(realpathSync(folder), real);
    return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  });
}

/** Whether a file's name is one of YAML or JSON. */
export function isData(path: string): boolean {
  return IS_YAML.test(path) || IS_JSON.test(path);
}
