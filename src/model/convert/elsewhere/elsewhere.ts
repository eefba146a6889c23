import { ANSIBLE_BUILTIN } from './ansible-builtin.ts';
import { ANSIBLE_WINDOWS } from './ansible-windows.ts';
import { COMMUNITY_WINDOWS } from './community-windows.ts';
import { ABSENT_KEYWORDS, type AbsentKeyword } from './keywords.ts';
import { OTHER_COLLECTIONS } from './other-collections.ts';

/** Modules of Ansible's by their collections, with what to write instead: the table of docs/ansible.md. */
export const MODULES_ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ansible.builtin': ANSIBLE_BUILTIN,
  'ansible.windows': ANSIBLE_WINDOWS,
  'community.windows': COMMUNITY_WINDOWS,
};

const ANY_OTHER = 'use the cmdlet that does it (Verb-Noun), or "powershell"';

/** `collection.of.module`: its collection and its own name. */
export function splitModuleName(key: string): {
  readonly collection: string | undefined;
  readonly name: string;
} {
  const [, collection, name = key] = /^(\w+\.\w+)\.(\w+)$/.exec(key) ?? [];
  return { collection: collection === 'ansible.legacy' ? 'ansible.builtin' : collection, name };
}

/** What to write instead of a module of Ansible's; undefined where the key does not look like one. */
export function insteadOfModule(key: string): string | undefined {
  const { collection, name } = splitModuleName(key);
  const own = collection === undefined ? undefined : MODULES_ELSEWHERE[collection];
  // Modules move from one collection to another.
  const tables = collection === undefined || own ? [own ?? {}, ...Object.values(MODULES_ELSEWHERE)] : [];
  const table = tables.find((each) => Object.hasOwn(each, name));
  if (table) return table[name];
  if (/^win_chocolatey/.test(name)) return OTHER_COLLECTIONS['chocolatey.chocolatey'];
  if (collection !== undefined) return OTHER_COLLECTIONS[collection] ?? ANY_OTHER;
  return name.startsWith('win_') ? ANY_OTHER : undefined;
}

/** Why a keyword of Ansible's is not here, and what to do instead; undefined where it is none of those. */
export function absentKeyword(key: string): AbsentKeyword | undefined {
  return Object.hasOwn(ABSENT_KEYWORDS, key) ? ABSENT_KEYWORDS[key] : undefined;
}
