import { dirname, resolve } from 'node:path';
import type { Program } from '../program/program.ts';
import { Omit, type Value } from '../values/value.ts';
import type { TagChoice } from './select-tags.ts';

/** This machine, as Ansible calls the one that it runs on. */
const HERE = 'localhost';

/** The runner's own variables that are known before the run, by the names and meanings of Ansible's. */
export function runnerValues(
  { runbook }: Program,
  {
    tags,
    skipTags,
    checkMode,
    host = HERE,
  }: TagChoice & { readonly checkMode: boolean; readonly host?: string | undefined },
): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['omit', Omit.value],
    ['ansible_check_mode', checkMode],
    ['ansible_run_tags', tags.length === 0 ? ['all'] : tags],
    ['ansible_skip_tags', skipTags],
    ['ansible_play_hosts', [host]],
    ['ansible_play_hosts_all', [host]],
    ['play_hosts', [host]],
    ['inventory_hostname', host],
    ['inventory_hostname_short', host.split('.')[0] ?? host],
    ['playbook_dir', dirname(resolve(runbook.file.path))],
  ]);
}
