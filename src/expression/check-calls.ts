import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Range } from '../diagnostics/source.ts';
import type { Arguments, Expression, FunctionCall, Node } from './ast.ts';
import { checkPattern } from './check-patterns.ts';
import { checkQuery } from './check-queries.ts';
import { childrenOf } from './children.ts';
import type { Definition } from './definition.ts';
import { environmentName, LOOKUPS } from './environment-lookup.ts';
import { filters } from './filters/filters.ts';
import { functions } from './functions.ts';
import {
  leftOutFilters,
  leftOutFunctions,
  leftOutLookups,
  leftOutMethods,
  leftOutTests,
} from './left-out.ts';
import { methodNames, methodsNamed } from './methods/methods.ts';
import { bind, isProblem, showSignature } from './signature.ts';
import { tests } from './tests/tests.ts';

/** Every filter, test, function and method that does not exist, or that is called with wrong arguments. */
export function checkCalls(expression: Expression): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: Node): void => {
    checkNode(expression, node, found);
    const written = checkPattern(expression, node) ?? checkQuery(expression, node);
    if (written) found.push(written);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(expression.root);
  return found;
}

interface Kind {
  readonly name: 'filter' | 'test' | 'function' | 'method';
  readonly all: ReadonlyMap<string, Definition>;
  readonly leftOut: ReadonlyMap<string, string>;
}

const FILTER: Kind = { name: 'filter', all: filters, leftOut: leftOutFilters };
const TEST: Kind = { name: 'test', all: tests, leftOut: leftOutTests };
const FUNCTION: Kind = { name: 'function', all: functions, leftOut: leftOutFunctions };

function checkNode(expression: Expression, node: Node, found: Diagnostic[]): void {
  switch (node.kind) {
    case 'filter':
      checkCall(expression, FILTER, node.name, node.nameRange, node.arguments, found);
      checkInner(expression, node, found);
      break;
    case 'test':
      checkCall(expression, TEST, node.name, node.nameRange, node.arguments, found);
      break;
    case 'function-call': {
      const range = { start: node.range.start, end: node.range.start + node.name.length };
      const plugin = lookedUp(node);
      const variable = environmentName(node);
      if (variable !== undefined) found.push(undeclaredInput(expression, node.range, variable));
      else if (plugin) found.push(problem(expression, node.range, 'unknown-function', ...plugin));
      else checkCall(expression, FUNCTION, node.name, range, node.arguments, found);
      break;
    }
    case 'method-call':
      checkMethod(expression, node, found);
      break;
    default:
  }
}

/** `lookup('env', …)`: what is said of the plugin. */
function lookedUp({
  name,
  arguments: { positional },
}: FunctionCall): readonly [message: string, help: string] | undefined {
  const [first] = positional;
  if (!LOOKUPS.has(name) || first?.kind !== 'literal' || typeof first.value !== 'string') return undefined;
  const plugin = /^\w+\.\w+\.(\w+)$/.exec(first.value)?.[1] ?? first.value;
  const help = leftOutLookups.get(plugin);
  if (help === undefined) return undefined;
  const message = plugin === 'env' ? 'reads one variable, and its name is written out' : 'is not offered';
  return [`"${name}('${plugin}')" ${message}`, help];
}

function undeclaredInput(expression: Expression, range: Range, variable: string): Diagnostic {
  const name = variable
    .toLowerCase()
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const message = `no parameter takes the environment variable "${variable}"`;
  const help = `declare what is read under "params" of the runbook: ${name}: { env: ${variable} }`;
  return problem(expression, range, 'undeclared-input', message, help);
}

function checkCall(
  expression: Expression,
  kind: Kind,
  name: string,
  range: Range,
  given: Arguments,
  found: Diagnostic[],
): void {
  const definition = kind.all.get(name);
  if (definition) checkArguments(expression, `${kind.name} "${name}"`, definition, range, given, found);
  else found.push(unknown(expression, kind, name, range));
}

