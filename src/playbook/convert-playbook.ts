import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileSystem } from '../document/file-system.ts';
import { entryOf, type DocumentNode, type MappingNode, type RunbookDocument } from '../document/node.ts';
import { parseDocument } from '../document/parse-document.ts';
import { readText } from '../document/read-text.ts';
import {
  mapping,
  scalar,
  type WrittenEntry,
  type WrittenItem,
  type WrittenMapping,
  type WrittenNode,
} from '../document/written.ts';
import { writeYaml } from '../document/write-yaml.ts';
import { CannotSay } from './cannot-say.ts';
import { collectNames, declareAll } from './collect-names.ts';
import { CommentPool } from './comment-pool.ts';
import type { Converting, Part, Shared, TaskNote } from './converting.ts';
import { convertPlay, type ConvertedPlay } from './convert-play.ts';
import { convertRoles } from './convert-roles.ts';
import { convertTasks } from './convert-task.ts';
import { positionOf } from './unconverted.ts';
import { convertVariables } from './convert-variables.ts';
import { factsScript } from './facts.ts';
import { textOf } from './data.ts';
import { isThere } from './files.ts';
import { headerOf } from './header.ts';
import { Names } from './names.ts';
import { parametersOf, withDefault } from './parameters.ts';

export interface ConvertOptions {
  readonly fileSystem: FileSystem;
  /** Roles, files of tasks and files of variables are converted, too, as parts of the runbook. Default: they are only named. */
  readonly takesParts?: boolean;
  /** By the place of a task in the playbook (`placeOf`): why what was made of it before is none. */
  readonly refused?: ReadonlyMap<string, string>;
}

export interface ConvertedPlaybook {
  /** With a mark above each task: see `withoutMarkers`. */
  readonly text: string;
  /** Without the runbook itself. */
  readonly parts: readonly Part[];
  /** Of each task, in the order in which they were converted. */
  readonly notes: readonly TaskNote[];
}

