import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { childrenOf, equalValues, type Expression, type Node } from '../expression/index.ts';
import { templatesIn } from '../model/argument.ts';
import type { Parameter, ParameterType } from '../model/runbook.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import { typeName } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import type { Value } from '../values/value.ts';
import type { Check } from './check.ts';
import { factAt, type ReadFact } from './fact-at.ts';
import { evaluatedParts, type EvaluatedPart } from '../model/evaluated-parts.ts';

/** A parameter, or a fact of the host, that is compared with a value that it never has. */
export const impossibleComparison: Check = {
  name: 'impossible-comparison',
  sees: 'names',
  description: 'Parameters and facts are compared only with values that they can have',
  run({ program }, { report }) {
    const parameters = new Map(program.runbook.parameters.map((parameter) => [parameter.name, parameter]));
    for (const expression of expressionsIn(program)) {
      visitNodes(expression.root, (node) => {
        for (const { side, literal } of comparisons(node)) {
          const parameter = side.kind === 'name' ? parameters.get(side.name) : undefined;
          const read = parameter ? undefined : factAt(side);
          const mistake = parameter
            ? impossible(parameter, literal, expression)
            : read && impossibleFact(read, literal, expression);
          if (mistake) report(mistake);
        }
      });
    }
  },
};

type Literal = Node & { kind: 'literal' };

/** The pairs of something and a literal that a node compares for equality. */
function comparisons(node: Node): { side: Node; literal: Literal }[] {
  const [only, second] = node.kind === 'compare' ? node.rest : [];
  if (node.kind !== 'compare' || !only || second) return [];
  const { first } = node;
  const { operator, operand } = only;
  if (operator === '==' || operator === '!=') {
    return [...pair(first, operand), ...pair(operand, first)];
  }
  if ((operator === 'in' || operator === 'not in') && operand.kind === 'list') {
    return operand.items.flatMap((item) => pair(first, item));
  }
  return [];
}

function pair(side: Node, other: Node): { side: Node; literal: Literal }[] {
  return other.kind === 'literal' ? [{ side, literal: other }] : [];
}

/** Of another type than the fact's is for the check of types. */
function impossibleFact(
  { shown, fact: { values } }: ReadFact,
  { value, range }: Literal,
  { source }: Expression,
): Diagnostic | undefined {
  if (!values || typeof value !== 'string' || values.includes(value)) return undefined;
  const near = suggest(value, values);
  return {
    code: 'impossible-comparison',
    severity: 'warning',
    location: locate(source, range.start, range.end),
    message: `the fact "${shown}" is never ${JSON.stringify(value)}`,
    help:
      near === undefined
        ? `it is one of ${values.map((each) => JSON.stringify(each)).join(', ')}`
        : `did you mean "${near}"?`,
  };
}

function impossible(
  parameter: Parameter,
  { value, range }: Literal,
  { source }: Expression,
): Diagnostic | undefined {
  const about = {
    code: 'impossible-comparison',
    severity: 'warning',
    location: locate(source, range.start, range.end),
    related: [{ message: `"${parameter.name}" is declared here`, location: parameter.location }],
  } as const;
  const shown = JSON.stringify(toJson(value));
  if (parameter.enum) {
    if (parameter.enum.some((accepted) => equalValues(accepted, value))) return undefined;
    const names = parameter.enum.map((accepted) => JSON.stringify(toJson(accepted)));
    const texts = parameter.enum.filter((accepted) => typeof accepted === 'string');
    const near = typeof value === 'string' ? suggest(value, texts) : undefined;
    return {
      ...about,
      message: `the parameter "${parameter.name}" is never ${shown}`,
      help: near === undefined ? `it is one of ${names.join(', ')}` : `did you mean "${near}"?`,
    };
  }
  if (value === null || canBe(parameter.type, value)) return undefined;
  return {
    ...about,
    message: `the parameter "${parameter.name}" is of type ${parameter.type} and never the ${typeName(value)} ${shown}`,
    help: helpFor(parameter, value),
  };
}

function canBe(type: ParameterType, value: Value): boolean {
  switch (typeof value) {
    case 'string':
      return type === 'string';
    case 'boolean':
      return type === 'boolean';
    case 'bigint':
    case 'number':
      return type === 'integer' || type === 'number';
    default:
      return true;
  }
}

function helpFor({ name, type }: Parameter, value: Value): string {
  if (type === 'boolean') return `write "${name}" or "not ${name}"`;
  return type === 'string'
    ? 'write the value in quotes'
    : `compare it with ${typeof value === 'string' ? 'a value without quotes' : `a ${type}`}`;
}

function visitNodes(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) visitNodes(child, visit);
}

function expressionsIn(program: Program): Expression[] {
  const parts: EvaluatedPart['part'][] = program.plays.flatMap(({ source }) => [
    ...source.keywords.vars.values(),
  ]);
  for (const { requiredWhen, default: argument } of program.runbook.parameters)
    for (const part of [requiredWhen, argument]) if (part) parts.push(part);
  for (const { source } of nodesOf(program)) {
    for (const each of evaluatedParts(source).map(({ part }) => part)) parts.push(each);
    for (const each of source.keywords.vars.values()) parts.push(each);
  }
  return parts.flatMap(expressionsOf);
}

function expressionsOf(part: EvaluatedPart['part']): Expression[] {
  if ('kind' in part) return templatesIn(part).flatMap(expressionsOf);
  return 'root' in part ? [part] : part.parts.filter((each) => typeof each !== 'string');
}
