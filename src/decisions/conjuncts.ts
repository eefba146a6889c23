import type { Expression, Node } from '../expression/index.ts';
import { expressionOf } from '../model/argument.ts';
import { identityOf } from './identity.ts';
import { meaningOf, type Names } from './meaning.ts';
import { partOf } from './part.ts';
import { inVariable, type Condition, type Place } from './place.ts';
import { pairsOf, positiveForm } from './positive-form.ts';
import type { Situation } from './situation.ts';

/** One of the things that all have to be true, or false, where a condition holds. */
export interface Conjunct {
  /** What it says: two with the same key are true together, wherever and however they are written. */
  readonly key: string;
  readonly part: Expression;
  /** It has to be false. */
  readonly negated: boolean;
  readonly place: Place;
}

/**
 * What all has to be so where a condition holds, or where it does not: `a and b` is the same as the list of both, and so is a variable of `vars` that says it.
 * Whatever the parameters and the run's values are: two conjuncts with the same key say the same.
 */
export function conjunctsOf(
  { expression, place }: Condition,
  names: Names,
  holds = true,
): readonly Conjunct[] {
  const found = new Map<string, Conjunct>();
  const variables = { yes: new Set<Expression>(), no: new Set<Expression>() };
  const add = (part: Expression, node: Node, at: Place, negated: boolean): void => {
    switch (node.kind) {
      case 'literal':
        if (node.value === !negated) return;
        break;
      case 'not':
        add(part, node.operand, at, !negated);
        return;
      case 'logical':
        if ((node.operator === 'and') === negated) break;
        add(part, node.left, at, negated);
        add(part, node.right, at, negated);
        return;
      case 'name': {
        const inner = variableAt(node.name, at, names);
        if (!inner) break;
        // A variable that is named twice says nothing more.
        if (variables[negated ? 'no' : 'yes'].has(inner)) return;
        variables[negated ? 'no' : 'yes'].add(inner);
        add(inner, inner.root, inVariable(at, node.name), negated);
        return;
      }
      case 'compare':
        if (node.rest.length > 1 && !negated) {
          for (const pair of pairsOf(node)) add(part, pair, at, negated);
          return;
        }
        break;
      default:
    }
    const plain = withoutBoolean(part, node, at, names);
    if (plain) {
      add(part, plain.node, at, plain.negated !== negated);
      return;
    }
    const { positive, negated: isOpposite } = positiveForm(node);
    const isFalse = isOpposite !== negated;
    const key = `${isFalse ? 'not ' : ''}${keyOf(positive, at, names)}`;
    found.set(key, { key, part: partOf(part, node), negated, place: at });
  };
  add(expression, expression.root, place, !holds);
  return [...found.values()];
}

const anySituation: Situation = new Map();

/** The expression that a variable of `vars` stands for, where it can be nothing else. */
function variableAt(name: string, place: Place, names: Names): Expression | undefined {
  const meaning = meaningOf(name, place, anySituation, names);
  return meaning.kind === 'argument' ? expressionOf(meaning.argument) : undefined;
}

function keyOf(node: Node, place: Place, names: Names): string {
  const of = (each: Node): string => identityOf(each, place, anySituation, names);
  if (node.kind === 'compare') {
    const [only, ...others] = node.rest;
    if (!only || others.length > 0) return of(node);
    const [left, right] = [of(node.first), of(only.operand)];
    switch (only.operator) {
      case '==':
        return [left, right].toSorted().join(' == ');
      case '>':
        return `${right} < ${left}`;
      case '>=':
        return `${right} <= ${left}`;
      default:
        return `${left} ${only.operator} ${right}`;
    }
  }
  if (node.kind === 'attribute' && told.has(node.name) && isResult(node.object, names)) {
    return `${of(node.object)} is ${node.name}`;
  }
  return node.kind === 'test' && told.has(node.name) && isResult(node.input, names)
    ? `${of(node.input)} is ${node.name}`
    : of(node);
}

/** What a registered result is asked for as a member or by a test. */
const told: ReadonlySet<string> = new Set(['changed', 'failed', 'skipped']);

function isResult(node: Node, { onlyRegistered, parameters }: Names): boolean {
  return node.kind === 'name' && onlyRegistered.has(node.name) && !parameters.has(node.name);
}

/** What `x == true`, `x is false` or `x | bool` ask of an `x` that is a boolean. */
function withoutBoolean(
  part: Expression,
  node: Node,
  place: Place,
  names: Names,
): { readonly node: Node; readonly negated: boolean } | undefined {
  const asked = (input: Node, value: boolean) =>
    isBoolean(partOf(part, input), place, names) ? { node: input, negated: !value } : undefined;
  switch (node.kind) {
    case 'filter':
      return node.name === 'bool' && node.arguments.positional.length === 0
        ? asked(node.input, true)
        : undefined;
    case 'test':
      return node.name === 'true' || node.name === 'false'
        ? asked(node.input, node.name === 'true')
        : undefined;
    case 'compare': {
      const [only, ...others] = node.rest;
      if (!only || others.length > 0 || (only.operator !== '==' && only.operator !== '!=')) return undefined;
      const isSame = only.operator === '==';
      if (isLiteral(only.operand)) return asked(node.first, only.operand.value === isSame);
      return isLiteral(node.first) ? asked(only.operand, node.first.value === isSame) : undefined;
    }
    default:
      return undefined;
  }
}

function isLiteral(node: Node): node is Node & { readonly kind: 'literal'; readonly value: boolean } {
  return node.kind === 'literal' && typeof node.value === 'boolean';
}

/** Whether it is a boolean wherever it can be evaluated. */
function isBoolean(part: Expression, place: Place, names: Names): boolean {
  const { root } = part;
  switch (root.kind) {
    case 'not':
    case 'test':
    case 'compare':
      return true;
    case 'literal':
      return typeof root.value === 'boolean';
    case 'logical':
      return [root.left, root.right].every((side) => isBoolean(partOf(part, side), place, names));
    case 'name':
      return isBooleanName(root.name, place, names);
    default:
      return false;
  }
}

function isBooleanName(name: string, place: Place, names: Names): boolean {
  const meaning = meaningOf(name, place, anySituation, names);
  if (meaning.kind === 'argument') {
    const { argument } = meaning;
    if (argument.kind === 'value') return typeof argument.value === 'boolean';
    const inner = expressionOf(argument);
    return inner !== undefined && isBoolean(inner, inVariable(place, name), names);
  }
  const parameter = meaning.kind === 'some' ? meaning.parameter : undefined;
  if (parameter?.type !== 'boolean') return false;
  if (parameter.required) return true;
  const missing = meaningOf(name, place, new Map([[parameter, { kind: 'missing' }]]), names);
  return missing.kind === 'none' || (missing.kind === 'value' && typeof missing.value === 'boolean');
}
