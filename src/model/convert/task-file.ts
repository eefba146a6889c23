import type { DocumentNode, MappingEntry, RunbookDocument } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { Argument } from '../argument.ts';
import { describeType, hasType } from '../parameter-type.ts';
import type { Parameter, TaskNode } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { isTemplated } from './convert-argument.ts';
import { convertParameters } from './convert-parameters.ts';
import { quotedText, report, reportWrongType, type Conversion } from './conversion.ts';
import { didYouMean, list, readFields } from './fields.ts';
import { problemOf } from './parameter-value.ts';

/** Converts a list of tasks that stands at this path of the program. */
export type ConvertTasks = (conversion: Conversion, list: TaskList, path: string) => readonly TaskNode[];

/** What stands under a key, or the whole of a file. */
export interface TaskList {
  /** What messages call it. */
  readonly name: string;
  readonly value: DocumentNode;
}

export interface TaskFileContent {
  readonly parameters: readonly Parameter[];
  readonly tasks: readonly TaskNode[];
}

/** A file of tasks: a list of them, or a mapping with `params` and `tasks`. */
export function convertTaskFile(
  conversion: Conversion,
  { file, root }: RunbookDocument,
  id: string,
  convertTasks: ConvertTasks,
): TaskFileContent {
  const none: TaskFileContent = { parameters: [], tasks: [] };
  if (root.kind !== 'mapping') {
    if (root.kind === 'sequence' && root.items.some(isPlay)) {
      report(conversion, 'wrong-type', `"${file.path}" has plays, and a file of tasks is expected`, root, {
        help: 'put the tasks into a file of their own, or write "import_runbook" among the plays',
      });
      return none;
    }
    return {
      parameters: [],
      tasks: convertTasks(conversion, { name: file.path, value: root }, `${id}/tasks`),
    };
  }
  const fields = readFields(conversion, root, {
    owner: file.path,
    keys: ['description', 'params', 'tasks'],
    example: '{ params: { … }, tasks: [ … ] }',
  });
  const tasks = fields?.get('tasks');
  const declared = fields?.get('params');
  if (declared) checkKeys(conversion, declared);
  const parameters = convertParameters(conversion, declared);
  if (!tasks) {
    report(conversion, 'missing-key', 'this file has no "tasks"', root.entries[0]?.key ?? root, {
      help: 'a file of tasks is a list of them, or a mapping with "params" and "tasks"',
    });
    return none;
  }
  const choices = withChoices(conversion, new Map(), undefined, parameters);
  return { parameters, tasks: convertTasks(choices, { name: 'tasks', value: tasks.value }, `${id}/tasks`) };
}

function isPlay(node: DocumentNode): boolean {
  return (
    node.kind === 'mapping' && node.entries.some(({ key }) => key.value === 'tasks' || key.value === 'hosts')
  );
}

const OF_RUNBOOKS: Readonly<Record<string, string>> = {
  prompt: 'nobody is asked for it: who includes the file gives it under "vars"',
  required_when: 'make it "required", or give it a "default"',
  env: 'declare it in the runbook, and hand the value over under "vars"',
  secret: 'declare the secret in the runbook, and hand it over under "vars"',
};

/** Keys that are for what an operator gives. */
function checkKeys(conversion: Conversion, { value }: MappingEntry): void {
  if (value.kind !== 'mapping') return;
  for (const { value: declaration } of value.entries) {
    if (declaration.kind !== 'mapping') continue;
    for (const { key } of declaration.entries) {
      const name = key.source.text;
      if (!Object.hasOwn(OF_RUNBOOKS, name)) continue;
      report(conversion, 'misplaced-key', `"${name}" is for the parameters of a runbook`, key, {
        help: OF_RUNBOOKS[name],
      });
    }
  }
}

/** What a call gives under `vars` against what the file declares, as far as it is literal. */
export function checkGiven(
  conversion: Conversion,
  vars: MappingEntry | undefined,
  parameters: readonly Parameter[],
  what: string,
): void {
  if (parameters.length === 0 || vars?.value.kind !== 'mapping') return;
  const names = parameters.map(({ name }) => name);
  for (const { key, value } of vars.value.entries) {
    const parameter = parameters.find(({ name }) => name === key.source.text);
    if (!parameter) {
      report(conversion, 'unknown-argument', `${what} has no parameter "${key.source.text}"`, key, {
        help: didYouMean(key.source.text, names) ?? `it takes ${list(names)}`,
      });
    } else if (!hasTemplates(value)) checkLiteral(conversion, parameter, value);
  }
}

function hasTemplates(node: DocumentNode): boolean {
  if (node.kind === 'scalar') return isTemplated(node);
  return node.kind === 'sequence'
    ? node.items.some(hasTemplates)
    : node.entries.some(({ value }) => hasTemplates(value));
}

function checkLiteral(conversion: Conversion, parameter: Parameter, node: DocumentNode): void {
  const value = toValue(node);
  if (!hasType(parameter.type, value)) {
    const quoted = parameter.type === 'string' ? quotedText(node) : undefined;
    const help = quoted === undefined ? undefined : `quote it: ${quoted}`;
    reportWrongType(conversion, parameter.name, describeType(parameter.type), node, help, quoted);
    return;
  }
  const problem = problemOf(parameter, value);
  if (problem !== undefined) {
    report(conversion, 'wrong-argument', `what "${parameter.name}" is given ${problem}`, node);
  }
}

/** Defaults of parameters as variables: weaker than all others, so that what is around the call need not be handed on. */
export function defaultsOf(
  { reading }: Conversion,
  parameters: readonly Parameter[],
): ReadonlyMap<string, Argument> {
  const defaults = new Map<string, Argument>();
  for (const { name, default: argument } of parameters) {
    if (argument && !hasValue(reading.parameters.get(name))) defaults.set(name, argument);
  }
  return defaults;
}

/** A parameter of the runbook that always has a value is stronger than the default of a file. */
function hasValue(parameter: Parameter | undefined): boolean {
  return parameter !== undefined && (parameter.required || parameter.default !== undefined);
}
