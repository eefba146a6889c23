import { childrenOf, type Node } from '../expression/index.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import { isAccepted } from '../model/is-accepted.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Parameter } from '../model/runbook.ts';
import { findVariable } from '../program/scope.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { Names } from './meaning.ts';
import { besideParameters, inVariable, type Condition, type Place } from './place.ts';
import { anyOther, integersAround, numbersAround } from './possible-answers.ts';
import type { Choice, Domains, Subject } from './situation.ts';

/** A parameter with so few integers is tried with all of them. */
const fewIntegers = 32;

/**
 * What to try of each parameter, and of each item of a loop, that conditions read, `required_when` included. A parameter with endlessly many values is tried with
 * one of each sort where it is only compared with fixed texts or numbers; else it is given or not.
 */
export function domainsOf(conditions: readonly Condition[], names: Names): Domains {
  const parts = withAllThatIsRead(conditions, names);
  const domains = new Map<Subject, readonly Choice[]>();
  for (const parameter of names.parameters.values()) {
    const uses = parts.filter((part) => reads(part, parameter, names));
    if (uses.length > 0) domains.set(parameter, choicesOf(parameter, uses, names));
  }
  for (const { expression, place } of parts) {
    for (const { name } of referencesIn(expression)) {
      const loop = subjectOf(name, place, names);
      if (loop && 'itemName' in loop && loop.items.kind === 'value' && isList(loop.items.value)) {
        domains.set(
          loop,
          loop.items.value.map((value) => ({ kind: 'value', value, sure: true })),
        );
      }
    }
  }
  return domains;
}

/** What gives a name its value if nothing in the run does: an item of a loop, or a parameter. */
function subjectOf(name: string, { loops }: Place, { parameters }: Names): Subject | undefined {
  return loops.findLast(({ itemName }) => itemName === name) ?? parameters.get(name);
}

function reads({ expression, place }: Condition, parameter: Parameter, names: Names): boolean {
  return referencesIn(expression).some(({ name }) => subjectOf(name, place, names) === parameter);
}

/** The conditions, the expressions of the variables that they read, and the `required_when` of the parameters. */
export function withAllThatIsRead(conditions: readonly Condition[], names: Names): readonly Condition[] {
  const found = [...conditions];
  const required = new Set<Parameter>();
  const seen = new Map<Place['layers'], Set<Argument>>();
  const isNew = (argument: Argument, { layers }: Place): boolean => {
    const before = seen.get(layers) ?? new Set();
    seen.set(layers, before);
    return before.size < before.add(argument).size;
  };
  for (const { expression, place } of found) {
    for (const { name } of referencesIn(expression)) {
      const argument = place.evaluating.has(name) ? undefined : findVariable(place.layers, name);
      if (argument && isNew(argument, place)) {
        const inner = inVariable(place, name);
        for (const { parts } of templatesIn(argument)) {
          for (const part of parts)
            if (typeof part !== 'string') found.push({ expression: part, place: inner });
        }
      }
      const parameter = names.parameters.get(name);
      if (!parameter?.requiredWhen || required.has(parameter)) continue;
      required.add(parameter);
      found.push({ expression: parameter.requiredWhen, place: besideParameters });
    }
  }
  return found;
}

function choicesOf(parameter: Parameter, uses: readonly Condition[], names: Names): readonly Choice[] {
  const known = names.given.get(parameter.name);
  if (known !== undefined) return [{ kind: 'value', value: known, sure: true }];
  const given = givenChoices(parameter, uses, names);
  // Without its default it would have to be given.
  const isHidden =
    names.setInRun.has(parameter.name) ||
    uses.some(({ place }) => findVariable(place.layers, parameter.name));
  const mayBeMissing = !parameter.required && (parameter.default === undefined || isHidden);
  return mayBeMissing ? [...given, { kind: 'missing' }] : given;
}

