import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { unreachable } from '../diagnostics/unreachable.ts';
import { Omit, type Key, type Value } from '../values/value.ts';
import { lookup } from './access.ts';
import type { Arguments, Compare, DictNode, MethodCall, Node } from './ast.ts';
import type { NamedOperand } from './definition.ts';
import { type Evaluation, locationOf, run, tainting } from './evaluation.ts';
import { meansUndefined } from './evaluation-error.ts';
import { Fault, typeFault } from './fault.ts';
import { functions } from './functions.ts';
import { findKey, toKey } from './keys.ts';
import { methodOf, methodsOf } from './methods/methods.ts';
import { undefinedProperty, undefinedVariable } from './missing.ts';
import { nameType } from '../values/describe.ts';
import { listOf, LooseList, type Operand, settle, settleText, Undefined } from './operand.ts';
import { binary, compare, concat, unary } from './operators.ts';
import { formatPercent } from './percent-format.ts';
import { slice } from './slice.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isTruthy } from './truth.ts';
import { iterateValue } from './call-arguments.ts';
import { entriesOf } from './entries.ts';

/** The operand of a node, which may be undefined. */
export function evaluateNode(evaluation: Evaluation, node: Node): Operand {
  evaluation.budget.spend();
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return variable(evaluation, node, node.name);
    case 'list':
      // As in a list of YAML, `omit` leaves the item out.
      return listOf(
        node.items.map((item) => evaluateNode(evaluation, item)).filter((item) => !(item instanceof Omit)),
      );
    case 'dict':
      return dict(evaluation, node);
    case 'attribute':
      return property(evaluation, node, evaluateNode(evaluation, node.object), node.name);
    case 'subscript': {
      const object = evaluateNode(evaluation, node.object);
      return property(evaluation, node, object, strict(evaluation, node.index));
    }
    case 'slice': {
      const object = strict(evaluation, node.object);
      const [start = null, stop = null, step = null] = [node.start, node.stop, node.step].map((part) =>
        part ? strict(evaluation, part) : null,
      );
      return at(evaluation, node, () => slice(evaluation, object, start, stop, step));
    }
    case 'method-call':
      return methodCall(evaluation, node);
    case 'function-call': {
      const { args, named } = evaluateArguments(evaluation, node.arguments);
      evaluation.node = node;
      const definition = functions.get(node.name);
      if (!definition) throw new Fault(`there is no function "${node.name}"`, undefined, 'unknown-function');
      return run(evaluation, definition, `function "${node.name}"`, null, args, named);
    }
    case 'filter': {
      const input = evaluateNode(evaluation, node.input);
      const { args, named } = evaluateArguments(evaluation, node.arguments);
      evaluation.node = node;
      return evaluation.filter(node.name, input, args, named);
    }
    case 'test': {
      const input = evaluateNode(evaluation, node.input);
      const { args, named } = evaluateArguments(evaluation, node.arguments);
      evaluation.node = node;
      return evaluation.test(node.name, input, args, named);
    }
    case 'unary': {
      const operand = strict(evaluation, node.operand);
      return at(evaluation, node, () => unary(node.operator, operand));
    }
    case 'not':
      return !isTruthy(strict(evaluation, node.operand));
    case 'binary': {
      const left = strict(evaluation, node.left);
      if (
        node.operator === '%' &&
        node.right.kind === 'list' &&
        node.right.tuple &&
        typeof left === 'string'
      ) {
        const values = node.right.items.map((item) => strict(evaluation, item));
        return at(evaluation, node, () => formatPercent(evaluation, left, values));
      }
      const right = strict(evaluation, node.right);
      return at(evaluation, node, () => binary(evaluation, node.operator, left, right));
    }
    case 'concat': {
      const parts = node.parts.map((part) => settleText(evaluateNode(evaluation, part)));
      return at(evaluation, node, () => concat(evaluation, parts));
    }
    case 'compare':
      return compareChain(evaluation, node);
    case 'logical': {
      const left = strict(evaluation, node.left);
      return isTruthy(left) === (node.operator === 'or') ? left : evaluateNode(evaluation, node.right);
    }
    case 'conditional':
      if (isTruthy(strict(evaluation, node.condition))) return evaluateNode(evaluation, node.then);
      return node.otherwise ? evaluateNode(evaluation, node.otherwise) : missingElse(evaluation, node);
    default:
      return unreachable(node);
  }
}

/** The value of a node; what is undefined is an error. */
export function strict(evaluation: Evaluation, node: Node): Value {
  return settle(evaluateNode(evaluation, node));
}

function at(evaluation: Evaluation, node: Node, work: () => Value): Operand {
  evaluation.node = node;
  return tainting(evaluation, work);
}

