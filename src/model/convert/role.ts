import { basename, dirname, join } from 'node:path';
import { suggest } from '../../diagnostics/suggest.ts';
import { entryOf, type DocumentNode, type ScalarNode } from '../../document/node.ts';
import type { Argument } from '../argument.ts';
import type { Block, TaskNode } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertConditions } from './convert-condition.ts';
import { convertKeywords } from './convert-keywords.ts';
import { readFields } from './fields.ts';
import { enterFile, isThere } from './named-file.ts';
import {
  checkGiven,
  convertTaskFile,
  defaultsOf,
  type ConvertTasks,
  type TaskFileContent,
} from './task-file.ts';
import { readVariables } from './vars-file.ts';

/** What a role brings: its tasks, with those of the roles that it depends on before them, and its variables. */
export interface RoleContent extends TaskFileContent {
  /** Its file of tasks, as messages name it. */
  readonly path: string;
  readonly vars: ReadonlyMap<string, Argument>;
  readonly defaults: ReadonlyMap<string, Argument>;
}

/**
 * A role: `roles/NAME/tasks/main.yml` beside the runbook, with what lies in `defaults`, `vars`, `handlers` and `meta`.
 */
export function readRole(
  conversion: Conversion,
  name: string,
  from: ScalarNode,
  tasksFrom: string,
  id: string,
  convertTasks: ConvertTasks,
): RoleContent | undefined {
  const roles = join(dirname(conversion.chain[0]?.path ?? ''), 'roles');
  const folder = join(roles, name);
  const path = fileIn(conversion, folder, 'tasks', tasksFrom);
  if (path === undefined) {
    reportMissing(conversion, roles, name, tasksFrom, from);
    return undefined;
  }
  const inRole: Conversion = { ...conversion, role: folder };
  const variablesIn = (part: string): ReadonlyMap<string, Argument> => {
    const file = fileIn(inRole, folder, part, 'main');
    return (file === undefined ? undefined : readVariables(inRole, file, from)) ?? new Map();
  };
  const defaults = variablesIn('defaults');
  const own = variablesIn('vars');
  const entered = enterFile(inRole, path, from, 'tasks');
  if (!entered) return undefined;
  const { parameters, tasks } = convertTaskFile(entered.inside, entered.document, id, convertTasks);
  const before = dependenciesOf(inRole, folder, from, id, entered.inside.chain, convertTasks);
  const { location } = from;
  const content: RoleContent = {
    path,
    parameters,
    tasks: [...before, ...tasks],
    vars: new Map<string, Argument>([
      ['role_name', { kind: 'value', value: name, location }],
      ['role_path', { kind: 'value', value: folder, location }],
      ...own,
    ]),
    defaults: new Map([...defaultsOf(conversion, parameters), ...withoutGiven(conversion, defaults)]),
  };
  noteHandlers(inRole, folder, name, from, content);
  return content;
}

/** The role's handlers become those of the play, once, however often it is taken in. */
function noteHandlers(
  conversion: Conversion,
  folder: string,
  role: string,
  from: ScalarNode,
  { vars, defaults }: RoleContent,
): void {
  const { roleHandlers } = conversion;
  const path = fileIn(conversion, folder, 'handlers', 'main');
  if (path === undefined || roleHandlers.some((known) => known.path === path)) return;
  const entered = enterFile(conversion, path, from, undefined);
  if (!entered) return;
  roleHandlers.push({ role, path, inside: entered.inside, root: entered.document.root, vars, defaults });
}

/** A parameter of the runbook that always has a value is stronger than a default of a role. */
function withoutGiven({ reading }: Conversion, defaults: ReadonlyMap<string, Argument>) {
  return [...defaults].filter(([name]) => {
    const parameter = reading.parameters.get(name);
    return !parameter || (!parameter.required && parameter.default === undefined);
  });
}

function fileIn(conversion: Conversion, folder: string, part: string, name: string): string | undefined {
  const names = /\.ya?ml$/.test(name) ? [name] : [`${name}.yml`, `${name}.yaml`];
  return names.map((each) => join(folder, part, each)).find((path) => isThere(conversion, path));
}

