import { unreachable } from '../diagnostics/unreachable.ts';
import {
  anyList,
  anyMapping,
  booleanType,
  integerType,
  listOf,
  mappingOf,
  nullType,
  stringType,
  union,
  type Type,
} from '../expression/types/index.ts';
import type { Action } from './action.ts';
import { actionName } from './action-name.ts';
import { factsIn, FACTS_VARIABLE } from './host-facts.ts';
import type { Loop } from './loop.ts';
import type { Task } from './runbook.ts';

type Members = readonly (readonly [string, Type])[];

/** What a result can have whatever the task does: the runner's own words for how it went. */
const EVERY: Members = [
  ['changed', booleanType],
  ['failed', booleanType],
  ['skipped', booleanType],
  ['not_run', booleanType],
  ['unreachable', booleanType],
  ['timedout', booleanType],
  ['failed_when_result', booleanType],
  ['msg', stringType],
  ['attempts', integerType],
  ['start', stringType],
  ['end', stringType],
  ['delta', stringType],
];

const causes = mappingOf(
  new Map([
    ['message', stringType],
    ['exception', 'any' as const],
  ]),
);

/** An error record, as expressions see it. */
export const errorRecordType: Type = mappingOf(
  new Map<string, Type>([
    ['message', stringType],
    ['category', 'any'],
    ['exception', 'any'],
    ['fully_qualified_error_id', 'any'],
    ['target', 'any'],
    ['inner_exceptions', listOf(causes)],
    ['recommended_action', 'any'],
    ['position', 'any'],
    ['script_stack_trace', 'any'],
  ]),
  'an error record',
);

const STREAMS: Members = [
  ['output', anyList],
  ['error', listOf(errorRecordType)],
  ...['warning', 'verbose', 'debug', 'information'].map((name) => [name, listOf(stringType)] as const),
  ['host_out', stringType],
  ['host_err', stringType],
  ['truncated', booleanType],
];

const orNull = (type: Type): Type => union(type, nullType);

const PROGRAM: Members = [
  ['cmd', anyList],
  ['rc', orNull(integerType)],
  ['stdout', stringType],
  ['stdout_lines', listOf(stringType)],
  ['stderr', stringType],
  ['stderr_lines', listOf(stringType)],
  ['truncated', booleanType],
];

const WAIT: Members = [
  ['elapsed', integerType],
  ['wait_attempts', integerType],
  ['state', stringType],
  ['port', orNull(integerType)],
  ['path', orNull(stringType)],
  ['search_regex', orNull(stringType)],
  ['match_groups', anyList],
  ['match_groupdict', anyMapping],
];

const REBOOT: Members = [
  ['rebooted', booleanType],
  ['elapsed', integerType],
  ['pending', listOf(stringType)],
];

/** `checksum` is a SHA-256. */
const FILE: Members = [
  ['dest', stringType],
  ['src', orNull(stringType)],
  ['checksum', orNull(stringType)],
  ['size', integerType],
  ['operation', stringType],
  ['copied', listOf(stringType)],
  ['backup_file', stringType],
  ['backup_files', listOf(stringType)],
];

const FETCHED: Members = [
  ['dest', stringType],
  ['src', stringType],
  ['checksum', orNull(stringType)],
  ['remote_checksum', orNull(stringType)],
  ['size', integerType],
];

/** Of a task that goes on while others run. */
const JOB: Members = [
  ['ansible_job_id', stringType],
  ['started', booleanType],
  ['finished', booleanType],
];

/** `async_status` has the result of the task that it asks after, which is known only then. */
const OF_ANY_JOB: Members = [
  ...STREAMS,
  ...PROGRAM,
  ...WAIT,
  ...FILE,
  ...FETCHED,
  ['result', 'any'] as const,
].map(([name]) => [name, 'any'] as const);

/** What a probe's conditions see. */
export const probeTypes: ReadonlyMap<string, Type> = new Map([
  ['output', anyList],
  ['error', listOf(errorRecordType)],
  ['warning', listOf(stringType)],
]);

/** The result of one attempt at a task, as `until` and `failed_when` see it. `output`: what a cmdlet's objects are. */
export function attemptType(task: Task, output: Type = 'any'): Type {
  return mappingOf(membersOfTask(task, output), `a result of "${actionName(task.action)}"`);
}

function membersOfTask({ action, async }: Task, output: Type): Map<string, Type> {
  const members = new Map<string, Type>([...EVERY, ...(async ? JOB : []), ...membersOf(action)]);
  return action.kind === 'cmdlet' ? members.set('output', listOf(output)) : members;
}

/** The result of one item of a loop, with the item in it. */
export function itemResultType(task: Task, loop: Loop, item: Type, output: Type = 'any'): Type {
  const { itemName, indexName } = loop;
  const members = membersOfTask(task, output);
  members.set(itemName, item).set('ansible_loop_var', stringType).set('ansible_loop', 'any');
  if (indexName !== undefined) members.set(indexName, integerType).set('ansible_index_var', stringType);
  return mappingOf(members, `an item's result of "${actionName(task.action)}"`);
}

/** What a task with a loop registers when its items are done. */
export function loopResultType(task: Task, loop: Loop, item: Type, output: Type = 'any'): Type {
  const members = new Map<string, Type>([
    ...EVERY.filter(([name]) => !['attempts', 'start', 'end', 'delta', 'failed_when_result'].includes(name)),
    ['results', listOf(itemResultType(task, loop, item, output))],
  ]);
  return mappingOf(members, `the result of a loop`);
}

function membersOf(action: Action): Members {
  switch (action.kind) {
    case 'cmdlet':
      return STREAMS;
    case 'powershell':
      return [...STREAMS, ['rc', integerType], ['result', 'any']];
    case 'command':
      return PROGRAM;
    case 'assert':
      return [
        ['assertion', stringType],
        ['evaluated_to', booleanType],
      ];
    case 'debug':
      return [[action.var?.source.text ?? 'msg', 'any']];
    case 'set_fact':
    case 'include_vars':
      return [['facts', anyMapping]];
    case 'pause':
      return [['user_input', stringType]];
    case 'wait_for':
      return WAIT;
    case 'reboot':
      return REBOOT;
    case 'setup':
      return [
        [FACTS_VARIABLE, mappingOf(factsIn(action.groups), `"${FACTS_VARIABLE}"`)],
        ['notes', listOf(stringType)],
      ];
    case 'copy':
    case 'template':
      return FILE;
    case 'fetch':
      return FETCHED;
    case 'async_status':
      return [...OF_ANY_JOB, ...JOB, ['erased', stringType]];
    case 'fail':
    case 'session':
    case 'meta':
      return [];
    default:
      return unreachable(action);
  }
}
