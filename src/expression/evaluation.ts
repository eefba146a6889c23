import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Location, locate } from '../diagnostics/source.ts';
import { Secret, type Key, type Value } from '../values/value.ts';
import type { Expression, Node } from './ast.ts';
import { Budget } from './budget.ts';
import { isCollection } from '../values/deep-size.ts';
import type { Context, Definition, NamedOperand } from './definition.ts';
import { EvaluationError } from './evaluation-error.ts';
import { Fault } from './fault.ts';
import { LooseList, type Operand, settle, settleText, Undefined } from './operand.ts';
import { textual } from './numbers.ts';
import { filters } from './filters/filters.ts';
import type { Scope } from './scope.ts';
import { bind, type Bound, isProblem, showSignature } from './signature.ts';
import { tests } from './tests/tests.ts';
import { toText } from './to-text.ts';
import { isTruthy } from './truth.ts';

/** What one evaluation of an expression carries along. */
export interface Evaluation extends Context {
  readonly expression: Expression;
  readonly scope: Scope;
  /** The node at work: a fault is its. */
  node: Node;
}

export function startEvaluation(expression: Expression, scope: Scope, budget = new Budget()): Evaluation {
  const evaluation: Evaluation = {
    expression,
    scope,
    budget,
    node: expression.root,
    tainted: false,
    text: (value) => {
      if (isCollection(value) || value instanceof Uint8Array) budget.writtenOut(value);
      return toText(value, (secret) => {
        evaluation.tainted = true;
        return secret.reveal();
      });
    },
    textual: (value) => {
      if (value instanceof Secret) evaluation.tainted = true;
      return textual(value);
    },
    now: () => {
      if (!scope.now) throw new Fault('what time it is is known only in a run');
      return scope.now();
    },
    undefined: (message) => {
      const { node } = evaluation;
      return new Undefined(() => ({
        code: 'undefined-value',
        severity: 'error',
        message,
        location: locationOf(evaluation, node),
      }));
    },
    filter: (name, input, args, named) =>
      run(evaluation, definitionOf(filters, 'filter', name), `filter "${name}"`, input, args, named),
    test: (name, input, args, named) => {
      const result = run(evaluation, definitionOf(tests, 'test', name), `test "${name}"`, input, args, named);
      return isTruthy(settle(result));
    },
  };
  return evaluation;
}

function definitionOf(
  all: ReadonlyMap<string, Definition>,
  kind: 'filter' | 'test',
  name: string,
): Definition {
  const found = all.get(name) ?? all.get(name.replace(/^ansible\.builtin\.(?=.)/, ''));
  if (!found) throw new Fault(`there is no ${kind} "${name}"`, undefined, `unknown-${kind}`);
  return found;
}

/** What a call costs, in steps. */
const CALL = 8;
const NO_REST: readonly Value[] = [];
const NO_NAMED: ReadonlyMap<string, Value> = new Map();

/** Calls a filter, test, method or function; a text made of a secret's becomes a secret. */
export function run(
  evaluation: Evaluation,
  definition: Definition,
  what: string,
  input: Operand,
  args: readonly Operand[],
  named: readonly NamedOperand[],
): Operand {
  evaluation.budget.spend(CALL);
  const bound = bind(what, definition.signature, args, named);
  if (isProblem(bound)) {
    const help = `write ${showSignature(definition.names[0], definition.signature)}`;
    throw new Fault(bound.message, help, 'wrong-arguments');
  }
  if (typeof input === 'string') evaluation.budget.read(input);
  for (const arg of args) if (typeof arg === 'string') evaluation.budget.read(arg);
  const outer = evaluation.tainted;
  evaluation.tainted = false;
  const result = callDefinition(evaluation, definition, what, input, bound);
  // What a filter makes of a text is a few times as long at most, so it could be made; longer than any text it may not be.
  if (typeof result === 'string') evaluation.budget.textSoFar(result.length);
  const tainted = takeTaint(evaluation) ? taint(result, evaluation) : result;
  evaluation.tainted = outer;
  return tainted;
}

function callDefinition(
  context: Context,
  { signature, takesText, run: implementation }: Definition,
  what: string,
  input: Operand,
  { args, rest, named }: Bound<Operand>,
): Operand {
  if (implementation.loose)
    return implementation.call({ context, what, signature, input, args, rest, named });
  return implementation.call({
    context,
    what,
    signature,
    input: takesText ? settleText(input) : settle(input),
    args: args.map((arg) => (arg === undefined ? undefined : settle(arg))),
    rest: rest.length === 0 ? NO_REST : rest.map(settle),
    named: named.size === 0 ? NO_NAMED : new Map(Array.from(named, ([name, value]) => [name, settle(value)])),
  });
}

/** The result of an operator, a secret where it was made of one. */
export function tainting(evaluation: Evaluation, work: () => Operand): Operand {
  evaluation.tainted = false;
  const result = work();
  return takeTaint(evaluation) ? taint(result, evaluation) : result;
}

function takeTaint(evaluation: Evaluation): boolean {
  const { tainted } = evaluation;
  evaluation.tainted = false;
  return tainted;
}

/** Every text in a result that was made of a secret is secret. */
function taint(result: Operand, { budget }: Pick<Evaluation, 'budget'>): Operand {
  if (result instanceof Undefined) return result;
  if (result instanceof LooseList) return new LooseList(result.items.map((item) => taint(item, { budget })));
  if (isCollection(result)) budget.walk(result);
  return taintValue(result);
}

function taintValue(value: Value): Value {
  if (typeof value === 'string') return value === '' ? value : new Secret(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(taintValue);
  if (value instanceof Map) {
    return new Map(Array.from(value as ReadonlyMap<Key, Value>, ([key, item]) => [key, taintValue(item)]));
  }
  return value;
}

export function locationOf(evaluation: Evaluation, node: Node): Location {
  return locate(evaluation.expression.source, node.range.start, node.range.end);
}

/** Does the work, and gives a fault in it the place of the node at work. */
export function placingFaults<T>(evaluation: Evaluation, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) {
      const diagnostic: Diagnostic = {
        code: error.code,
        severity: 'error',
        // Where a secret was read the message may quote it.
        message: evaluation.tainted
          ? 'this fails with a secret, so the details are not shown'
          : error.message,
        location: locationOf(evaluation, evaluation.node),
        ...(error.help !== undefined && !evaluation.tainted && { help: error.help }),
      };
      throw new EvaluationError(diagnostic);
    }
    // Data nested thousands of levels deep exhausts the stack; it came from outside, so it is no bug of ours.
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      throw new EvaluationError({
        code: 'expression-too-costly',
        severity: 'error',
        message: 'the data is nested too deeply',
        location: locationOf(evaluation, evaluation.node),
      });
    }
    throw error;
  }
}
