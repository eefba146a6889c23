import { unreachable } from '../../diagnostics/unreachable.ts';
import { argumentNodes } from '../children.ts';
import type { Arguments, Binary, Compare, CompareOperator, Expression, Filter, Node } from '../ast.ts';
import type { EvaluationError } from '../evaluation-error.ts';
import { itemsOf, typeOfFilter } from './filter-type.ts';
import { memberOf } from './member.ts';
import { neverTrue } from './never-true.ts';
import { refusal } from './refused.ts';
import {
  anyList,
  anyMapping,
  booleanType,
  floatType,
  integerType,
  isSurely,
  listOf,
  mappingOf,
  stringType,
  typeOfValue,
  union,
  unionOf,
  type Type,
} from './type.ts';

/** What the variables are that an expression reads. */
export interface TypeScope {
  typeOf(name: string): Type;
}

/** Something in an expression that its types do not allow. */
export type Misfit =
  /** No value that the object can have has such a member. `lenient`: that it is undefined is no mistake of the run. */
  | {
      readonly kind: 'no-member';
      readonly node: Node;
      readonly object: Type;
      readonly member: string;
      readonly lenient: boolean;
    }
  /** An operator, filter, test or method refuses all values of these types. */
  | {
      readonly kind: 'refused';
      readonly node: Node;
      readonly error: EvaluationError;
      /** It is asked for each item of a list, which may have none. */
      readonly perhaps: boolean;
    }
  /** A comparison that comes out the same for all values of these types. */
  | {
      readonly kind: 'decided';
      readonly node: Compare;
      readonly always: boolean;
      readonly left: Type;
      readonly right: Type;
      readonly operator: CompareOperator;
    };

/** The type of an expression's value; `report` gets what its types do not allow. */
export function inferType(
  expression: Expression,
  scope: TypeScope,
  report: (misfit: Misfit) => void = () => undefined,
): Type {
  return typeOf({ expression, scope, report, types: new Map() }, expression.root, false);
}

interface Walk {
  readonly expression: Expression;
  readonly scope: TypeScope;
  readonly report: (misfit: Misfit) => void;
  /** Of the nodes that have been walked. */
  readonly types: Map<Node, Type>;
}

function typeOf(walk: Walk, node: Node, lenient: boolean): Type {
  const type = infer(walk, node, lenient);
  walk.types.set(node, type);
  return type;
}

/** `lenient`: that the node is undefined is allowed where it stands. */
function infer(walk: Walk, node: Node, lenient: boolean): Type {
  const inside = (part: Node, isLenient = false): Type => typeOf(walk, part, isLenient);
  switch (node.kind) {
    case 'literal':
      return typeOfValue(node.value);
    case 'name':
      return node.name === 'omit' ? 'any' : walk.scope.typeOf(node.name);
    case 'list':
      return listOf(unionOf(node.items.map((item) => inside(item))));
    case 'dict':
      return typeOfDict(node, inside);
    case 'attribute':
      return member(walk, node, inside(node.object, lenient), node.name, lenient);
    case 'subscript': {
      const object = inside(node.object, lenient);
      const index = inside(node.index);
      if (node.index.kind === 'literal' && typeof node.index.value === 'string')
        return member(walk, node, object, node.index.value, lenient);
      if (isSurely(object, 'string')) return stringType;
      return isSurely(object, 'list', 'null') && isSurely(index, 'integer') ? itemsOf(object) : 'any';
    }
    case 'slice': {
      const object = inside(node.object);
      for (const part of [node.start, node.stop, node.step]) if (part) inside(part);
      return isSurely(object, 'list') || isSurely(object, 'string') ? object : 'any';
    }
    case 'method-call':
      inside(node.object);
      argumentsIn(node.arguments, inside);
      checkRefusal(walk, node);
      return 'any';
    case 'function-call':
      argumentsIn(node.arguments, inside);
      checkRefusal(walk, node);
      return node.name === 'range' ? listOf(integerType) : node.name === 'dict' ? anyMapping : 'any';
    case 'filter':
      return typeOfFiltered(walk, node, lenient, inside);
    case 'test':
      inside(node.input, node.name === 'defined' || node.name === 'undefined');
      argumentsIn(node.arguments, inside);
      checkRefusal(walk, node);
      return booleanType;
    case 'unary': {
      const operand = inside(node.operand);
      checkRefusal(walk, node);
      return isSurely(operand, 'integer', 'float') ? operand : 'any';
    }
    case 'not':
      inside(node.operand);
      return booleanType;
    case 'binary': {
      const left = inside(node.left);
      const right = inside(node.right);
      // A text formats all items of the list on its right.
      if (node.operator !== '%' || !isListOfValues(node.right)) checkRefusal(walk, node);
      return typeOfBinary(node, left, right);
    }
    case 'concat':
      for (const part of node.parts) inside(part);
      return stringType;
    case 'compare':
      inside(node.first);
      for (const { operand } of node.rest) inside(operand);
      checkComparison(walk, node);
      return booleanType;
    case 'logical':
      return union(inside(node.left), inside(node.right, lenient));
    case 'conditional': {
      inside(node.condition);
      const then = inside(node.then, lenient);
      // Without an "else" it is undefined or, in text, empty.
      return union(then, node.otherwise ? inside(node.otherwise, lenient) : stringType);
    }
    default:
      return unreachable(node);
  }
}

