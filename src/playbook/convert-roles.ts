import { entryOf, type DocumentNode } from '../document/node.ts';
import {
  list,
  mapping,
  scalar,
  type WrittenEntry,
  type WrittenItem,
  type WrittenNode,
} from '../document/written.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertKeyword, isKeyword } from './convert-keywords.ts';
import { positionOf } from './unconverted.ts';
import { convertData, textOf } from './data.ts';

interface ConvertedRoles {
  /** Where all of them are known, and nothing comes before them. */
  readonly roles: WrittenNode | undefined;
  /** Else a task for each of them. */
  readonly tasks: readonly WrittenItem[];
}

/** The roles of a play. What is not beside the playbook stands as a task that fails. */
export function convertRoles(node: DocumentNode, converting: Converting, asTasks: boolean): ConvertedRoles {
  const items = node.kind === 'sequence' ? node.items : [];
  const all = items.map((item) => convertRole(item, converting));
  const isWhole = all.every(({ why }) => why === undefined);
  if (isWhole && !asTasks && all.length > 0)
    return {
      roles: list(
        all.map(({ name, entries }) =>
          entries.length === 0
            ? scalar(name)
            : { kind: 'mapping', entries: [{ key: 'role', value: scalar(name) }, ...entries] },
        ),
      ),
      tasks: [],
    };
  return {
    roles: undefined,
    tasks: all.map(({ name, entries, why, item }): WrittenItem => {
      if (why === undefined)
        return {
          node: { kind: 'mapping', entries: [{ key: 'import_role', value: mapping({ name }) }, ...entries] },
        };
      const msg = `Not converted: the role ${name} (${positionOf(item.location)}). ${why}`;
      return {
        node: mapping({ name: `Role ${name}`, fail: mapping({ msg }) }),
        before: [` Not converted: ${why}`],
      };
    }),
  };
}

interface ConvertedRole {
  readonly item: DocumentNode;
  readonly name: string;
  readonly entries: readonly WrittenEntry[];
  readonly why?: string;
}

function convertRole(item: DocumentNode, converting: Converting): ConvertedRole {
  const name = nameOfRole(item) ?? '';
  const refuse = (why: string): ConvertedRole => {
    converting.notes.push({
      outcome: 'unconverted',
      location: item.location,
      module: 'role',
      reasons: [why],
    });
    return { item, name, entries: [], why };
  };
  const names = converting.names.begin();
  try {
    const why =
      name === '' || name.includes('{{') ? 'which role it is, is not written out' : converting.takeRole(name);
    if (why !== undefined) throw new CannotSay(why);
    const entries = keywordsOf(item, converting);
    names.keep();
    return { item, name, entries };
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error;
    names.drop();
    return refuse(error.reason);
  }
}

export function nameOfRole(item: DocumentNode): string | undefined {
  if (item.kind === 'scalar') return textOf(item);
  if (item.kind !== 'mapping') return undefined;
  const entry = entryOf(item, 'role') ?? entryOf(item, 'name');
  return entry && textOf(entry.value);
}

function keywordsOf(item: DocumentNode, converting: Converting): readonly WrittenEntry[] {
  if (item.kind !== 'mapping') return [];
  const keywords: WrittenEntry[] = [];
  const vars: WrittenEntry[] = [];
  for (const entry of item.entries) {
    const key = entry.key.source.text;
    if (key === 'role' || key === 'name') continue;
    if (key === 'vars') {
      const made = convertData(entry.value, converting);
      if (made.kind === 'mapping') vars.push(...made.entries);
    } else if (isKeyword(key)) {
      const { value } = convertKeyword(entry, converting);
      if (value) keywords.push({ key, value });
    } else vars.push({ key, value: convertData(entry.value, converting) });
  }
  return [
    ...keywords,
    ...(vars.length > 0 ? [{ key: 'vars', value: { kind: 'mapping', entries: vars } as const }] : []),
  ];
}
