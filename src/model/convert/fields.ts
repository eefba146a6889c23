import { replacing, type Fix } from '../../diagnostics/fix.ts';
import { onlyNear, suggest } from '../../diagnostics/suggest.ts';
import type { DocumentNode, MappingEntry, MappingNode, ScalarNode } from '../../document/node.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { BUILTINS, KEYS } from './vocabulary.ts';

/** A mapping's entries by key; only keys that are known there. */
export type Fields = ReadonlyMap<string, MappingEntry>;

/** `owner` and `example` are for messages: `"pause" takes a mapping such as { seconds: 30 }`. */
export interface FieldsExpected {
  readonly owner: string;
  readonly keys: readonly string[];
  readonly example: string;
}

/** The fields of a mapping with fixed keys; undefined, and reported, where the node is no mapping. */
export function readFields(
  conversion: Conversion,
  node: DocumentNode,
  { owner, keys, example }: FieldsExpected,
): Fields | undefined {
  if (node.kind !== 'mapping') {
    reportWrongType(conversion, owner, `a mapping such as ${example}`, node, equalsSignHelp(owner, node));
    return undefined;
  }
  const fields = new Map<string, MappingEntry>();
  for (const entry of node.entries) {
    const name = entry.key.source.text;
    if (keys.includes(name)) {
      fields.set(name, entry);
    } else {
      report(conversion, 'unknown-key', `"${name}" is not a key of "${owner}"`, entry.key, {
        help:
          equalsSignAsColon(entry) ??
          keyOfTask(name, owner) ??
          didYouMean(name, keys) ??
          `"${owner}" takes ${list(keys)}`,
        fix: nearestKey(entry.key, keys, node),
      });
    }
  }
  return fields;
}

/** `{ msg = hi }` */
function equalsSignAsColon({ key, value }: MappingEntry): string | undefined {
  const [, name, text] = /^(\w+)\s*=\s*(.*)$/.exec(key.source.text) ?? [];
  const isEmpty = value.kind === 'scalar' && value.source.text === '';
  return name !== undefined && isEmpty ? `write "${name}: ${text ?? ''}"` : undefined;
}

/** What holds for the task, written among what its action takes. */
function keyOfTask(name: string, owner: string): string | undefined {
  const isTaskKey =
    (KEYS.task as readonly string[]).includes(name) && !(BUILTINS as readonly string[]).includes(name);
  return isTaskKey && (BUILTINS as readonly string[]).includes(owner)
    ? `it is a key of the task: align it with "${owner}"`
    : undefined;
}

/** The key that was meant, in the place of one that stands there without quotes, and in a mapping that does not have it. */
export function nearestKey(
  { location, source }: ScalarNode,
  keys: Iterable<string>,
  { entries }: MappingNode,
): Fix | undefined {
  const near = onlyNear(source.text, keys);
  // With two of a name it is not known which of them counts.
  if (near === undefined || entries.some(({ key }) => key.source.text === near)) return undefined;
  return replacing(location, source.text, near);
}

export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const near = suggest(name, names);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** `"a", "b" and "c"` */
export function list(names: readonly string[], conjunction = 'and'): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${conjunction} ${last}`;
}

/** Ansible's `debug: msg=hello`. */
function equalsSignHelp(owner: string, node: DocumentNode): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const [, name, value] = /^([A-Za-z_]\w*)=(\S.*)$/s.exec(node.value) ?? [];
  if (name === undefined || value === undefined) return undefined;
  return `write it as a mapping: ${owner}: { ${name}: ${/^["']/.test(value) ? value : `"${value.replaceAll('"', "'")}"`} }`;
}
