import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Program } from '../program/program.ts';
import { visitNodes, walk } from '../program/walk.ts';

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

/**
 * The ids of what runs: the tasks that are selected, and the blocks and chooses with one of them in them. As in Ansible, tags say nothing
 * of handlers: those of a play of which something runs are selected. Facts are gathered for what runs, and not for themselves.
 */
export function selectNodes(program: Program, choice: TagChoice): ReadonlySet<string> {
  const selected = new Set<string>();
  const select = (id: string, isChosen: boolean): boolean => {
    if (isChosen) selected.add(id);
    return isChosen;
  };
  for (const { nodes, handlers, source } of program.plays) {
    const before = selected.size;
    const gathering = source.gathering?.id;
    // The tags of an include decide whether it is come to at all; what is inside does not have them.
    walk<boolean, boolean>(nodes, true, {
      enter: (node, reached) => ({
        down: reached && (node.kind !== 'include' || isSelected(node.tags, choice)),
      }),
      task: ({ id, tags }, reached) => select(id, reached && isSelected(tags, choice)),
      endSection: (_block, _section, _down, inside) => inside.includes(true),
      leave: ({ id }, _down, inside) => select(id, inside.includes(true)),
    });
    if (gathering !== undefined && selected.has(gathering) && selected.size === before + 1)
      selected.delete(gathering);
    if (selected.size === before) continue;
    visitNodes(
      handlers.map(({ node }) => node),
      undefined,
      ({ id }) => {
        selected.add(id);
        return { down: undefined };
      },
    );
  }
  return selected;
}

/** Tags that were asked for and that no task has: a slip that would run nothing, or what should have been skipped. */
export function unknownTags(program: Program, { tags, skipTags }: TagChoice): Diagnostic[] {
  const known = tagsOf(program);
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

function tagsOf(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  const add = ({ tags }: { readonly tags: ReadonlySet<string> }) => {
    for (const tag of tags) found.add(tag);
    return { down: undefined };
  };
  for (const play of program.plays) {
    add(play);
    visitNodes(play.nodes, undefined, add);
  }
  return found;
}
