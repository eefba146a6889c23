import { childrenOf, references, type Expression, type Node } from '../expression/index.ts';
import type { Parameter } from '../model/runbook.ts';
import type { Value } from '../values/value.ts';
import type { Domains } from './situations.ts';
import { expressionOf, type Condition } from './truth.ts';

/** Stands for every text that no condition names. No runbook contains it: control characters are not allowed in YAML. */
export const anyOther = '\u0000any other';

/**
 * The values to try of each parameter that conditions read, `required_when` included. Parameters with endlessly many values take part where they are
 * only compared with fixed texts; the others are left to the oracle.
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
  return references(expression).some((reference) => reference.name === name);
}

/** The condition's expression and those of the `vars` that it reads. */
function expandVariables({ expression, layers }: Condition): Expression[] {
  const found = [expression];
  const seen = new Set<string>();
  for (const each of found) {
    for (const { name } of references(each)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const argument = layers.findLast((layer) => layer.has(name))?.get(name);
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
  if (parameter.type === 'boolean') return [true, false];
  if (parameter.type !== 'string') return undefined;
  const texts = new Set<string>();
  for (const { root } of expressions) if (!collectTexts(root, parameter.name, texts)) return undefined;
  return texts.size === 0 ? undefined : [...texts, anyOther];
}

/** Collects the texts that a name is compared with; false where it is read in another way. */
function collectTexts(node: Node, name: string, texts: Set<string>): boolean {
  if (node.kind === 'name') return node.name !== name;
  if (node.kind === 'compare' && node.rest.length === 1) {
    const [only] = node.rest;
    const sides = only ? [node.first, only.operand] : [node.first];
    const own = sides.findIndex((side) => side.kind === 'name' && side.name === name);
    const other = sides[1 - own];
    if (own !== -1 && only && other) {
      const found = textsIn(other, only.operator, own);
      if (!found) return false;
      for (const text of found) texts.add(text);
      return true;
    }
  }
  // Whether it is given at all is a question that every domain answers.
  if (node.kind === 'test' && ['defined', 'undefined'].includes(node.name) && node.input.kind === 'name')
    return true;
  return childrenOf(node).every((child) => collectTexts(child, name, texts));
}

function textsIn(other: Node, operator: string, own: number): string[] | undefined {
  if (operator === '==' || operator === '!=') {
    return other.kind === 'literal' && typeof other.value === 'string' ? [other.value] : undefined;
  }
  if ((operator !== 'in' && operator !== 'not in') || own !== 0 || other.kind !== 'list') return undefined;
  const texts = other.items.map((item) => (item.kind === 'literal' ? item.value : undefined));
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}