type Inside = (part: Node, lenient?: boolean) => Type;

function argumentsIn(given: Arguments, inside: Inside): void {
  for (const part of argumentNodes(given)) inside(part);
}

function isListOfValues(node: Node): boolean {
  return node.kind === 'list' && node.tuple;
}

function typeOfDict(node: Node & { kind: 'dict' }, inside: Inside): Type {
  const members = new Map<string, Type>();
  let isKnown = true;
  for (const { key, value } of node.entries) {
    inside(key);
    const type = inside(value);
    if (key.kind !== 'literal') isKnown = false;
    else if (typeof key.value === 'string') members.set(key.value, type);
  }
  return isKnown ? mappingOf(members) : anyMapping;
}

function member(walk: Walk, node: Node, object: Type, name: string, lenient: boolean): Type {
  const found = memberOf(object, name);
  if (found) return found;
  walk.report({ kind: 'no-member', node, object, member: name, lenient });
  return 'any';
}

/** Filters that take what is undefined. */
const LENIENT: ReadonlySet<string> = new Set(['default', 'd', 'mandatory']);
/** Filters whose value is undefined where their input is. */
const PASSING: ReadonlySet<string> = new Set(['first', 'last', 'list', 'map', 'select', 'reject']);

function typeOfFiltered(walk: Walk, node: Filter, lenient: boolean, inside: Inside): Type {
  const isLenient = LENIENT.has(node.name) || (PASSING.has(node.name) && lenient);
  const input = inside(node.input, isLenient);
  const { positional, named, spread, spreadNamed } = node.arguments;
  const args = positional.map((part) => inside(part, node.name === 'ternary'));
  for (const { value } of named) inside(value);
  for (const part of [spread, spreadNamed]) if (part) inside(part);
  checkRefusal(walk, node);
  if (node.name === 'map') return typeOfMapped(walk, node, input, args, lenient);
  if (node.name === 'select' || node.name === 'reject') checkInner(walk, node, 0, itemsOf(input));
  if (node.name === 'selectattr' || node.name === 'rejectattr') {
    checkInner(walk, node, 1, attributeOf(walk, positional[0], input, true));
  }
  const isBare = named.length === 0 && !spread && !spreadNamed;
  return typeOfFilter(node.name, input, isBare ? args : [...args, 'any', 'any', 'any']);
}

