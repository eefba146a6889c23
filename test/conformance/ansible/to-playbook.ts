import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ConformanceCase } from '../conformance-case.ts';
import { CONTAINERS, nodesIn } from '../words-of.ts';

/** The keys of plays, blocks and tasks that are words of both, with the actions that are. */
const COMMON = new Set([
  ...['name', 'params', 'plays', 'tasks', 'handlers', 'roles', 'role', 'vars', 'vars_files', 'tags'],
  ...['environment', 'force_handlers', 'no_log', 'ignore_errors', 'check_mode', 'timeout'],
  ...['block', 'rescue', 'always', 'when', 'notify', 'listen', 'register', 'loop', 'loop_control'],
  ...['until', 'retries', 'delay', 'changed_when', 'failed_when'],
  ...['assert', 'command', 'debug', 'fail', 'meta', 'pause', 'set_fact', 'include_vars'],
  ...['import_tasks', 'include_tasks', 'import_role', 'include_role'],
]);

/** What ansible-core 2.14 does not have of these words, and files that only we can read. */
const OURS = /\b(break_when|success_exit_codes|stdin)\b|ours\//;

const COMMON_OPTIONS = new Set([
  'tags',
  'skip_tags',
  'check',
  'force_handlers',
  'start_at',
  'given',
  'defaults',
]);

/** Whether a case has nothing but words that Ansible has, too; it has no loops over blocks. */
export function isCommon({ text, options }: ConformanceCase): boolean {
  if (OURS.test(text) || !Object.keys(options).every((option) => COMMON_OPTIONS.has(option))) return false;
  return Array.from(nodesIn(parse(text))).every(
    (node) => Object.keys(node).every((key) => COMMON.has(key)) && !('block' in node && 'loop' in node),
  );
}

/** Writes the case as a playbook, with the files beside it, into a folder that is its own. */
export function writePlaybook({ folder, file, text, options }: ConformanceCase, to: string): string {
  cpSync(folder, to, { recursive: true });
  for (const path of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!path.includes('/') || !path.endsWith('.yml')) continue;
    const tasks = parse(readFileSync(join(to, path), 'utf8')) as unknown;
    if (Array.isArray(tasks)) writeFileSync(join(to, path), JSON.stringify(tasks.map(playbookNode)));
  }
  const document = parse(text) as Mapping | Mapping[];
  const plays = Array.isArray(document)
    ? document
    : ((document['plays'] as Mapping[] | undefined) ?? [document]);
  const playbook = plays.map((play) => ({
    hosts: 'localhost',
    gather_facts: false,
    ...playbookNode(play),
    vars: { ...options.defaults, ...(play['vars'] as Mapping | undefined) },
  }));
  const path = join(to, file);
  writeFileSync(path, JSON.stringify(playbook, undefined, 1));
  return path;
}

/** The arguments of ansible-playbook that say what the case's options say. */
export function argumentsFor({ options }: ConformanceCase): readonly string[] {
  const { tags, skip_tags, check, force_handlers, start_at, given } = options;
  return [
    ...(tags ? ['--tags', tags.join(',')] : []),
    ...(skip_tags ? ['--skip-tags', skip_tags.join(',')] : []),
    ...(check ? ['--check'] : []),
    ...(force_handlers ? ['--force-handlers'] : []),
    ...(start_at === undefined ? [] : ['--start-at-task', start_at]),
    ...(given ? ['-e', JSON.stringify(given)] : []),
  ];
}

type Mapping = Record<string, unknown>;

/** A play, block or task: parameters are not Ansible's, and a command's list stands under `argv`. */
function playbookNode(node: unknown): Mapping {
  const written = (typeof node === 'string' ? { role: node } : node) as Mapping;
  const entries = Object.entries(written).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'params') return [];
    if (key === 'command' && Array.isArray(value)) return [[key, { argv: value }]];
    return [[key, CONTAINERS.includes(key) && Array.isArray(value) ? value.map(playbookNode) : value]];
  });
  return Object.fromEntries(entries);
}
