import {
  entryOf,
  type DocumentNode,
  type MappingEntry,
  type MappingNode,
  type ScalarNode,
} from '../../document/node.ts';
import type { Argument } from '../argument.ts';
import type { Block, Include, ReuseAction, TaskNode } from '../runbook.ts';
import { choicesOf, withChoices } from './choices.ts';
import { convertArgument, isTemplated } from './convert-argument.ts';
import { convertConditions } from './convert-condition.ts';
import { convertKeywords } from './convert-keywords.ts';
import { convertNotify } from './convert-notify.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields, type Fields } from './fields.ts';
import { enterFile, pathFrom } from './named-file.ts';
import { readLevel } from './read-level.ts';
import { readRole, type RoleContent } from './role.ts';
import { text as literalText } from './literals.ts';
import { checkGiven, convertTaskFile, defaultsOf, type ConvertTasks } from './task-file.ts';
import { REUSE, REUSE_APPLY } from './vocabulary.ts';

/** What `convert-tasks.ts` lends, which reads what is inside of blocks and files. */
export interface TaskConverters {
  readonly tasks: ConvertTasks;
  readonly common: (
    conversion: Conversion,
    node: MappingNode,
    fields: Fields,
  ) => Pick<Block, 'location' | 'name' | 'when' | 'keywords' | 'loop' | 'notify'>;
}

/** The key that makes a mapping of a list of tasks stand for the tasks of a file. */
export function reuseAction(node: MappingNode): ReuseAction | undefined {
  return REUSE.find((action) => entryOf(node, action) !== undefined);
}

/** `import_tasks` or `include_tasks`; nothing where there is no file to convert, which has been reported. */
export function convertReuse(
  conversion: Conversion,
  node: MappingNode,
  id: string,
  action: ReuseAction,
  converters: TaskConverters,
): TaskNode | undefined {
  const { fields } = readLevel(conversion, node, action);
  const entry = fields.get(action);
  if (!entry) return undefined;
  const call: Call = {
    action,
    entry,
    id,
    common: converters.common(conversion, node, fields),
    vars: fields.get('vars'),
    converters,
  };
  return action.startsWith('import_') ? convertImport(conversion, call) : convertInclude(conversion, call);
}

/** What takes tasks in. */
interface Caller {
  readonly action: ReuseAction;
  readonly vars: MappingEntry | undefined;
  readonly converters: TaskConverters;
}

interface Call extends Caller {
  readonly entry: MappingEntry;
  readonly id: string;
  readonly common: ReturnType<TaskConverters['common']>;
}

/** Static: the file's tasks stand there as those of a block would. */
function convertImport(conversion: Conversion, call: Call): Block | undefined {
  const { action, entry, id, common } = call;
  const found = fileNode(conversion, entry, isOfRole(action) ? ['name', 'tasks_from'] : ['file']);
  if (!found) return undefined;
  const { file: node, tasksFrom } = found;
  if (isTemplated(node)) {
    const message = `"${action}" takes its tasks in before the run, so the path is not templated`;
    report(conversion, 'templated-path', message, node, {
      help: `use "${action.replace('import', 'include')}", which decides when the run comes to it`,
    });
    return undefined;
  }
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  const place = { written: String(node.value), node, id, shownAs: id, tasksFrom };
  return blockOf(inside, call, place, common);
}

/** Dynamic: of all that the path can be, each file is a block of its own. */
function convertInclude(conversion: Conversion, call: Call): Include | undefined {
  const { action, entry, id, common } = call;
  const keys = isOfRole(action) ? ['name', 'tasks_from', 'apply'] : ['file', 'apply'];
  const found = fileNode(conversion, entry, keys);
  if (!found) return undefined;
  const { file: node, tasksFrom } = found;
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  const path = convertArgument(conversion, node);
  const choices = choicesOf(inside, action, path, node);
  const applied = convertApply(conversion, found.fields?.get('apply'), common.keywords.vars);
  const files = new Map<string, Block>();
  for (const [index, written] of choices.entries()) {
    const alone = choices.length === 1;
    const block = blockOf(
      inside,
      call,
      alone
        ? { written, node, id: `${id}/file`, inner: id, shownAs: id, tasksFrom }
        : { written, node, id: `${id}/files/${index}`, shownAs: `${id}/files/${index}`, tasksFrom },
      { ...applied, location: common.location, name: alone ? common.name : undefined, loop: undefined },
    );
    if (block) files.set(written, block);
  }
  if (files.size === 0) return undefined;
  return { kind: 'include', action, id, ...common, written: node.source.text, path, files };
}