function unknown(
  expression: Expression,
  { name: kind, all, leftOut }: Kind,
  name: string,
  range: Range,
): Diagnostic {
  // Of a collection the last part is the name.
  const short = /^\w+\.\w+\.(\w+)$/.exec(name)?.[1] ?? name;
  const reason = leftOut.get(short) ?? (all.has(short) ? `write "${short}"` : undefined);
  const message =
    reason === undefined || all.has(short)
      ? `there is no ${kind} "${name}"`
      : `the ${kind} "${name}" is not offered`;
  return problem(expression, range, `unknown-${kind}`, message, reason ?? near(kind, name, all));
}

function near(kind: string, name: string, all: ReadonlyMap<string, Definition>): string | undefined {
  const dot = name.indexOf('.');
  if (kind === 'filter' && dot > 0 && all.has(name.slice(0, dot))) {
    return `to read what the filter gives, write "(… | ${name.slice(0, dot)})${name.slice(dot)}"`;
  }
  const nearest = suggest(name, all.keys());
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function checkArguments(
  expression: Expression,
  what: string,
  definition: Definition,
  range: Range,
  given: Arguments,
  found: Diagnostic[],
): void {
  // How many arguments `*list` and `**mapping` give is known only when they are evaluated.
  if (given.spread || given.spreadNamed) return;
  const byName = given.named.map(({ name, value }) => [name, value] as const);
  const bound = bind(what, definition.signature, given.positional, byName);
  if (!isProblem(bound)) return;
  const place = given.named.find(({ name }) => name === bound.name)?.range ?? range;
  const parameters = definition.signature.parameters.map(({ name }) => name);
  const nearest = bound.name === undefined ? undefined : suggest(bound.name, parameters);
  const help =
    nearest === undefined || nearest === bound.name
      ? `write ${showSignature(definition.names[0], definition.signature)}`
      : `did you mean "${nearest}"?`;
  found.push(problem(expression, place, 'wrong-arguments', bound.message, help));
}

/** The filter or test that is named in a string: `map('upper')`, `select('odd')`, `selectattr('x', 'defined')`. */
function checkInner(expression: Expression, node: Node & { kind: 'filter' }, found: Diagnostic[]): void {
  const positions: Readonly<Record<string, readonly [Kind, number]>> = {
    map: [FILTER, 0],
    select: [TEST, 0],
    reject: [TEST, 0],
    selectattr: [TEST, 1],
    rejectattr: [TEST, 1],
  };
  if (!Object.hasOwn(positions, node.name)) return;
  const [kind, index] = positions[node.name] ?? [FILTER, 0];
  const { positional, named, spread, spreadNamed } = node.arguments;
  const inner = positional[index];
  if (inner?.kind !== 'literal' || typeof inner.value !== 'string') return;
  const name = inner.value.replace(/^ansible\.builtin\.(?=.)/, '');
  const given = { positional: positional.slice(index + 1), named, spread, spreadNamed };
  checkCall(expression, kind, name, inner.range, given, found);
}

function checkMethod(
  expression: Expression,
  node: Node & { kind: 'method-call' },
  found: Diagnostic[],
): void {
  const definitions = methodsNamed(node.name);
  const start = expression.source.text.lastIndexOf(node.name, callStart(node));
  const range = { start, end: start + node.name.length };
  const [only, ...others] = definitions;
  if (!only) {
    const reason = leftOutMethods.get(node.name);
    const names = Object.values(methodNames()).flat();
    const nearest = suggest(node.name, names);
    const help = reason ?? (nearest === undefined ? undefined : `did you mean "${nearest}"?`);
    found.push(problem(expression, range, 'unknown-method', `there is no method "${node.name}"`, help));
  } else if (others.length === 0) {
    checkArguments(expression, `method "${node.name}"`, only, range, node.arguments, found);
  }
}

/** Where the arguments of a method call begin, at the latest. */
function callStart(node: Node & { kind: 'method-call' }): number {
  const first = childrenOf(node)[1];
  return first ? first.range.start : node.range.end;
}

function problem(
  expression: Expression,
  range: Range,
  code: DiagnosticCode,
  message: string,
  help: string | undefined,
): Diagnostic {
  const location = locate(expression.source, range.start, range.end);
  return { code, severity: 'error', message, location, ...(help !== undefined && { help }) };
}