function variable(evaluation: Evaluation, node: Node, name: string): Operand {
  const value = valueOf(evaluation, name);
  if (value !== undefined) return value;
  if (name === 'omit') return Omit.value;
  return new Undefined(() => undefinedVariable(name, evaluation.scope.names(), locationOf(evaluation, node)));
}

/** As in Ansible, a variable whose own value needs something undefined is undefined itself: `default` and `is defined` see that. */
function valueOf({ scope }: Evaluation, name: string): Operand | undefined {
  try {
    return scope.get(name);
  } catch (error) {
    if (!meansUndefined(error)) throw error;
    const { diagnostic } = error;
    return new Undefined(() => diagnostic);
  }
}

function property(evaluation: Evaluation, node: Node, object: Operand, key: Value): Operand {
  // Below something undefined all is undefined, with the first one's message: `a.b.c | default(…)` works.
  if (object instanceof Undefined) return object;
  evaluation.node = node;
  if (object instanceof LooseList) {
    const item = typeof key === 'bigint' ? object.items.at(Number(key)) : undefined;
    if (item !== undefined) return item;
  }
  const value = settle(object);
  const found = tainting(evaluation, () => {
    evaluation.textual(value);
    const item = lookup(value, key);
    return item === undefined ? new Undefined(() => describe()) : item;
  });
  const describe = () => {
    const { text } = evaluation.expression.source;
    const path = text.slice(node.range.start, node.range.end);
    const diagnostic = undefinedProperty(path, value, key, locationOf(evaluation, node));
    const isMethod = typeof key === 'string' && methodOf(value, key) !== undefined;
    return isMethod ? { ...diagnostic, help: `"${key}" is a method: write "${path}()"` } : diagnostic;
  };
  return found;
}

function missingElse(evaluation: Evaluation, node: Node): Undefined {
  const describe = (): Diagnostic => ({
    code: 'undefined-value',
    severity: 'error',
    message: 'the condition is false and there is no "else": the value is undefined',
    location: locationOf(evaluation, node),
    help: 'add "else" and the other value',
  });
  return new Undefined(describe, true);
}

function dict(evaluation: Evaluation, node: DictNode): Value {
  const entries = new Map<Key, Value>();
  for (const { key, value } of node.entries) {
    const keyValue = strict(evaluation, key);
    evaluation.node = key;
    const itsKey = toKey(keyValue);
    // As in Python `1`, `1.0` and `true` are one key, and the first spelling stays.
    const itsValue = strict(evaluation, value);
    if (!(itsValue instanceof Omit)) entries.set(findKey(entries, itsKey) ?? itsKey, itsValue);
  }
  return entries;
}

function methodCall(evaluation: Evaluation, node: MethodCall): Operand {
  const object = evaluateNode(evaluation, node.object);
  const { args, named } = evaluateArguments(evaluation, node.arguments);
  if (object instanceof Undefined) return object;
  const value = settle(object);
  evaluation.node = node;
  const definition = methodOf(value, node.name);
  if (!definition) {
    const near = suggest(node.name, methodsOf(value));
    const help = near === undefined ? undefined : `did you mean "${near}"?`;
    throw typeFault(`${nameType(value)} has no method "${node.name}"`, help);
  }
  return run(evaluation, definition, `method "${node.name}"`, value, args, named);
}

function evaluateArguments(
  evaluation: Evaluation,
  { positional, named, spread, spreadNamed }: Arguments,
): { args: Operand[]; named: NamedOperand[] } {
  const args = positional.map((argument) => evaluateNode(evaluation, argument));
  const byName = named.map(({ name, value }): NamedOperand => [name, evaluateNode(evaluation, value)]);
  if (spread) {
    const items = iterateValue(evaluation, strict(evaluation, spread));
    evaluation.node = spread;
    if (!items) throw typeFault('"*" needs a list');
    args.push(...items);
  }
  if (spreadNamed) {
    const value = strict(evaluation, spreadNamed);
    evaluation.node = spreadNamed;
    const entries = entriesOf(value);
    if (!entries) throw typeFault(`"**" needs a mapping, not ${nameType(value)}`);
    for (const [key, item] of entries) byName.push([String(key), item]);
  }
  return { args, named: byName };
}

function compareChain(evaluation: Evaluation, node: Compare): boolean {
  let left = strict(evaluation, node.first);
  for (const { operator, operand } of node.rest) {
    const right = strict(evaluation, operand);
    evaluation.node = node;
    evaluation.tainted = false;
    if (!compare(evaluation, operator, left, right)) return false;
    left = right;
  }
  return true;
}
