/**
 * The expression language: Jinja2's expressions, evaluated on data, with static checks. docs/expressions.md describes it.
 */
export type { Expression, Node } from './ast.ts';
export { argumentNodes, childrenOf } from './children.ts';
export { compareValues, equalValues } from './compare.ts';
export { evaluate, evaluateCondition, render, renderRevealed } from './evaluate.ts';
export type { Certainty } from './certainty.ts';
export { evaluateKnown, type Known } from './evaluate-known.ts';
export { EvaluationError, meansUndefined } from './evaluation-error.ts';
export { findPattern, patternMistake } from './find-pattern.ts';
export { filterNames, methodNames, functionNames, type NamedSignature, testNames } from './names.ts';
export { parseExpression } from './parse-expression.ts';
export type { Parsed } from './parsed.ts';
export { type Reference, references } from './references.ts';
export { type Scope, scopeOf } from './scope.ts';
export { parseTemplate, type Template } from './template.ts';
export { toText } from './to-text.ts';
export { isTruthy } from './truth.ts';
