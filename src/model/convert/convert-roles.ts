import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { Block } from '../runbook.ts';
import { reportWrongType, type Conversion } from './conversion.ts';
import { blockOf, type TaskConverters } from './convert-reuse.ts';
import { readFields } from './fields.ts';
import { roleNameOf } from './role.ts';
import { KEYS } from './vocabulary.ts';

/** `roles` of a play: done before its tasks, in order. */
export function convertRoles(
  conversion: Conversion,
  { value }: MappingEntry,
  path: string,
  converters: TaskConverters,
): readonly Block[] {
  if (value.kind !== 'sequence') {
    reportWrongType(conversion, 'roles', 'a list of roles', value);
    return [];
  }
  return value.items.flatMap(
    (item, index) => convertRole(conversion, item, `${path}/${index}`, converters) ?? [],
  );
}

const ROLE_KEYS = ['role', ...KEYS.import_role.filter((key) => key !== 'import_role' && key !== 'notify')];

function convertRole(
  conversion: Conversion,
  item: DocumentNode,
  id: string,
  converters: TaskConverters,
): Block | undefined {
  const named = roleNameOf(conversion, item, 'roles');
  if (!named) return undefined;
  const { name, node } = named;
  const mapping = item.kind === 'mapping' ? item : undefined;
  const fields = mapping
    ? readFields(conversion, mapping, { owner: 'roles', keys: ROLE_KEYS, example: '{ role: web }' })
    : undefined;
  const common = converters.common(
    conversion,
    mapping ?? { kind: 'mapping', entries: [], location: item.location },
    // Where it has no "role", its "name" is that of the role.
    new Map([...(fields ?? [])].filter(([key]) => key !== 'name' || fields?.has('role'))),
  );
  const call = { action: 'import_role', vars: fields?.get('vars'), converters } as const;
  return blockOf(conversion, call, { written: name, node, id, shownAs: id, tasksFrom: 'main' }, common);
}
