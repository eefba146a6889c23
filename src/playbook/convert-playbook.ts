import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileSystem } from '../document/file-system.ts';
import { entryOf, type DocumentNode, type MappingNode, type RunbookDocument } from '../document/node.ts';
import {
  mapping,
  scalar,
  type WrittenEntry,
  type WrittenItem,
  type WrittenMapping,
  type WrittenNode,
} from '../document/written.ts';
import { writeYaml } from '../document/write-yaml.ts';
import { collectNames, declareAll } from './collect-names.ts';
import type { ConvertOptions, Converting, Part, TaskNote } from './converting.ts';
import { convertPlay, type ConvertedPlay } from './convert-play.ts';
import { convertTasks } from './convert-task.ts';
import { begin, kindOf, readPlaybook } from './read-playbook.ts';
import { share } from './take-files.ts';
import { positionOf } from './unconverted.ts';
import { convertVariables } from './convert-variables.ts';
import { textOf } from './data.ts';
import { headerOf } from './header.ts';
import { Names } from './names.ts';
import { parametersOf, withDefault } from './parameters.ts';

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
  const { entries } = written;
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
  const whole = plays.map(({ play, before }) => ({
    before,
    entries: withTasks(converting.names.readsFacts ? withoutNoFacts(play.entries) : play.entries),
  }));
  const [first, other] = whole;
  if (first && !other) return { ...first, parameters };
  const list: WrittenItem[] = whole.map(({ entries, before }, index) => ({
    node: { kind: 'mapping', entries },
    before,
    blankBefore: index > 0,
  }));
  return { entries: [{ key: 'plays', value: { kind: 'list', items: list } }], before: [], parameters };
}

/** With `gather_facts: false` Ansible's play has the facts of one before it, or of a cache: here it has to gather what it reads. */
function withoutNoFacts(entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  return entries.filter(
    ({ key, value }) => key !== 'gather_facts' || (value.kind === 'scalar' && value.value === true),
  );
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
