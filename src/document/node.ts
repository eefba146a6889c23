import type { SharedPart } from '../diagnostics/name-uses.ts';
import type { Location, Range, SourceFile, SourceText } from '../diagnostics/source.ts';

/** A YAML file, composed: no mistakes of form are left, what it means is still open. */
export interface RunbookDocument {
  readonly file: SourceFile;
  readonly root: DocumentNode;
  /** Its parts that aliases stand for. */
  readonly shared: readonly SharedPart[];
  /** Its comments, from their signs on, in their order; none where none can be about the runbook. */
  readonly comments: readonly Range[];
}

/** A node of a YAML document with its place in the file. Aliases are resolved: the node of the anchor stands there itself. */
export type DocumentNode = ScalarNode | SequenceNode | MappingNode;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** What a scalar can be in YAML 1.2's core schema: integers are `bigint`, floats are `number`. */
export type Scalar = null | boolean | bigint | number | string;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: Scalar;
  readonly style: ScalarStyle;
  /** The scalar's text, decoded, with the way back to the file; of `5.10` it is `5.10`, of nothing at all it is empty. */
  readonly source: SourceText;
  readonly location: Location;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly items: readonly DocumentNode[];
  readonly location: Location;
}

export interface MappingNode {
  readonly kind: 'mapping';
  /** Keys are unique. Entries that came by a merge key (`<<`) stand behind the mapping's own. */
  readonly entries: readonly MappingEntry[];
  readonly location: Location;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: DocumentNode;
}

/** The entry with this text as its key. */
export function entryOf(node: MappingNode, key: string): MappingEntry | undefined {
  return node.entries.find((entry) => entry.key.value === key);
}

/** What messages call a node: "a mapping", "an integer" … */
export function describeNode(node: DocumentNode): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  const { value } = node;
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'bigint') return 'an integer';
  return typeof value === 'number' ? 'a number' : 'a string';
}
