import { dirname, join } from 'node:path';
import { entryOf } from '../document/node.ts';
import type { WrittenEntry } from '../document/written.ts';
import { writeYaml } from '../document/write-yaml.ts';
import { CannotSay } from './cannot-say.ts';
import { collectNames, declareAll } from './collect-names.ts';
import { convertRoles } from './convert-roles.ts';
import { convertTasks } from './convert-task.ts';
import { convertVariables } from './convert-variables.ts';
import type { ConvertOptions, Shared } from './converting.ts';
import { isThere } from './files.ts';
import { headerOf } from './header.ts';
import type { Names } from './names.ts';
import { begin, kindOf, readPlaybook } from './read-playbook.ts';

/** What the files of a playbook have in common, and how they take each other in. */
export function share(
  path: string,
  names: Names,
  { fileSystem, takesParts = false, refused = new Map() }: ConvertOptions,
): Shared {
  const folder = dirname(path);
  const shared: Shared = {
    names,
    notes: [],
    leftOut: new Map(),
    parts: new Map(),
    fileSystem,
    folder,
    takesParts,
    refused,
    loose: [],
    takeTasks: (each, role) => takeTasks(each, role, shared),
    takeRole: (name) => takeRole(name, shared),
    variablesOf: (name) => variablesOf(name, shared),
  };
  return shared;
}

function takeTasks(path: string, role: string | undefined, shared: Shared): string | undefined {
  const { parts, names, folder, fileSystem, notes } = shared;
  if (parts.has(path)) return undefined;
  if (!isThere(shared, path)) return `the file "${path}" is not there`;
  const { document } = readPlaybook(join(folder, path), fileSystem);
  if (
    !document ||
    (document.root.kind === 'sequence' && document.root.items.length > 0 && kindOf(document.root) !== 'tasks')
  )
    return `the file "${path}" has no tasks that can be read`;
  // Before its tasks, so that a file that takes itself in ends.
  parts.set(path, { path, content: '' });
  collectNames(document.root, names);
  names.addText(document.file.text);
  const converting = begin(document, shared, role);
  const from = notes.length;
  const items = convertTasks(document.root, converting);
  const tail = converting.comments.takeLines(0, document.file.text.length);
  const head = headerOf(join(folder, path), { notes: notes.slice(from), leftOut: new Map() });
  parts.set(path, { path, content: writeYaml({ kind: 'list', items }, head, tail) });
  return undefined;
}

function takeRole(name: string, shared: Shared): string | undefined {
  const { parts, takesParts, names, folder, fileSystem } = shared;
  const role = `roles/${name}`;
  const main = ['main.yml', 'main.yaml'].find((each) => isThere(shared, `${role}/tasks/${each}`));
  if (main === undefined) return `the role "${name}" is not in "roles" beside the playbook`;
  if (!takesParts)
    return `the role "${name}" has files of its own: with a folder as --output they are converted, too`;
  if (parts.has(role)) return undefined;
  for (const kind of ['defaults', 'vars']) {
    const path = `${role}/${kind}/main.yml`;
    if (!isThere(shared, path) || parts.has(path)) continue;
    const { document } = readPlaybook(join(folder, path), fileSystem);
    if (document?.root.kind !== 'mapping') continue;
    declareAll(document.root, names);
    const entries = convertVariables(document.root, begin(document, shared, role));
    if (entries.length > 0) parts.set(path, { path, content: writeYaml({ kind: 'mapping', entries }) });
  }
  const missing = takeDependencies(role, shared);
  if (missing !== undefined) return missing;
  const why = takeTasks(`${role}/tasks/${main}`, role, shared);
  if (why !== undefined) return why;
  if (isThere(shared, `${role}/handlers/main.yml`))
    return takeTasks(`${role}/handlers/main.yml`, role, shared);
  return undefined;
}

/** The roles that a role needs are done before it, here as there. */
function takeDependencies(role: string, shared: Shared): string | undefined {
  const { parts, folder, fileSystem } = shared;
  const path = `${role}/meta/main.yml`;
  if (!isThere(shared, path) || parts.has(path)) return undefined;
  const { document } = readPlaybook(join(folder, path), fileSystem);
  const entry = document?.root.kind === 'mapping' ? entryOf(document.root, 'dependencies') : undefined;
  if (!document || entry?.value.kind !== 'sequence' || entry.value.items.length === 0) return undefined;
  parts.set(path, { path, content: '' });
  const { roles, tasks } = convertRoles(entry.value, begin(document, shared, role), false);
  if (!roles) return `a role that "${role}" depends on is not there (${tasks.length} of them)`;
  parts.set(path, {
    path,
    content: writeYaml({ kind: 'mapping', entries: [{ key: 'dependencies', value: roles }] }),
  });
  return undefined;
}

function variablesOf(name: string, shared: Shared): readonly WrittenEntry[] {
  const { names, folder, fileSystem } = shared;
  if (name.includes('{{')) throw new CannotSay(`which file it is ("${name}") is known only in the run`);
  const path = ['', 'vars/'].map((each) => `${each}${name}`).find((each) => isThere(shared, each));
  if (path === undefined) throw new CannotSay(`the file "${name}" is not there`);
  const { document } = readPlaybook(join(folder, path), fileSystem);
  if (!document) throw new CannotSay(`the file "${name}" cannot be read`);
  if (document.root.kind !== 'mapping') return [];
  declareAll(document.root, names);
  const converting = begin(document, shared, undefined);
  const [first, ...rest] = convertVariables(document.root, converting);
  return first ? [{ ...first, before: [` From ${name}`, ...(first.before ?? [])] }, ...rest] : [];
}