export type Conversion =
  | { readonly converted: ConvertedPlaybook; readonly diagnostics: readonly Diagnostic[] }
  | { readonly converted: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Writes a runbook for a playbook of Ansible's, or for a file of tasks. Errors: those of reading YAML, and `not-a-playbook`. */
export function convertPlaybook(path: string, options: ConvertOptions): Conversion {
  const { fileSystem } = options;
  const read = readPlaybook(path, fileSystem);
  if (!read.document) return { converted: undefined, diagnostics: read.diagnostics };
  const { document } = read;
  const kind = kindOf(document.root);
  if (kind === undefined) return { converted: undefined, diagnostics: [notAPlaybook(document.root)] };
  const names = new Names();
  const shared = share(path, names, options);
  const converting = begin(document, shared, undefined);
  const { root } = document;
  collectNames(root, names);
  names.addText(document.file.text);
  const written = kind === 'plays' ? convertPlays(root, converting) : convertTaskList(path, root, converting);
  const known = new Map(written.parameters);
  const entries = withFacts(written.entries, names);
  const parameters = parametersOf(names, known);
  const [first, ...others] = entries;
  const isNamed = first?.key === 'name';
  const all: WrittenEntry[] = [
    ...(isNamed ? [first] : [{ key: 'name', value: scalar(basename(path).replace(/\.ya?ml$/i, '')) }]),
    ...(parameters ? [{ key: 'params', value: parameters }] : []),
    ...(isNamed ? others : entries),
  ];
  const tail = [...shared.loose, ...converting.comments.takeLines(0, document.file.text.length)];
  const text = writeYaml(
    { kind: 'mapping', entries: all },
    [...headerOf(path, shared), ...(written.before.length > 0 ? ['', ...written.before] : [])],
    tail,
  );
  return {
    converted: { text, parts: [...shared.parts.values()], notes: shared.notes },
    diagnostics: read.diagnostics.filter(({ severity }) => severity !== 'error'),
  };
}

interface ReadPlaybook {
  readonly document: RunbookDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tags such as `!vault` are Ansible's; whoever reads such a value says so. */
function readPlaybook(path: string, fileSystem: FileSystem): ReadPlaybook {
  const { file, diagnostics } = readText(path, fileSystem);
  if (!file) return { document: undefined, diagnostics };
  const parsed = parseDocument(file, { allComments: true });
  const errors = parsed.diagnostics.filter(
    ({ severity, code, message }) =>
      severity === 'error' && !(code === 'yaml-unsupported' && message.startsWith('the tag "!')),
  );
  return errors.length > 0
    ? { document: undefined, diagnostics: errors }
    : { document: parsed.document, diagnostics: [] };
}

function begin({ file, comments }: RunbookDocument, shared: Shared, role: string | undefined): Converting {
  return { ...shared, file, comments: new CommentPool(file, comments), role };
}

function kindOf(root: DocumentNode): 'plays' | 'tasks' | undefined {
  if (root.kind !== 'sequence' || root.items.length === 0) return undefined;
  const isPlay = (item: DocumentNode): boolean =>
    item.kind === 'mapping' &&
    ['hosts', 'import_playbook', 'ansible.builtin.import_playbook'].some(
      (key) => entryOf(item, key) !== undefined,
    );
  if (root.items.some(isPlay))
    return root.items.every((item) => item.kind === 'mapping') ? 'plays' : undefined;
  return root.items.every((item) => item.kind === 'mapping' && item.entries.length > 0) ? 'tasks' : undefined;
}

function notAPlaybook(root: DocumentNode): Diagnostic {
  return {
    code: 'not-a-playbook',
    severity: 'error',
    message:
      'this is neither a playbook nor a file of tasks: it has to be a list of plays, each with "hosts", or of tasks',
    location: {
      file: root.location.file,
      range: {
        start: root.location.range.start,
        end: Math.min(root.location.range.start + 1, root.location.range.end),
      },
    },
    help: 'name the playbook; inventories and files of variables are not converted by themselves',
  };
}

interface Written {
  readonly entries: readonly WrittenEntry[];
  readonly before: readonly string[];
  readonly parameters: ReadonlyMap<string, WrittenNode>;
}

function convertPlays(root: DocumentNode, converting: Converting): Written {
  const items = root.kind === 'sequence' ? root.items : [];
  const parameters = new Map<string, WrittenNode>();
  const plays = items.flatMap((item): readonly { play: ConvertedPlay; before: readonly string[] }[] => {
    if (item.kind !== 'mapping') return [];
    const before = converting.comments.takeLines(0, item.location.range.start);
    const play = entryOf(item, 'hosts') ? convertPlay(item, converting) : importedPlaybook(item, converting);
    for (const [name, value] of play.parameters) parameters.set(name, value);
    const left = converting.comments.takeLines(item.location.range.start, item.location.range.end);
    return [{ play, before: [...before, ...play.before, ...left] }];
  });
  const whole = plays.map(({ play, before }) => ({ before, entries: withTasks(play.entries) }));
  const [first, other] = whole;
  if (first && !other) return { ...first, parameters };
  const list: WrittenItem[] = whole.map(({ entries, before }, index) => ({
    node: { kind: 'mapping', entries },
    before,
    blankBefore: index > 0,
  }));
  return { entries: [{ key: 'plays', value: { kind: 'list', items: list } }], before: [], parameters };
}

/** A play has tasks, or roles. */
function withTasks(entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  if (entries.some(({ key }) => key === 'tasks' || key === 'roles')) return withSession(entries);
  const nothing = mapping({ name: 'Nothing', meta: 'noop' });
  const at = entries.findIndex(({ key }) => key === 'handlers');
  const tasks: WrittenEntry = { key: 'tasks', value: { kind: 'list', items: [{ node: nothing }] } };
  return at === -1 ? [...entries, tasks] : entries.toSpliced(at, 0, tasks);
}

/** Ansible's modules for Windows run in Windows PowerShell; what is not there in PowerShell 7 needs it. */
function withSession(entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  const at = entries.findIndex(({ key }) => key !== 'name');
  const session: WrittenEntry = { key: 'session', value: mapping({ edition: 'desktop' }) };
  return entries.toSpliced(at === -1 ? entries.length : at, 0, session);
}

function importedPlaybook(item: MappingNode, converting: Converting): ConvertedPlay {
  const entry = item.entries.find(({ key }) => key.source.text.endsWith('import_playbook'));
  const name = (entry && textOf(entry.value)) ?? '';
  const why = `"${name}" is a playbook of its own: convert it by itself, and name it with "import_runbook"`;
  converting.notes.push({
    outcome: 'unconverted',
    location: item.location,
    module: 'import_playbook',
    reasons: [why],
  });
  const msg = `Not converted: import_playbook (${positionOf(item.location)}). ${why}`;
  const tasks: WrittenNode = {
    kind: 'list',
    items: [{ node: mapping({ fail: mapping({ msg }) }), before: [` Not converted: ${why}`] }],
  };
  return {
    entries: [
      { key: 'name', value: scalar(`Playbook ${name}`) },
      { key: 'tasks', value: tasks },
    ],
    before: [],
    parameters: new Map(),
  };
}

/** A file of tasks becomes a runbook. In a role the role's variables belong to it. */
function convertTaskList(path: string, root: DocumentNode, converting: Converting): Written {
  const { names, fileSystem } = converting;
  const parameters = new Map<string, WrittenNode>();
  const vars: WrittenEntry[] = [];
  const isPart = /(?:^|\/)tasks\/[^/]+$/.test(path.replaceAll('\\', '/'));
  if (isPart) {
    for (const kind of ['defaults', 'vars']) {
      const found = ['main.yml', 'main.yaml']
        .map((name) => join(dirname(path), '..', kind, name))
        .find((each) => exists(fileSystem, each));
      const document = found === undefined ? undefined : readPlaybook(found, fileSystem).document;
      if (document?.root.kind !== 'mapping') continue;
      declareAll(document.root, names);
      for (const entry of convertVariables(document.root, begin(document, converting, converting.role))) {
        const parameter =
          kind === 'defaults' && !hasTemplate(entry.value) ? withDefault(entry.value) : undefined;
        if (parameter) parameters.set(entry.key, parameter);
        else vars.push(entry);
      }
    }
  }
  const beside = isPart ? handlersBeside(path, converting) : undefined;
  names.handlers = new Set(beside ? handlerNames(beside.root) : []);
  const tasks = convertTasks(root, converting);
  const handlers = beside ? convertTasks(beside.root, begin(beside, converting, converting.role)) : [];
  return {
    entries: withSession([
      ...(vars.length > 0
        ? [{ key: 'vars', value: { kind: 'mapping', entries: vars } as WrittenMapping }]
        : []),
      { key: 'tasks', value: { kind: 'list', items: tasks } },
      ...(handlers.length > 0
        ? [{ key: 'handlers', value: { kind: 'list', items: handlers } as const }]
        : []),
    ]),
    before: [],
    parameters,
  };
}

/** Those of the role whose tasks are converted. */
function handlersBeside(path: string, { fileSystem, names }: Converting): RunbookDocument | undefined {
  const beside = join(dirname(path), '..', 'handlers', 'main.yml');
  const document = exists(fileSystem, beside) ? readPlaybook(beside, fileSystem).document : undefined;
  if (document?.root.kind !== 'sequence' || kindOf(document.root) !== 'tasks') return undefined;
  collectNames(document.root, names);
  return document;
}

function handlerNames(root: DocumentNode): readonly string[] {
  const items = root.kind === 'sequence' ? root.items : [];
  return items.flatMap((item) => {
    if (item.kind !== 'mapping') return [];
    return ['name', 'listen'].flatMap((key) => {
      const value = entryOf(item, key)?.value;
      const all = value?.kind === 'sequence' ? value.items : value ? [value] : [];
      return all.flatMap((each) => textOf(each) ?? []);
    });
  });
}

function hasTemplate(node: WrittenNode): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && node.value.includes('{{');
  return node.kind === 'list'
    ? node.items.some((item) => hasTemplate(item.node))
    : node.entries.some(({ value }) => hasTemplate(value));
}

function exists(fileSystem: FileSystem, path: string): boolean {
  try {
    return fileSystem.look?.(path).kind === 'file';
  } catch {
    return false;
  }
}

/** Facts are asked for before the first task, where any are read. */
function withFacts(entries: readonly WrittenEntry[], names: Names): readonly WrittenEntry[] {
  if (names.facts.size === 0) return entries;
  const ask: WrittenItem = {
    node: mapping({
      name: 'Ask for the facts that are read below',
      powershell: factsScript(names.facts),
      register: names.factsName,
      check_mode: false,
      tags: 'always',
    }),
  };
  const into = (all: readonly WrittenEntry[]): readonly WrittenEntry[] => {
    const at = all.findIndex(({ key }) => key === 'tasks');
    const tasks = all[at];
    if (tasks?.value.kind === 'list') {
      const [first, ...rest] = tasks.value.items;
      const items = [ask, ...(first ? [{ ...first, blankBefore: true }] : []), ...rest];
      return all.with(at, { ...tasks, value: { kind: 'list', items } });
    }
    return all;
  };
  const plays = entries.find(({ key }) => key === 'plays');
  if (plays?.value.kind !== 'list') return into(entries);
  const [first, ...rest] = plays.value.items;
  if (first?.node.kind !== 'mapping') return entries;
  const play: WrittenItem = { ...first, node: { kind: 'mapping', entries: into(first.node.entries) } };
  return entries.map((entry) =>
    entry === plays ? { ...entry, value: { kind: 'list', items: [play, ...rest] } } : entry,
  );
}

/** What the files of a playbook have in common, and how they take each other in. */
function share(
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
