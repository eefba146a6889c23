import { nodeOf } from '../events/instance.ts';
import type { Entry, MovedIds } from './entry.ts';

/** The id of an instance, or of an attempt at one, where its node has another place now. One of a block goes with what is inside of it. */
export function movedId(id: string, moved: MovedIds): string {
  const node = nodeOf(id);
  const now = moved[node] ?? aroundMoved(node, moved);
  if (now === undefined || now === node) return id;
  const segments = now.split('/');
  const parts = id.split('/');
  // Into a block, or out of one: items of loops would have other nodes than they had.
  if (parts.length !== segments.length) return id.includes('[') ? id : id.replace(node, now);
  return parts
    .map((segment, index) => {
      const [, host = '', , rest = ''] = /^([^:[#]*:)?([^[#]*)(.*)$/s.exec(segment) ?? [];
      return `${host}${segments[index] ?? ''}${rest}`;
    })
    .join('/');
}

function aroundMoved(node: string, moved: MovedIds): string | undefined {
  const inside = Object.keys(moved).find((id) => id.startsWith(`${node}/`));
  return inside && moved[inside]?.split('/').slice(0, node.split('/').length).join('/');
}

/** An entry as it would have been written with the ids of now. Calls that go on by themselves are known by theirs, so of these nothing may have moved. */
export function movedEntry<E extends Entry>(entry: E, moved: MovedIds): E {
  if (entry.type === 'intended') {
    const { neededBy } = entry;
    const needed = neededBy === undefined ? {} : { neededBy: movedId(neededBy, moved) };
    return { ...entry, id: movedId(entry.id, moved), ...needed };
  }
  if (entry.type !== 'note') return entry;
  const { id } = entry.note as { readonly id?: unknown };
  if (typeof id !== 'string') return entry;
  return { ...entry, note: { ...(entry.note as object), id: movedId(id, moved) } };
}
