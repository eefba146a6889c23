import { parseTemplate, type Expression, type Template } from '../../expression/index.ts';
import type { DocumentNode, MappingEntry, MappingNode } from '../../document/node.ts';
import { entryOf } from '../../document/node.ts';
import type { Block, Choose, Setting, Task, TaskNode } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertAction } from './convert-action.ts';
import { convertAsync } from './convert-async.ts';
import { convertText } from './convert-argument.ts';
import { convertConditions, isElse } from './convert-condition.ts';
import { convertKeep } from './convert-keep.ts';
import { convertKeywords } from './convert-keywords.ts';
import { convertLoop } from './convert-loop.ts';
import { checkMetaKeys } from './convert-meta.ts';
import { convertVariableName } from './convert-name.ts';
import { convertNotify } from './convert-notify.ts';
import { convertOnResume } from './convert-on-resume.ts';
import { convertProbes } from './convert-probes.ts';
import { checkRebootKeys } from './convert-reboot.ts';
import { convertReuse, reuseAction, type TaskConverters } from './convert-reuse.ts';
import { convertStatus } from './convert-status.ts';
import { convertWindow } from './convert-window.ts';
import { convertSetting, toCount } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import type { Fields } from './fields.ts';
import { reportNoTask, reportNoTasks } from './no-task.ts';
import { readLevel } from './read-level.ts';
import type { TaskList } from './task-file.ts';
import { ACTIONS } from './vocabulary.ts';

/** A list of tasks, blocks and chooses; `path` is where it stands, such as `tasks/3/rescue`. */
export function convertTasks(conversion: Conversion, entry: MappingEntry, path: string): readonly TaskNode[] {
  return convertTaskList(conversion, { name: entry.key.source.text, value: entry.value }, path);
}

function convertTaskList(
  conversion: Conversion,
  { name, value }: TaskList,
  path: string,
): readonly TaskNode[] {
  if (value.kind !== 'sequence' || value.items.length === 0) {
    reportNoTasks(conversion, name, value);
    return [];
  }
  return value.items.flatMap((item, index) => convertTaskNode(conversion, item, `${path}/${index}`) ?? []);
}

/** `undo`: a task, or a list of them. */
function convertUndo(conversion: Conversion, fields: Fields, id: string): readonly TaskNode[] {
  const undo = fields.get('undo');
  if (!undo) return [];
  if (id.includes('/undo/')) {
    report(conversion, 'misplaced-key', 'an undo is not undone itself', undo.key, { help: 'leave it out' });
    return [];
  }
  if (undo.value.kind !== 'mapping') return convertTasks(conversion, undo, `${id}/undo`);
  const node = convertTaskNode(conversion, undo.value, `${id}/undo/0`);
  return node ? [node] : [];
}

function convertTaskNode(conversion: Conversion, node: DocumentNode, id: string): TaskNode | undefined {
  if (node.kind !== 'mapping') {
    reportNoTask(conversion, node);
    return undefined;
  }
  if (entryOf(node, 'block')) return convertBlock(conversion, node, id);
  if (entryOf(node, 'choose')) return convertChoose(conversion, node, id);
  const reuse = reuseAction(node);
  if (reuse) return convertReuse(conversion, node, id, reuse, converters);
  return convertTask(conversion, node, id);
}

function convertTask(conversion: Conversion, node: MappingNode, id: string): Task | undefined {
  const { fields, actions, hasUnknown } = readLevel(conversion, node, 'task', ACTIONS);
  const [first, second] = actions;
  if (first && second) {
    const [one, two] = [first.key.source.text, second.key.source.text];
    report(
      conversion,
      'several-actions',
      `a task has one action, and this one has "${one}" and "${two}"`,
      second.key,
      {
        help: 'write a task for each',
        related: [{ message: `"${one}" stands here`, location: first.key.location }],
      },
    );
  } else if (!first && !hasUnknown) {
    report(conversion, 'missing-action', 'this task does nothing: it has no action', firstKey(node), {
      help: 'add a cmdlet such as "Get-Service: { Name: w3svc }", or "powershell", "command", …',
    });
  }
  const { location, name, when, keywords, loop, notify } = convertNode(conversion, node, fields);
  const inside = withChoices(conversion, keywords.vars, loop);
  const converted = actions.map((entry) => convertAction(inside, entry));
  const conditions = (key: string): readonly Expression[] | undefined => {
    const entry = fields.get(key);
    return entry && convertConditions(conversion, entry);
  };
  const register = fields.get('register');
  const retries = fields.get('retries');
  const delay = fields.get('delay');
  if (delay && !retries && !fields.has('until')) {
    report(
      conversion,
      'useless-key',
      '"delay" is the time between retries, and this task has none',
      delay.key,
      {
        severity: 'warning',
        help: 'add "until" or "retries", or leave it out',
      },
    );
  }
  checkMetaKeys(conversion, fields);
  checkRebootKeys(conversion, fields);
  const named = register && convertRegister(conversion, register);
  const until = conditions('until');
  const attempts = retries && convertSetting(conversion, retries, toCount);
  const between = delay && convertSetting(conversion, delay, toDuration);
  const failedWhen = conditions('failed_when');
  const changedWhen = conditions('changed_when');
  const [action] = converted;
  const kept = fields.get('keep');
  const undo = convertUndo(conversion, fields, id);
  const probes = convertProbes(conversion, fields);
  const status = convertStatus(conversion, fields);
  const confirm = fields.get('confirm');
  const question = confirm && convertText(conversion, 'confirm', confirm.value);
  const keep = kept ? convertKeep(conversion, kept, action) : [];
  const async = convertAsync(conversion, fields, action);
  const onResume = convertOnResume(conversion, fields.get('on_resume'));
  const expected = convertDuration(conversion, fields.get('expected'));
  if (!action) return undefined;
  // Spelled out: an object that begins with another one spread gets a hidden class of its own from V8, which costs a large runbook
  // memory and every look at a task time.
  return {
    kind: 'task',
    id,
    location,
    name,
    when,
    keywords,
    loop,
    notify,
    action,
    probes,
    confirm: question,
    register: named,
    registerLocation: register?.value.location,
    status,
    undo,
    until,
    retries: attempts,
    delay: between,
    failedWhen,
    changedWhen,
    keep,
    async,
    onResume,
    expected,
  };
}

