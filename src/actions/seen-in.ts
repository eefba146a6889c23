import { findPattern } from '../expression/index.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { Seen } from './look.ts';

/** What a search has seen, by Ansible's names. `where`: `it is not in ready.log yet` is said with it. */
export function seenIn(text: string, pattern: string | undefined, where: string): Seen {
  if (pattern === undefined) return { kind: 'so', fields: noMatch };
  const found = findPattern(pattern, text);
  switch (found.kind) {
    case 'none':
      return { kind: 'not yet', why: `it is not in ${where}` };
    case 'mistake':
      return { kind: 'cannot tell', message: `"search_regex": ${found.message}`, help: HELP };
    case 'found':
      return {
        kind: 'so',
        fields: new Map<Key, Value>([
          ['match_groups', [...found.groups]],
          ['match_groupdict', new Map<Key, Value>(found.named)],
        ]),
      };
  }
}

const HELP = 'write a regular expression of Python’s syntax; docs/expressions.md says which';

export const noMatch: Mapping = new Map<Key, Value>([
  ['match_groups', []],
  ['match_groupdict', new Map()],
]);
