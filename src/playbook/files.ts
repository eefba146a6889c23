import { dirname, join, normalize } from 'node:path';
import { readText } from '../document/read-text.ts';
import { isTemplated } from './expressions.ts';
import type { Converting, Shared } from './converting.ts';

export function isThere(
  { fileSystem, folder }: Pick<Shared, 'fileSystem' | 'folder'>,
  path: string,
): boolean {
  try {
    return fileSystem.look?.(join(folder, path)).kind === 'file';
  } catch {
    return false;
  }
}

/** A path of the playbook's, relative to its folder: where Ansible looks for what a task names, in its order. Undefined where nothing is there. */
export function findBeside(
  name: string,
  kind: 'files' | 'templates' | 'vars' | 'tasks',
  converting: Converting,
): string | undefined {
  if (isTemplated(name) || /^(?:[\\/~]|[A-Za-z]:)/.test(name)) return undefined;
  const { role, file, folder } = converting;
  const here = relativeTo(folder, dirname(file.path));
  const places = [
    ...(role === undefined ? [] : [join(role, kind, name), join(role, name), join(role, 'tasks', name)]),
    ...(kind === 'tasks' ? [] : [join(here, kind, name)]),
    join(here, name),
    join(kind, name),
    name,
  ];
  return places
    .map((each) => normalize(each).replaceAll('\\', '/'))
    .find((each) => !each.startsWith('..') && isThere(converting, each));
}

export function textOfFile(
  path: string,
  { fileSystem, folder }: Pick<Shared, 'fileSystem' | 'folder'>,
): string | undefined {
  return readText(join(folder, path), fileSystem).file?.text;
}

/** Takes a file along as it is, and gives the expression for its path on the machine that the runbook runs on. */
export function takeFile(path: string, { parts, fileSystem, folder, role, takesParts }: Converting): string {
  if (takesParts && !parts.has(path))
    parts.set(path, { path, content: fileSystem.readFile(join(folder, path)) });
  const inRole = role !== undefined && path.startsWith(`${role}/`);
  return inRole ? `{{ role_path }}/${path.slice(role.length + 1)}` : `{{ playbook_dir }}/${path}`;
}

function relativeTo(folder: string, path: string): string {
  const root = normalize(folder);
  const full = normalize(path);
  if (root === '.' || root === '') return full;
  return full === root ? '' : full.startsWith(`${root}/`) ? full.slice(root.length + 1) : full;
}