function givenChoices(parameter: Parameter, uses: readonly Condition[], names: Names): readonly Choice[] {
  const some: readonly Choice[] = [{ kind: 'some' }];
  const { type, minimum, maximum } = parameter;
  if (parameter.secret) return some;
  const all = (values: readonly Value[]): readonly Choice[] =>
    values
      .filter((value) => isAccepted(parameter, value))
      .map((value) => ({ kind: 'value', value, sure: true }));
  if (parameter.enum) return all(parameter.enum);
  const compared = comparedWith(parameter, uses, names);
  switch (type) {
    case 'boolean':
      return all([true, false]);
    case 'string': {
      const texts = compared?.filter((value) => typeof value === 'string');
      if (!texts || texts.length !== compared?.length) return some;
      return [...all([...new Set(texts)]), ...otherText(parameter)];
    }
    case 'integer': {
      const [least, most] = [minimum, maximum].map((bound) =>
        bound === undefined ? undefined : Number(bound),
      );
      if (least !== undefined && most !== undefined && most - least < fewIntegers) {
        return all(Array.from({ length: most - least + 1 }, (_, index) => BigInt(least + index)));
      }
      const points = compared && numbersIn(compared);
      return points ? all(integersAround(points, least, most)) : some;
    }
    case 'number': {
      const [least, most] = [minimum, maximum].map((bound) =>
        bound === undefined ? undefined : Number(bound),
      );
      const points = compared && numbersIn(compared);
      return points ? all(numbersAround(points, least, most)) : some;
    }
    default:
      return some;
  }
}

/** The text that is none of those that conditions name. Whether there is one that fits a pattern or a format is not known. */
function otherText({ pattern, format, maximum }: Parameter): readonly Choice[] {
  if (maximum !== undefined && maximum < 1) return [];
  return [{ kind: 'value', value: anyOther, sure: pattern === undefined && format === undefined }];
}

/** All of them, where that are numbers between which others can be found. */
function numbersIn(values: readonly Value[]): readonly number[] | undefined {
  const numbers = values
    .filter((value) => typeof value === 'bigint' || typeof value === 'number')
    .map(Number);
  const areExact = numbers.every((number) => Math.abs(number) < 2 ** 51);
  return areExact && numbers.length === values.length ? numbers : undefined;
}

/** The literals that a parameter is compared with; nothing where it is read in any other way, or not compared at all. */
function comparedWith(
  parameter: Parameter,
  uses: readonly Condition[],
  names: Names,
): readonly Value[] | undefined {
  const found: Value[] = [];
  const collect = ({ expression, place }: Condition): boolean => {
    const isIt = (node: Node): boolean =>
      node.kind === 'name' && subjectOf(node.name, place, names) === parameter;
    const visit = (node: Node): boolean => {
      if (node.kind === 'name') return !isIt(node);
      // Whether it is given at all is a question that every domain answers.
      if (node.kind === 'test' && ['defined', 'undefined'].includes(node.name) && isIt(node.input))
        return true;
      const literals = node.kind === 'compare' && literalsBeside(node, isIt);
      if (!literals) return childrenOf(node).every(visit);
      for (const each of literals) found.push(each);
      return true;
    };
    return visit(expression.root);
  };
  return uses.every(collect) && found.length > 0 ? found : undefined;
}

/** The literals that a comparison, or a chain of them, has beside it; nothing where it has anything else beside it, or not it at all. */
function literalsBeside(
  { first, rest }: Node & { kind: 'compare' },
  isIt: (node: Node) => boolean,
): readonly Value[] | undefined {
  const operands = [first, ...rest.map(({ operand }) => operand)];
  if (!operands.some(isIt)) return undefined;
  const found: Value[] = [];
  for (const [index, { operator, operand }] of rest.entries()) {
    const left = operands[index];
    if (!left) return undefined;
    if (!isIt(left) && !isIt(operand)) continue;
    const other = isIt(left) ? operand : left;
    const items =
      operator === 'in' || operator === 'not in' ? (isIt(left) ? itemsOf(other) : undefined) : [other];
    for (const item of items ?? [undefined]) {
      if (item?.kind !== 'literal') return undefined;
      const isOrder = ['<', '<=', '>', '>='].includes(operator);
      if (isOrder && typeof item.value === 'string') return undefined;
      found.push(item.value);
    }
  }
  return found;
}

function itemsOf(node: Node): readonly Node[] | undefined {
  return node.kind === 'list' ? node.items : undefined;
}
