import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IS_JSON, IS_YAML, kindOf } from '../find-runbook.ts';

/** Never looked into: what tools keep there is nobody's own. */
const PASSED_BY = new Set(['node_modules']);

/** YAML and JSON in a folder and in the folders below it, by path. Hidden folders and files, `node_modules`, and links to folders are passed by, so no way leads in a circle. */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const open = [folder];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const entry of entriesOf(each)) {
      if (entry.name.startsWith('.') || PASSED_BY.has(entry.name)) continue;
      const path = join(each, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (isData(path) && (entry.isFile() || kindOf(path) === 'file')) found.push(path);
    }
  }
  return found.toSorted();
}

/** Whether a file's name is one of YAML or JSON. */
export function isData(path: string): boolean {
  return IS_YAML.test(path) || IS_JSON.test(path);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
