import type { Range, SourceText } from '../diagnostics/source.ts';
import type { Value } from '../values/value.ts';

/** A parsed expression with the text that it stands in; the ranges of its nodes are offsets in that text. */
export interface Expression {
  readonly source: SourceText;
  readonly root: Node;
  /** It stands in a template's braces, where what is empty in text is the empty text. */
  readonly inBraces?: true;
}

/** The nodes of an expression. Every node carries its range in `Expression.source.text`, brackets included. */
export type Node =
  | Literal
  | Name
  | ListNode
  | DictNode
  | Attribute
  | Subscript
  | Slice
  | MethodCall
  | FunctionCall
  | Filter
  | Test
  | Unary
  | Not
  | Binary
  | Concat
  | Compare
  | Logical
  | Conditional;

interface Base {
  readonly range: Range;
}

export interface Literal extends Base {
  readonly kind: 'literal';
  readonly value: Value;
}

export interface Name extends Base {
  readonly kind: 'name';
  readonly name: string;
}

/** `[a, b]`, and `(a, b)`: a tuple is a list, except as the right side of `'…' % (a, b)`. */
export interface ListNode extends Base {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly tuple: boolean;
}

export interface DictNode extends Base {
  readonly kind: 'dict';
  readonly entries: readonly { readonly key: Node; readonly value: Node }[];
}

/** `object.name` */
export interface Attribute extends Base {
  readonly kind: 'attribute';
  readonly object: Node;
  readonly name: string;
}

/** `object[index]`, and `object.0` */
export interface Subscript extends Base {
  readonly kind: 'subscript';
  readonly object: Node;
  readonly index: Node;
}

/** `object[start:stop:step]` */
export interface Slice extends Base {
  readonly kind: 'slice';
  readonly object: Node;
  readonly start: Node | undefined;
  readonly stop: Node | undefined;
  readonly step: Node | undefined;
}

/** What stands between the parentheses of a call. */
export interface Arguments {
  readonly positional: readonly Node[];
  readonly named: readonly { readonly name: string; readonly value: Node; readonly range: Range }[];
  /** `*list` */
  readonly spread: Node | undefined;
  /** `**mapping` */
  readonly spreadNamed: Node | undefined;
}

/** `object.name(…)` */
export interface MethodCall extends Base {
  readonly kind: 'method-call';
  readonly object: Node;
  readonly name: string;
  readonly arguments: Arguments;
}

/** `name(…)` */
export interface FunctionCall extends Base {
  readonly kind: 'function-call';
  readonly name: string;
  readonly arguments: Arguments;
}

/** `input | name(…)` */
export interface Filter extends Base {
  readonly kind: 'filter';
  readonly input: Node;
  /** Without `ansible.builtin.` before it. */
  readonly name: string;
  readonly nameRange: Range;
  readonly arguments: Arguments;
}

/** `input is name(…)`; `is not` is a `Not` around it. */
export interface Test extends Base {
  readonly kind: 'test';
  readonly input: Node;
  readonly name: string;
  readonly nameRange: Range;
  readonly arguments: Arguments;
}

export interface Unary extends Base {
  readonly kind: 'unary';
  readonly operator: '-' | '+';
  readonly operand: Node;
}

export interface Not extends Base {
  readonly kind: 'not';
  readonly operand: Node;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface Binary extends Base {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

/** `a ~ b ~ c` */
export interface Concat extends Base {
  readonly kind: 'concat';
  readonly parts: readonly Node[];
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** `a < b <= c`: each neighbouring pair is compared, and the first false one ends it. */
export interface Compare extends Base {
  readonly kind: 'compare';
  readonly first: Node;
  readonly rest: readonly { readonly operator: CompareOperator; readonly operand: Node }[];
}

export interface Logical extends Base {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Node;
  readonly right: Node;
}

/** `then if condition else otherwise` */
export interface Conditional extends Base {
  readonly kind: 'conditional';
  readonly condition: Node;
  readonly then: Node;
  readonly otherwise: Node | undefined;
}
