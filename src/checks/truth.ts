import { evaluate, isTruthy, type Expression, type Node, type Scope } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { referencesIn } from '../model/references-in.ts';
import type { VariableLayer } from '../program/program.ts';
import { findVariable, noValues, scopeAt } from '../program/scope.ts';
import type { OpenCondition, Oracle, Situation } from './situations.ts';

export type Layers = readonly VariableLayer[];

/** A condition together with the `vars` that reach it. */
export interface Condition {
  readonly expression: Expression;
  readonly layers: Layers;
}

/**
 * Whether a condition holds in a situation. `and`, `or`, `not` and `if` are worked out here, in their order; what is left over and reads
 * values of the run is the oracle's to decide.
 * Errors: throws `EvaluationError`, such as for a parameter that is not given.
 */
export function truthOf({ expression, layers }: Condition, situation: Situation, oracle: Oracle): boolean {
  const { source } = expression;
  const visit = (node: Node): boolean => {
    switch (node.kind) {
      case 'not':
        return !visit(node.operand);
      case 'logical':
        return node.operator === 'and'
          ? visit(node.left) && visit(node.right)
          : visit(node.left) || visit(node.right);
      case 'conditional':
        if (!node.otherwise) return leaf(node);
        return visit(node.condition) ? visit(node.then) : visit(node.otherwise);
      case 'name': {
        const inner = expressionOf(findVariable(layers, node.name));
        return inner && situation.get(node.name) === undefined
          ? truthOf({ expression: inner, layers: layersBut(layers, node.name) }, situation, oracle)
          : leaf(node);
      }
      default:
        return leaf(node);
    }
  };
  const leaf = (node: Node): boolean => {
    const part = partOf(expression, node);
    if (referencesIn(part).every(({ name }) => isKnown(name, layers, situation))) {
      return isTruthy(evaluate(part, scopeFor(situation, layers)));
    }
    const condition = openCondition(node, source.text);
    return negated(node) ? !oracle(condition) : oracle(condition);
  };
  return visit(expression.root);
}

/** The same object for the same node, so that its variables are looked for once. */
function partOf({ source }: Expression, node: Node): Expression {
  const before = parts.get(node);
  if (before) return before;
  const part = { source, root: node };
  parts.set(node, part);
  return part;
}

const parts = new WeakMap<Node, Expression>();

function isKnown(name: string, layers: Layers, situation: Situation): boolean {
  if (situation.get(name) !== undefined) return true;
  const argument = findVariable(layers, name);
  if (!argument) return situation.has(name);
  const rest = layersBut(layers, name);
  return referencesIn(argument).every((reference) => isKnown(reference.name, rest, situation));
}

function scopeFor(situation: Situation, layers: Layers): Scope {
  const sources = { given: situation, facts: noValues, defaults: noValues, magic: noValues };
  // Only a parameter of which the situation has a value is one to suggest.
  const names = () => [...situation].flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return scopeAt(layers, sources, names);
}

/** The expression of a variable whose value is one `{{ }}`. */
export function expressionOf(argument: Argument | undefined): Expression | undefined {
  if (argument?.kind !== 'template' || argument.template.parts.length !== 1) return undefined;
  const [part] = argument.template.parts;
  return typeof part === 'object' ? part : undefined;
}

/** A variable cannot read itself: this ends circles. */
function layersBut(layers: Layers, name: string): Layers {
  return layers.map((layer) => {
    if (!layer.has(name)) return layer;
    const rest = new Map(layer);
    rest.delete(name);
    return rest;
  });
}

/** `!=` and `not in` are the same question as `==` and `in`, the other way round. */
function negated(node: Node): boolean {
  const [only, second] = node.kind === 'compare' ? node.rest : [];
  return !second && (only?.operator === '!=' || only?.operator === 'not in');
}

/** The positive form of what a node asks. */
function openCondition(node: Node, text: string): OpenCondition {
  const [only, second] = node.kind === 'compare' ? node.rest : [];
  if (node.kind !== 'compare' || !only || second) return { text: textOf(node, text) };
  const operator = only.operator === '!=' ? '==' : only.operator === 'not in' ? 'in' : only.operator;
  const subject = textOf(node.first, text);
  const question = `${subject} ${operator} ${textOf(only.operand, text)}`;
  if (operator !== '==' || only.operand.kind !== 'literal') return { text: question };
  return { text: question, equals: { subject, literal: only.operand.value } };
}

/** The node as written, blanks evened out. */
function textOf({ range }: Node, text: string): string {
  return text.slice(range.start, range.end).replace(/\s+/g, ' ').trim();
}
