import {
  entryOf,
  type DocumentNode,
  type MappingEntry,
  type MappingNode,
  type ScalarNode,
} from '../../document/node.ts';
import type { Expression } from '../../expression/index.ts';
import type { Argument } from '../argument.ts';
import type { Block, Include, Keywords, ReuseAction, TaskNode } from '../runbook.ts';
import { choicesOf, withChoices } from './choices.ts';
import { convertArgument, isTemplated } from './convert-argument.ts';
import { convertConditions } from './convert-condition.ts';
import { convertKeywords } from './convert-keywords.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields, type Fields } from './fields.ts';
import { enterFile, pathFrom } from './named-file.ts';
import { readLevel } from './read-level.ts';
import { checkGiven, convertTaskFile, defaultsOf, type ConvertTasks } from './task-file.ts';
import { REUSE, REUSE_APPLY } from './vocabulary.ts';

/** What `convert-tasks.ts` lends, which reads what is inside of blocks and files. */
export interface TaskConverters {
  readonly tasks: ConvertTasks;
  readonly common: (
    conversion: Conversion,
    node: MappingNode,
    fields: Fields,
  ) => Pick<Block, 'location' | 'name' | 'when' | 'keywords' | 'loop'>;
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

interface Call {
  readonly action: ReuseAction;
  readonly entry: MappingEntry;
  readonly id: string;
  readonly common: ReturnType<TaskConverters['common']>;
  readonly vars: MappingEntry | undefined;
  readonly converters: TaskConverters;
}

/** Static: the file's tasks stand there as those of a block would. */
function convertImport(conversion: Conversion, call: Call): Block | undefined {
  const { action, entry, id, common } = call;
  const node = fileNode(conversion, entry, ['file'])?.file;
  if (!node) return undefined;
  if (isTemplated(node)) {
    const message = `"${action}" takes its tasks in before the run, so the path is not templated`;
    report(conversion, 'templated-path', message, node, {
      help: `use "${action.replace('import', 'include')}", which decides when the run comes to it`,
    });
    return undefined;
  }
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  return fileBlock(inside, call, { written: String(node.value), node, id, shownAs: id }, common);
}

/** Dynamic: of all that the path can be, each file is a block of its own. */
function convertInclude(conversion: Conversion, call: Call): Include | undefined {
  const { action, entry, id, common } = call;
  const found = fileNode(conversion, entry, ['file', 'apply']);
  if (!found) return undefined;
  const { file: node } = found;
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  const path = convertArgument(conversion, node);
  const choices = choicesOf(inside, action, path, node);
  const applied = convertApply(conversion, found.fields?.get('apply'), common.keywords.vars);
  const files = new Map<string, Block>();
  for (const [index, written] of choices.entries()) {
    const alone = choices.length === 1;
    const block = fileBlock(
      inside,
      call,
      alone
        ? { written, node, id: `${id}/file`, inner: id, shownAs: id }
        : { written, node, id: `${id}/files/${index}`, shownAs: `${id}/files/${index}` },
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
}

function fileBlock(
  conversion: Conversion,
  { action, vars, converters }: Call,
  { written, node, id, inner, shownAs }: Place,
  common: ReturnType<TaskConverters['common']>,
): Block | undefined {
  const path = pathFrom(conversion, written);
  const entered = enterFile(conversion, path, node, 'tasks');
  if (!entered) return undefined;
  const { parameters, tasks } = convertTaskFile(
    entered.inside,
    entered.document,
    inner ?? id,
    converters.tasks,
  );
  checkGiven(conversion, vars, parameters, `"${path}"`);
  const { location, name, when, keywords, loop } = common;
  return {
    kind: 'block',
    id,
    location,
    name,
    when,
    keywords,
    loop,
    tasks,
    rescue: [],
    always: [],
    window: undefined,
    taskFile: { action, written, path, parameters, shownAs },
    defaults: defaultsOf(conversion, parameters),
  };
}

/** `file.yml`, or a mapping with it. */
function fileNode(
  conversion: Conversion,
  { key, value }: MappingEntry,
  keys: readonly string[],
): { readonly file: ScalarNode; readonly fields: Fields | undefined } | undefined {
  const name = key.source.text;
  const fields =
    value.kind === 'mapping'
      ? readFields(conversion, value, { owner: name, keys, example: '{ file: more.yml }' })
      : undefined;
  const node: DocumentNode | undefined = fields ? fields.get('file')?.value : value;
  if (!node) {
    report(conversion, 'missing-key', `"${name}" has no "file"`, key, {
      help: 'name the file with the tasks',
    });
    return undefined;
  }
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.trim() !== '') {
    return { file: node, fields };
  }
  reportWrongType(conversion, fields ? 'file' : name, 'the path of a file', node);
  return undefined;
}

/** What of an include reaches the inside: its `vars`, and what stands under `apply`. */
function convertApply(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  vars: ReadonlyMap<string, Argument>,
): { readonly when: readonly Expression[]; readonly keywords: Keywords } {
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
  };
}
