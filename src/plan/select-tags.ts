import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Runbook, TaskNode } from '../model/runbook.ts';
import { childrenOf } from '../model/children.ts';

/** `--tags` and `--skip-tags`, split at their commas. */
export interface TagChoice {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

const special = ['all', 'tagged', 'untagged', 'always', 'never'];

/**
 * Whether a task with these tags (its own and those around it) runs, as in Ansible: `always` runs unless it is skipped by name, `never`
 * only where one of the task's tags is asked for, and `all`, `tagged` and `untagged` are understood.
 */
export function isSelected(own: ReadonlySet<string>, { tags, skipTags }: TagChoice): boolean {
  const all = own.size === 0 ? untagged : own;
  const isTagged = own.size > 0;
  const only = tags.length === 0 ? ['all'] : tags;
  const included =
    all.has('always') ||
    (only.includes('all') && !all.has('never')) ||
    only.some((tag) => all.has(tag)) ||
    (only.includes('tagged') && isTagged && !all.has('never'));
  if (!included) return false;
  if (skipTags.includes('all')) return all.has('always') && !skipTags.includes('always');
  return !skipTags.some((tag) => all.has(tag)) && !(skipTags.includes('tagged') && isTagged);
}

const untagged: ReadonlySet<string> = new Set(['untagged']);

/** Tags that were asked for and that no task has: a slip that would run nothing, or what should have been skipped. */
export function unknownTags(runbook: Runbook, { tags, skipTags }: TagChoice): Diagnostic[] {
  const known = tagsOf(runbook);
  const unknown = (tag: string, flag: string): Diagnostic[] => {
    if (special.includes(tag) || known.has(tag)) return [];
    const near = suggest(tag, [...known, ...special]);
    const names = [...known].map((name) => `"${name}"`).join(', ');
    const list = names === '' ? 'the runbook has no tags' : `the tags are ${names}`;
    const help = near === undefined ? list : `did you mean "${near}"?`;
    return [
      {
        code: 'unknown-tag',
        severity: 'error',
        message: `no task has the tag "${tag}" (from ${flag})`,
        help,
      },
    ];
  };
  return [
    ...tags.flatMap((tag) => unknown(tag, '--tags')),
    ...skipTags.flatMap((tag) => unknown(tag, '--skip-tags')),
  ];
}

function tagsOf(runbook: Runbook): Set<string> {
  const tags = new Set<string>();
  const visit = (node: TaskNode): void => {
    for (const tag of node.keywords.tags) tags.add(tag);
    childrenOf(node).forEach(visit);
  };
  for (const play of runbook.plays) {
    for (const tag of play.keywords.tags) tags.add(tag);
    play.tasks.forEach(visit);
  }
  return tags;
}