/** `map('int')`, `map(attribute='rc')` */
function typeOfMapped(walk: Walk, node: Filter, input: Type, args: readonly Type[], lenient: boolean): Type {
  const { named, spread, spreadNamed } = node.arguments;
  const attribute = named.find(({ name }) => name === 'attribute');
  if (!attribute) {
    const name = checkInner(walk, node, 0, itemsOf(input));
    const isBare = named.length === 0 && !spread && !spreadNamed;
    // `default` is for the items that are undefined, of which the type of the others says nothing.
    if (name === undefined || !isBare || !isSurely(input, 'list')) return anyList;
    return listOf(typeOfFilter(name, itemsOf(input), args.slice(1)));
  }
  const hasDefault = node.arguments.named.length > 1;
  const found = attributeOf(walk, attribute.value, input, lenient || hasDefault);
  return hasDefault ? anyList : listOf(found);
}

/**
 * Looks at the filter or test that a filter names in a text, as if it stood behind each item, and gives its name; nothing where it is not written out. The list may be empty,
 * so what it refuses is refused only perhaps.
 */
function checkInner(walk: Walk, node: Filter, index: number, item: Type): string | undefined {
  const { positional, named, spread, spreadNamed } = node.arguments;
  const inner = positional[index];
  if (inner?.kind !== 'literal' || typeof inner.value !== 'string') return undefined;
  const name = inner.value.replace(/^ansible\.builtin\.(?=.)/, '');
  const { range } = inner;
  const input: Node = { kind: 'name', name: 'item', range: node.input.range };
  walk.types.set(input, item);
  const kind = node.name === 'map' ? 'filter' : 'test';
  const rest = { positional: positional.slice(index + 1), named, spread, spreadNamed };
  checkRefusal(walk, { kind, name, nameRange: range, input, arguments: rest, range }, true);
  return name;
}

/** What is at the path `a.b` of each item. */
function attributeOf(walk: Walk, path: Node | undefined, input: Type, lenient: boolean): Type {
  if (path?.kind !== 'literal' || typeof path.value !== 'string') return 'any';
  let type = itemsOf(input);
  for (const name of path.value.split('.')) {
    if (/^\d+$/.test(name) || type === 'any' || type.length === 0) return 'any';
    type = member(walk, path, type, name, lenient);
  }
  return type;
}

function typeOfBinary({ operator }: Binary, left: Type, right: Type): Type {
  if (operator === '%' && isSurely(left, 'string')) return stringType;
  if (isSurely(left, 'integer') && isSurely(right, 'integer'))
    return operator === '/' ? floatType : operator === '**' ? union(integerType, floatType) : integerType;
  if (isSurely(left, 'integer', 'float') && isSurely(right, 'integer', 'float'))
    return union(integerType, floatType);
  if (operator !== '+') return 'any';
  if (isSurely(left, 'string') && isSurely(right, 'string')) return stringType;
  return isSurely(left, 'list') && isSurely(right, 'list') ? union(left, right) : 'any';
}

function checkRefusal(walk: Walk, node: Node, perhaps = false): void {
  const error = refusal(walk.expression, node, (part) => walk.types.get(part) ?? 'any');
  if (error) walk.report({ kind: 'refused', node, error, perhaps });
}

function checkComparison(walk: Walk, node: Compare): void {
  // The others of a chain are compared only where the first holds.
  const [only, second] = node.rest;
  if (!only || second) return;
  const left = walk.types.get(node.first) ?? 'any';
  const right = walk.types.get(only.operand) ?? 'any';
  const error = refusal(walk.expression, node, (part) => walk.types.get(part) ?? 'any');
  if (error) {
    walk.report({ kind: 'refused', node, error, perhaps: false });
    return;
  }
  const { operator } = only;
  // `x == none` is asked to be safe.
  if ([node.first, only.operand].some((part) => part.kind === 'literal' && part.value === null)) return;
  if (!neverTrue(operator, left, right)) return;
  const always = operator === '!=' || operator === 'not in';
  walk.report({ kind: 'decided', node, always, left, right, operator });
}
