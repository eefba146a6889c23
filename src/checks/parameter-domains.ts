import { childrenOf, type Expression, type Node } from '../expression/index.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Parameter } from '../model/runbook.ts';
import { findVariable } from '../program/scope.ts';
import type { Value } from '../values/value.ts';
import type { Domains } from './situations.ts';
import { expressionOf, type Condition } from './truth.ts';

/** Stands for every text that no condition names. No runbook contains it: control characters are not allowed in YAML. */
export const anyOther = '\u0000any other';

/**
 * The values to try of each parameter that conditions read, `required_when` included. Parameters with endlessly many values take part where they are
 * only compared with fixed texts or numbers; the others are left to the oracle.
 */
export function domainsOf(conditions: readonly Condition[], parameters: readonly Parameter[]): Domains {
  const expressions = withRequirements(conditions.flatMap(expandVariables), parameters);
  const domains = new Map<string, readonly (Value | undefined)[]>();
  for (const parameter of parameters) {
    if (!expressions.some((expression) => reads(expression, parameter.name))) continue;
    const values = valuesOf(parameter, expressions);
    if (!values) continue;
    const mayBeMissing = !parameter.required && parameter.default === undefined;
    domains.set(parameter.name, mayBeMissing ? [...values, undefined] : values);
  }
  return domains;
}

function reads(expression: Expression, name: string): boolean {
  return referencesIn(expression).some((reference) => reference.name === name);
}

/** The condition's expression and those of the `vars` that it reads. */
function expandVariables({ expression, layers }: Condition): Expression[] {
  const found = [expression];
  const seen = new Set<string>();
  for (const each of found) {
    for (const { name } of referencesIn(each)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const argument = findVariable(layers, name);
      const inner = expressionOf(argument);
      if (inner) found.push(inner);
      else if (argument?.kind === 'template') {
        found.push(...argument.template.parts.filter((part) => typeof part !== 'string'));
      }
    }
  }
  return found;
}

/** A parameter's `required_when` says when it cannot be missing, and so the parameters that it reads matter too. */
function withRequirements(
  expressions: readonly Expression[],
  parameters: readonly Parameter[],
): Expression[] {
  const found = [...expressions];
  const added = new Set<Parameter>();
  for (const expression of found) {
    for (const parameter of parameters) {
      if (!parameter.requiredWhen || added.has(parameter) || !reads(expression, parameter.name)) continue;
      added.add(parameter);
      found.push(parameter.requiredWhen);
    }
  }
  return found;
}

function valuesOf(parameter: Parameter, expressions: readonly Expression[]): readonly Value[] | undefined {
  if (parameter.secret) return undefined;
  if (parameter.enum) return parameter.enum;
  switch (parameter.type) {
    case 'boolean':
      return [true, false];
    case 'string': {
      const compared = comparedWith(parameter.name, expressions, equalities);
      const texts = compared?.filter((value) => typeof value === 'string');
      return texts && texts.length === compared?.length ? [...new Set(texts), anyOther] : undefined;
    }
    case 'integer':
    case 'number': {
      const compared = comparedWith(parameter.name, expressions, [...equalities, '<', '<=', '>', '>=']);
      const numbers = compared?.filter((value) => typeof value === 'bigint' || typeof value === 'number');
      return numbers && numbers.length === compared?.length ? numbersAround(parameter, numbers) : undefined;
    }
    default:
      return undefined;
  }
}

/** The numbers that a parameter is compared with, its bounds, and one of each stretch between them. */
function numbersAround(
  { type, minimum, maximum }: Parameter,
  compared: readonly (bigint | number)[],
): readonly Value[] | undefined {
  const points = [...compared, minimum ?? [], maximum ?? []]
    .flat()
    .map(Number)
    .toSorted((a, b) => a - b);
  if (!points.every((point) => Number.isFinite(point) && Math.abs(point) < 2 ** 52)) return undefined;
  const between = points.flatMap((point, index) =>
    type === 'integer'
      ? [Math.floor(point) - 1, Math.floor(point), Math.ceil(point), Math.ceil(point) + 1]
      : [point - 1, point, (point + (points[index + 1] ?? point + 2)) / 2],
  );
  return [...new Set(between)]
    .filter((value) => minimum === undefined || value >= minimum)
    .filter((value) => maximum === undefined || value <= maximum)
    .toSorted((a, b) => a - b)
    .map((value) => (type === 'integer' ? BigInt(value) : value));
}

const equalities: readonly string[] = ['==', '!=', 'in', 'not in'];

/** The literals that a name is compared with; nothing where it is read in any other way, or not at all. */
function comparedWith(
  name: string,
  expressions: readonly Expression[],
  operators: readonly string[],
): Value[] | undefined {
  const found: Value[] = [];
  const collect = (node: Node): boolean => {
    if (node.kind === 'name') return node.name !== name;
    // Whether it is given at all is a question that every domain answers.
    const asksForIt = node.kind === 'test' && ['defined', 'undefined'].includes(node.name);
    if (asksForIt && node.input.kind === 'name') return true;
    const literals = node.kind === 'compare' ? literalsBeside(node, name, operators) : undefined;
    if (!literals) return childrenOf(node).every(collect);
    found.push(...literals);
    return true;
  };
  return expressions.every(({ root }) => collect(root)) && found.length > 0 ? found : undefined;
}

/** The literals on the other side of a comparison that has the name alone on one side. */
function literalsBeside(
  node: Node & { kind: 'compare' },
  name: string,
  operators: readonly string[],
): Value[] | undefined {
  const [only, second] = node.rest;
  if (!only || second || !operators.includes(only.operator)) return undefined;
  const isName = (side: Node) => side.kind === 'name' && side.name === name;
  if (only.operator === 'in' || only.operator === 'not in') {
    const items = isName(node.first) && only.operand.kind === 'list' ? only.operand.items : undefined;
    return items?.every((item) => item.kind === 'literal') ? items.map((item) => item.value) : undefined;
  }
  const other = isName(node.first) ? only.operand : isName(only.operand) ? node.first : undefined;
  return other?.kind === 'literal' ? [other.value] : undefined;
}