function convertRegister(conversion: Conversion, { value }: MappingEntry): string | undefined {
  if (value.kind === 'scalar' && value.value !== null)
    return convertVariableName(conversion, value, 'a variable');
  reportWrongType(conversion, 'register', 'the name of a variable', value);
  return undefined;
}

function convertBlock(conversion: Conversion, node: MappingNode, id: string): Block {
  const { fields } = readLevel(conversion, node, 'block');
  const common = convertNode(conversion, node, fields);
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  const tasks = (key: string): readonly TaskNode[] => {
    const entry = fields.get(key);
    return entry ? convertTasks(inside, entry, `${id}/${key}`) : [];
  };
  const window = fields.get('window');
  return {
    kind: 'block',
    id,
    ...common,
    tasks: tasks('block'),
    rescue: tasks('rescue'),
    always: tasks('always'),
    undo: convertUndo(conversion, fields, id),
    window: window && convertWindow(conversion, window, fields.has('rescue')),
    expected: convertDuration(conversion, fields.get('expected')),
    taskFile: undefined,
    defaults: noDefaults,
  };
}

const noDefaults: Block['defaults'] = new Map();

function convertDuration(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): Setting<number> | undefined {
  return entry && convertSetting(conversion, entry, toDuration);
}

function convertChoose(conversion: Conversion, node: MappingNode, id: string): Choose {
  const { fields } = readLevel(conversion, node, 'choose');
  const choose = fields.get('choose');
  const common = convertNode(conversion, node, fields);
  const inside = withChoices(conversion, common.keywords.vars, common.loop);
  const items = choose?.value.kind === 'sequence' ? choose.value.items : [];
  const last = items.length > 1 ? items.at(-1) : undefined;
  const when = last?.kind === 'mapping' ? entryOf(last, 'when')?.value : undefined;
  const elseAt = when && isElse(when) ? when : undefined;
  const nodes = choose ? convertTasks({ ...inside, elseAt }, choose, `${id}/choose`) : [];
  for (const branch of items) checkBranch(conversion, branch);
  const branches = nodes.filter((branch) => branch.kind !== 'choose');
  return { kind: 'choose', id, ...common, branches, hasElse: elseAt !== undefined };
}

function checkBranch(conversion: Conversion, node: DocumentNode): void {
  if (node.kind !== 'mapping') return;
  const nested = entryOf(node, 'choose');
  if (nested && !entryOf(node, 'block')) {
    report(conversion, 'misplaced-key', 'a branch of "choose" is a task or a block', nested.key, {
      help: 'put the inner "choose" into a block',
    });
  }
  if (!entryOf(node, 'when')) {
    report(
      conversion,
      'missing-key',
      'this branch of "choose" has no "when", so nothing says when it is the one',
      firstKey(node),
      {
        help: 'give each branch a "when"; exactly one of them has to hold; the last can have "when: else"',
      },
    );
  }
}

/** What tasks, blocks and chooses have in common. */
function convertNode(conversion: Conversion, node: MappingNode, fields: Fields) {
  const when = fields.get('when');
  return {
    location: node.location,
    name: convertName(conversion, fields.get('name')),
    when: when ? convertConditions(conversion, when) : [],
    keywords: convertKeywords(conversion, fields),
    loop: convertLoop(conversion, fields),
    notify: convertNotify(conversion, fields.get('notify')),
  };
}

/** What those borrow who put other tasks in the place of one. */
export const converters: TaskConverters = { tasks: convertTaskList, common: convertNode };

function convertName(conversion: Conversion, entry: MappingEntry | undefined): Template | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    reportWrongType(conversion, 'name', 'a text', node);
    return undefined;
  }
  conversion.reading.evaluated.add(node);
  const { value, diagnostics } = parseTemplate(node.source, conversion.reading.inputs);
  for (const each of diagnostics) conversion.diagnostics.push(each);
  return value;
}

/** Where messages about a whole mapping point to: its first key, not the lines from its first to its last. */
function firstKey(node: MappingNode) {
  return node.entries[0]?.key ?? node;
}