interface Place {
  readonly written: string;
  /** What names the file. */
  readonly node: ScalarNode;
  readonly id: string;
  /** What the ids inside begin with, if not with the block's own. */
  readonly inner?: string;
  readonly shownAs: string;
  /** Of a role: the file of its tasks. */
  readonly tasksFrom: string;
}

/** The block that stands for the tasks of a file or a role. */
export function blockOf(
  conversion: Conversion,
  { action, vars, converters }: Caller,
  { written, node, id, inner = id, shownAs, tasksFrom }: Place,
  common: ReturnType<TaskConverters['common']>,
): Block | undefined {
  const content = isOfRole(action)
    ? readRole(conversion, written, node, tasksFrom, inner, converters.tasks)
    : readTaskFile(conversion, written, node, inner, converters.tasks);
  if (!content) return undefined;
  const { path, parameters, tasks, vars: own, defaults } = content;
  checkGiven(conversion, vars, parameters, `"${path}"`);
  const { location, name, when, keywords, loop, notify } = common;
  return {
    kind: 'block',
    id,
    location,
    name,
    when,
    keywords: own.size === 0 ? keywords : { ...keywords, vars: new Map([...own, ...keywords.vars]) },
    loop,
    notify,
    tasks,
    rescue: [],
    always: [],
    undo: [],
    window: undefined,
    expected: undefined,
    taskFile: { action, written, path, parameters, shownAs },
    defaults,
  };
}

function readTaskFile(
  conversion: Conversion,
  written: string,
  node: ScalarNode,
  id: string,
  convertTasks: ConvertTasks,
): RoleContent | undefined {
  const path = pathFrom(conversion, written);
  const entered = enterFile(conversion, path, node, 'tasks');
  if (!entered) return undefined;
  const content = convertTaskFile(entered.inside, entered.document, id, convertTasks);
  return { path, ...content, vars: new Map(), defaults: defaultsOf(conversion, content.parameters) };
}

function isOfRole(action: ReuseAction): boolean {
  return action.endsWith('_role');
}

/** `file.yml`, or a mapping with it. */
function fileNode(
  conversion: Conversion,
  { key, value }: MappingEntry,
  keys: readonly string[],
):
  { readonly file: ScalarNode; readonly tasksFrom: string; readonly fields: Fields | undefined } | undefined {
  const name = key.source.text;
  const [main = 'file'] = keys;
  const example = main === 'file' ? '{ file: more.yml }' : '{ name: web }';
  const fields =
    value.kind === 'mapping' ? readFields(conversion, value, { owner: name, keys, example }) : undefined;
  const node: DocumentNode | undefined = fields ? fields.get(main)?.value : value;
  const tasksFrom = literalText(conversion, fields?.get('tasks_from')) ?? 'main';
  if (!node) {
    report(conversion, 'missing-key', `"${name}" has no "${main}"`, key, {
      help: main === 'file' ? 'name the file with the tasks' : 'name the role',
    });
    return undefined;
  }
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.trim() !== '') {
    return { file: node, tasksFrom, fields };
  }
  reportWrongType(
    conversion,
    fields ? main : name,
    main === 'file' ? 'the path of a file' : 'the name of a role',
    node,
  );
  return undefined;
}

/** What of an include reaches the inside: its `vars`, and what stands under `apply`. */
function convertApply(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  vars: ReadonlyMap<string, Argument>,
): Pick<Block, 'when' | 'keywords' | 'notify'> {
  const fields =
    entry &&
    readFields(conversion, entry.value, {
      owner: 'apply',
      keys: REUSE_APPLY,
      example: '{ tags: [database] }',
    });
  const when = fields?.get('when');
  const keywords = convertKeywords(conversion, fields ?? new Map());
  return {
    when: when ? convertConditions(conversion, when) : [],
    keywords: { ...keywords, vars: new Map([...keywords.vars, ...vars]) },
    notify: convertNotify(conversion, fields?.get('notify')),
  };
}
