import { expect } from 'chai';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import {
  evaluate,
  evaluateCondition,
  EvaluationError,
  type Expression,
  parseExpression,
  parseTemplate,
  render,
  type Scope,
  scopeOf,
  type Template,
} from '../../src/expression/index.ts';
import type { Value } from '../../src/values/value.ts';

export type Variables = Readonly<Record<string, Value>>;

export function scope(variables: Variables = {}): Scope {
  return scopeOf(new Map(Object.entries(variables)));
}

/** The expression, which must be free of mistakes. */
export function parsed(text: string): Expression {
  const { value, diagnostics } = parseExpression(sourceTextOf(text));
  expect(diagnostics.map(({ message }) => message)).to.deep.equal([]);
  if (!value) throw new Error(`"${text}" gave neither an expression nor a diagnostic`);
  return value;
}

/** The template, which must be free of mistakes. */
export function parsedTemplate(text: string): Template {
  const { value, diagnostics } = parseTemplate(sourceTextOf(text));
  expect(diagnostics.map(({ message }) => message)).to.deep.equal([]);
  if (!value) throw new Error(`"${text}" gave neither a template nor a diagnostic`);
  return value;
}

export function valueOf(text: string, variables: Variables = {}): Value {
  return evaluate(parsed(text), scope(variables));
}

export function condition(text: string, variables: Variables = {}): boolean {
  return evaluateCondition(parsed(text), scope(variables));
}

export function rendered(text: string, variables: Variables = {}): Value {
  return render(parsedTemplate(text), scope(variables));
}

/** The mistake that shows when this is done. */
export function mistakeIn(work: () => unknown): Diagnostic {
  try {
    work();
  } catch (error) {
    if (error instanceof EvaluationError) return error.diagnostic;
    throw error;
  }
  throw new Error('no mistake was found');
}

/** What is wrong when the expression is evaluated. */
export function failure(text: string, variables: Variables = {}): Diagnostic {
  return mistakeIn(() => valueOf(text, variables));
}

/** The text that a diagnostic points to. */
export function pointedAt({ location }: Diagnostic): string | undefined {
  return location?.file.text.slice(location.range.start, location.range.end);
}

export function mapping(entries: Record<string, Value>): Value {
  return new Map(Object.entries(entries));
}
