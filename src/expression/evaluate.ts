import { nameType, typeName } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { Expression } from './ast.ts';
import { Budget, refuseEndless } from './budget.ts';
import { evaluateNode } from './evaluate-node.ts';
import { locationOf, placingFaults, startEvaluation, tainting } from './evaluation.ts';
import { EvaluationError } from './evaluation-error.ts';
import { settle, settleText } from './operand.ts';
import { concat } from './operators.ts';
import { type Scope } from './scope.ts';
import { toText } from './to-text.ts';
import type { Template } from './template.ts';

/**
 * The value of an expression.
 *
 * @throws EvaluationError for a user's mistake: something undefined, a wrong type, too much work.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return evaluateWithin(expression, scope, new Budget());
}

function evaluateWithin(expression: Expression, scope: Scope, budget: Budget): Value {
  const evaluation = startEvaluation(expression, scope, budget);
  return placingFaults(evaluation, () => {
    const operand = evaluateNode(evaluation, expression.root);
    const value = expression.inBraces ? settleText(operand) : settle(operand);
    if (typeof value === 'object') refuseEndless(value);
    return value;
  });
}

/**
 * The value of a condition.
 *
 * @throws EvaluationError when it is not a boolean, too: nothing is taken for true or false here.
 */
export function evaluateCondition(expression: Expression, scope: Scope): boolean {
  const value = evaluate(expression, scope);
  if (typeof value === 'boolean') return value;
  const { source, root } = expression;
  throw new EvaluationError({
    code: 'not-a-condition',
    severity: 'error',
    message: `a condition must be true or false, this is ${nameType(value)}`,
    location: locationOf(startEvaluation(expression, EMPTY), root),
    help: conditionHelp(source.text.slice(root.range.start, root.range.end), value),
  });
}

const EMPTY: Scope = { get: () => undefined, names: () => [] };

function conditionHelp(text: string, value: Value): string {
  const shown = text.length > 60 || /[\s|]/.test(text) ? `(${text.length > 60 ? '…' : text})` : text;
  switch (typeName(value)) {
    case 'null':
      return `compare it, such as "${shown} is not none"`;
    case 'string':
      return `compare it, such as "${shown} == '…'", or convert it with "${shown} | bool"`;
    case 'list':
    case 'mapping':
      return `ask whether it is empty: "${shown} | length > 0"`;
    default:
      return `compare it, such as "${shown} != 0"`;
  }
}

/**
 * The text that a template makes of its parts, secrets and all, and the values of its expressions: for what is written to where secrets belong.
 *
 * @throws EvaluationError as `evaluate` does.
 */
export function renderRevealed(
  template: Template,
  scope: Scope,
): { readonly text: string; readonly values: readonly Value[] } {
  const budget = new Budget();
  const values = template.parts.map((part) =>
    typeof part === 'string' ? part : evaluateWithin(part, scope, budget),
  );
  const text = values.map((value) => toText(value, (secret) => secret.reveal())).join('');
  return { text, values: values.filter((_, index) => typeof template.parts[index] !== 'string') };
}

/**
 * The value of a template: of its expression where it is a single one, else the text of all parts. What comes out is
 * data and is never looked at for expressions again.
 *
 * @throws EvaluationError as `evaluate` does.
 */
export function render(template: Template, scope: Scope): Value {
  const [only] = template.parts;
  if (only === undefined) return '';
  if (template.parts.length === 1) return typeof only === 'string' ? only : evaluate(only, scope);
  if (template.isLiteral) return template.parts.filter((part) => typeof part === 'string').join('');
  const budget = new Budget();
  const values = template.parts.map((part) =>
    typeof part === 'string' ? part : evaluateWithin(part, scope, budget),
  );
  const first = template.parts.find((part) => typeof part !== 'string');
  if (first === undefined) return '';
  const evaluation = startEvaluation(first, scope, budget);
  return placingFaults(evaluation, () => settle(tainting(evaluation, () => concat(evaluation, values))));
}
