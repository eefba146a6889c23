import type { Scalar } from './node.ts';

/** YAML that is to be written: plain data, with the comments and blank lines around it. */
export type WrittenNode = WrittenScalar | WrittenList | WrittenMapping;

export interface WrittenScalar {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** Behind it, on its line; without its sign. */
  readonly comment?: string;
}

export interface WrittenList {
  readonly kind: 'list';
  readonly items: readonly WrittenItem[];
}

export interface WrittenItem extends Leading {
  readonly node: WrittenNode;
}

export interface WrittenMapping {
  readonly kind: 'mapping';
  readonly entries: readonly WrittenEntry[];
}

export interface WrittenEntry extends Leading {
  readonly key: string;
  readonly value: WrittenNode;
}

/** What stands above a part, at its indentation. */
interface Leading {
  /** Lines of comments, without their signs. */
  readonly before?: readonly string[];
  readonly blankBefore?: boolean;
}

export function scalar(value: Scalar | number): WrittenScalar {
  return { kind: 'scalar', value };
}

export function list(nodes: readonly WrittenNode[]): WrittenList {
  return { kind: 'list', items: nodes.map((node) => ({ node })) };
}

/** Entries without a value are left out. */
export function mapping(entries: Readonly<Record<string, WrittenNode | Scalar | undefined>>): WrittenMapping {
  return {
    kind: 'mapping',
    entries: Object.entries(entries).flatMap(([key, value]) =>
      value === undefined ? [] : { key, value: asNode(value) },
    ),
  };
}

function asNode(value: WrittenNode | Scalar): WrittenNode {
  return typeof value === 'object' && value !== null ? value : scalar(value);
}
