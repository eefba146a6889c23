import { readFileSync } from 'node:fs';
import type { Played } from '../../harness/play.ts';
import { eventsOf } from '../../harness/outcome.ts';

/** What became of a task, or of an item of its loop, as both tell it. */
export interface TaskOutcome {
  readonly name: string;
  readonly item: boolean;
  readonly status: string;
  /** Of the result what both have: what is said, facts, the exit code, standard output, tries. */
  readonly result: Readonly<Record<string, unknown>>;
}

export interface Outcomes {
  readonly tasks: readonly TaskOutcome[];
  readonly wentWell: boolean;
  readonly rescued: number;
  readonly ignored: number;
  readonly failed: number;
}

/** What is no task's outcome to both: an include that goes well is its tasks, whose items Ansible tells before all of them, and `meta` is the runner's. */
function isNoTask(action: string, status: string, item: boolean): boolean {
  return action === 'meta' || (/^(include|import)_(tasks|role)$/.test(action) && (status === 'ok' || item));
}

export function ourOutcomes(played: Played): Outcomes {
  const ended = eventsOf(played, 'task-finished').filter(
    ({ action, status, item }) => !isNoTask(action, status, item !== undefined),
  );
  const { rescued, ignored, failed } = played.counts;
  return {
    tasks: ended.map(({ name, item, action, status, result }) => ({
      name: item === undefined ? name : name.slice(0, name.lastIndexOf(' (item=')),
      item: item !== undefined,
      status,
      result: common(action, status, item !== undefined, (result ?? {}) as Result),
    })),
    wentWell: played.exitCode === 0,
    ...{ rescued, ignored, failed },
  };
}

export function ansibleOutcomes(path: string, exitCode: number): Outcomes {
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const stats = lines.flatMap((line) => ('stats' in line ? [line.stats] : [])).at(-1);
  if (!stats) throw new Error('ansible-playbook did not come to its end');
  return {
    tasks: lines.flatMap((line) => {
      if ('stats' in line) return [];
      const { name, item, action, status, result } = line;
      if (isNoTask(action, status, item)) return [];
      return [{ name, item, status, result: common(action, status, item, result) }];
    }),
    wentWell: exitCode === 0,
    rescued: stats.rescued,
    ignored: stats.ignored,
    failed: stats.failures,
  };
}

type Result = Readonly<Record<string, unknown>>;

type Line =
  | {
      readonly name: string;
      readonly action: string;
      readonly item: boolean;
      readonly status: string;
      readonly result: Result;
    }
  | { readonly stats: Readonly<Record<'rescued' | 'ignored' | 'failures', number>> };

/** Messages of failures are worded differently, but for what the author has written; that a task was tried once Ansible says with `until` alone. */
function common(action: string, status: string, item: boolean, result: Result): Result {
  if (status === 'skipped' || (!item && 'results' in result)) return {};
  const facts = action === 'set_fact' ? (result['ansible_facts'] ?? result['facts']) : undefined;
  const said = (status === 'failed' || status === 'ignored') && action !== 'fail' ? undefined : result['msg'];
  const { rc, stdout, attempts } = action === 'command' ? result : {};
  const told = { facts, msg: action in WITH_MESSAGE ? said : undefined, rc, stdout, attempts };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]): [string, unknown][] => {
      if (value === undefined || value === null || value === '' || (name === 'attempts' && value === 1))
        return [];
      return [[name, asText(value)]];
    }),
  );
}

const WITH_MESSAGE = { debug: true, fail: true };

/** A text that is one `{{ }}` is a text in Ansible 2.14, and has its value's type here. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asText(each)]));
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? value.toString() : (value ?? '');
}