function reportMissing(
  conversion: Conversion,
  roles: string,
  name: string,
  tasksFrom: string,
  from: ScalarNode,
): void {
  const namesIn = (folder: string) => conversion.fileSystem.list?.(folder) ?? [];
  const file = /\.ya?ml$/.test(tasksFrom) ? tasksFrom : `${tasksFrom}.yml`;
  const folder = join(roles, name, 'tasks');
  const near = namesIn(roles).includes(name) ? suggest(file, namesIn(folder)) : suggest(name, namesIn(roles));
  const message = `there is no role "${name}": "${join(folder, file)}" is not there`;
  report(conversion, 'unknown-role', message, from, {
    help:
      near === undefined
        ? `the tasks of a role stand in "${basename(roles)}/NAME/tasks/main.yml" beside the runbook`
        : `did you mean "${near}"?`,
  });
}

/** `dependencies` of `meta/main.yml`: roles that are done before this one. */
function dependenciesOf(
  conversion: Conversion,
  folder: string,
  from: ScalarNode,
  id: string,
  chain: Conversion['chain'],
  convertTasks: ConvertTasks,
): readonly TaskNode[] {
  const path = fileIn(conversion, folder, 'meta', 'main');
  const entered = path === undefined ? undefined : enterFile(conversion, path, from, undefined);
  if (!entered) return [];
  // A role that depends on itself goes around by its tasks.
  const inside: Conversion = { ...entered.inside, chain };
  const { root } = entered.document;
  const dependencies = root.kind === 'mapping' ? entryOf(root, 'dependencies') : undefined;
  if (!dependencies) return [];
  if (dependencies.value.kind !== 'sequence') {
    reportWrongType(inside, 'dependencies', 'a list of roles', dependencies.value);
    return [];
  }
  return dependencies.value.items.flatMap(
    (item, index) => roleBlock(inside, item, `${id}/dependencies/${index}`, convertTasks) ?? [],
  );
}

function roleBlock(
  conversion: Conversion,
  node: DocumentNode,
  id: string,
  convertTasks: ConvertTasks,
): Block | undefined {
  const named = roleNameOf(conversion, node, 'dependencies');
  if (!named) return undefined;
  const fields =
    node.kind === 'mapping'
      ? readFields(conversion, node, {
          owner: 'dependencies',
          keys: ['role', 'name', 'vars', 'tags', 'when'],
          example: '{ role: base }',
        })
      : undefined;
  const role = readRole(conversion, named.name, named.node, 'main', id, convertTasks);
  if (!role) return undefined;
  const written = (...keys: string[]) => new Map([...(fields ?? [])].filter(([key]) => keys.includes(key)));
  const keywords = convertKeywords(conversion, written('vars', 'tags'));
  const when = fields?.get('when');
  checkGiven(conversion, fields?.get('vars'), role.parameters, `"${role.path}"`);
  return {
    kind: 'block',
    id,
    location: node.location,
    name: undefined,
    when: when ? convertConditions(conversion, when) : [],
    keywords: { ...keywords, vars: new Map([...role.vars, ...keywords.vars]) },
    loop: undefined,
    notify: undefined,
    tasks: role.tasks,
    rescue: [],
    always: [],
    undo: [],
    window: undefined,
    expected: undefined,
    taskFile: {
      action: 'import_role',
      written: named.name,
      path: role.path,
      parameters: role.parameters,
      shownAs: id,
    },
    defaults: role.defaults,
  };
}

/** The name of a role that stands there alone, or under `role` or `name` of a mapping. */
export function roleNameOf(
  conversion: Conversion,
  item: DocumentNode,
  owner: string,
): { readonly name: string; readonly node: ScalarNode } | undefined {
  const node = item.kind === 'mapping' ? (entryOf(item, 'role') ?? entryOf(item, 'name'))?.value : item;
  if (node?.kind === 'scalar' && typeof node.value === 'string' && /^[\w.-]+$/.test(node.value)) {
    return { name: node.value, node };
  }
  reportWrongType(conversion, owner, 'names of roles, or mappings with "role"', node ?? item);
  return undefined;
}
