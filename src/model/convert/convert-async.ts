import type { MappingEntry } from '../../document/node.ts';
import type { Action, AsyncStatusAction } from '../action.ts';
import { actionName } from '../action-name.ts';
import type { Async, Setting } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertText } from './convert-argument.ts';
import { convertSetting } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import { readFields, type Fields } from './fields.ts';

/** What can go on by itself: in PowerShell or as a process. */
const KINDS: readonly Action['kind'][] = ['cmdlet', 'powershell', 'command'];

/** What is decided by a result, where the run goes on with the start of the task. */
const OF_THE_RESULT = ['until', 'retries', 'failed_when'];

/** `async` and `poll`. */
export function convertAsync(
  conversion: Conversion,
  fields: Fields,
  action: Action | undefined,
): Async | undefined {
  const [async, poll] = [fields.get('async'), fields.get('poll')];
  const interval = poll && convertSetting(conversion, poll, toDuration);
  if (!async) {
    if (poll) {
      report(
        conversion,
        'useless-key',
        '"poll" is for a task with "async", and this one has none',
        poll.key,
        {
          severity: 'warning',
          help: 'add "async" with the time that the task may take, or leave it out',
        },
      );
    }
    return undefined;
  }
  const limit = convertSetting(conversion, async, toDuration);
  if (!limit || isZero(limit)) return undefined;
  if (action && !KINDS.includes(action.kind)) {
    const message = `"${actionName(action)}" does not go on by itself: "async" is for cmdlets, scripts and programs`;
    report(conversion, 'misplaced-key', message, async.key, { help: 'leave it out' });
    return undefined;
  }
  const keep = fields.get('keep');
  if (keep) {
    report(
      conversion,
      'contradictory-keys',
      '"keep" is for the session, and a task with "async" has a runspace of its own',
      keep.key,
      {
        help: 'leave one of them out',
        related: [{ message: '"async" stands here', location: async.key.location }],
      },
    );
  }
  if (action?.kind === 'powershell' && action.encoding) {
    report(
      conversion,
      'contradictory-keys',
      '"encoding" is for the whole process of PowerShell, which a task with "async" shares with others',
      action.encoding,
      { help: 'run the program with "command", which has an "encoding" of its own, or leave "async" out' },
    );
  }
  if (interval && isZero(interval)) checkStart(conversion, fields);
  return { limit, poll: interval, location: async.key.location };
}

function checkStart(conversion: Conversion, fields: Fields): void {
  for (const name of OF_THE_RESULT) {
    const entry = fields.get(name);
    if (!entry) continue;
    const message = `with "poll: 0" the run goes on when the task has been started: "${name}" would see its start, and not its result`;
    report(conversion, 'contradictory-keys', message, entry.key, {
      help: `put "${name}" on the "async_status" that asks for its result`,
    });
  }
}

function isZero(setting: Setting<number>): boolean {
  return setting.kind === 'literal' && setting.value === 0;
}

/** `async_status: { jid: … }` */
export function convertAsyncStatus(
  conversion: Conversion,
  { key, value }: MappingEntry,
): AsyncStatusAction | undefined {
  const fields = readFields(conversion, value, {
    owner: 'async_status',
    keys: ['jid', 'mode'],
    example: '{ jid: "{{ started.ansible_job_id }}" }',
  });
  if (!fields) return undefined;
  const [jid, mode] = [fields.get('jid'), fields.get('mode')];
  if (!jid) {
    report(conversion, 'missing-key', '"async_status" has no "jid"', key, {
      help: 'say which task is asked after: jid: "{{ started.ansible_job_id }}", where "started" is what that task registers',
    });
    return undefined;
  }
  const wanted = mode?.value.kind === 'scalar' ? mode.value.value : undefined;
  if (mode && wanted !== 'status' && wanted !== 'cleanup') {
    reportWrongType(conversion, 'mode', '"status" or "cleanup"', mode.value);
  }
  return {
    kind: 'async_status',
    jid: convertText(conversion, 'jid', jid.value),
    mode: wanted === 'cleanup' ? 'cleanup' : 'status',
    location: key.location,
  };
}
