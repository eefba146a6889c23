import type { Node } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { loopNames } from '../model/loop.ts';
import type { Value } from '../values/value.ts';
import { findVariable } from '../program/scope.ts';
import { STATUS_VARIABLE, statusName } from '../model/status.ts';
import { meaningOf, type Meaning, type Names } from './meaning.ts';
import { numberOf } from './number-of.ts';
import { inVariable, type Place } from './place.ts';
import type { Situation } from './situation.ts';

/**
 * What a part of an expression says, its names resolved: two parts with the same identity have the same value, wherever and however they are written. A parameter
 * that the situation says nothing of stands for whatever it can be, and that it is not given is one of these.
 */
export function identityOf(node: Node, place: Place, situation: Situation, names: Names): string {
  const seen = new Map<Argument, string>();
  const ofName = (name: string, at: Place): string => {
    const meaning = meaningOf(name, at, situation, names);
    const { parameter } = { parameter: undefined, ...meaning };
    if (!parameter || parameter.required || situation.has(parameter)) return ofMeaning(meaning, name, at);
    const missing = new Map(situation).set(parameter, { kind: 'missing' });
    const without = ofMeaning(meaningOf(name, at, missing, names), name, at);
    return `<${ofMeaning(meaning, name, at)} or ${without}>`;
  };
  const ofMeaning = (meaning: Meaning, name: string, at: Place): string => {
    switch (meaning.kind) {
      case 'value':
      case 'none':
        // It is the same in all of the case.
        return `${meaning.kind === 'none' ? 'no ' : ''}${at.parametersOnly ? 'parameter ' : ''}<${name} ${loopOf(name, at)}>`;
      case 'argument':
        return ofVariable(meaning.argument, name, at);
      case 'some': {
        const { key, otherwise } = meaning;
        return otherwise ? `<${key} or ${ofVariable(otherwise, name, at)}>` : `<${key}>`;
      }
    }
  };
  const ofVariable = (argument: Argument, name: string, at: Place): string => {
    const before = seen.get(argument);
    if (before !== undefined) return before;
    const found = shortened(ofArgument(argument, inVariable(at, name)), names);
    seen.set(argument, found);
    return found;
  };
  const ofArgument = (argument: Argument, at: Place): string => {
    switch (argument.kind) {
      case 'value':
        return ofPart(argument.value, at);
      case 'template': {
        const [first, ...others] = argument.template.parts;
        // A single expression stands for its value.
        if (typeof first === 'object' && others.length === 0) return ofPart(first.root, at);
        const parts = argument.template.parts.map((part) => (typeof part === 'string' ? part : part.root));
        return `text${ofPart(parts, at)}`;
      }
      case 'list':
        return `[${argument.items.map((item) => ofArgument(item, at)).join()}]`;
      case 'mapping':
        return `{${argument.entries.map(({ key, value }) => `${ofPart(key, at)}:${ofArgument(value, at)}`).join()}}`;
    }
  };
  const ofPart = (part: unknown, at: Place): string => {
    if (typeof part === 'bigint') return `${part}n`;
    if (typeof part === 'string') return JSON.stringify(part);
    if (typeof part !== 'object' || part === null) return Object.is(part, -0) ? '-0' : String(part);
    if (Array.isArray(part)) return `[${part.map((item) => ofPart(item, at)).join()}]`;
    if (part instanceof Map) return `map${ofPart([...part], at)}`;
    if (isName(part)) return ofName(part.name, at);
    const line = statusLineIn(part as Node);
    if (line !== undefined && names.setInRun.has(line) && isBoard(at)) return ofName(line, at);
    // The clock goes on between two of them.
    if (isClock(part)) return `now ${numberOf(part)} ${at.moment ? numberOf(at.moment) : ''}`;
    const members = Object.entries(part).filter(([key]) => key !== 'range' && key !== 'nameRange');
    return `(${members.map(([key, value]) => `${key} ${ofPart(value, at)}`).join()})`;
  };
  /** Whether nothing hides the status board. */
  const isBoard = (at: Place): boolean =>
    !at.loops.some((loop) => loopNames(loop).includes(STATUS_VARIABLE)) &&
    !names.parameters.has(STATUS_VARIABLE) &&
    !findVariable(at.layers, STATUS_VARIABLE);
  return ofPart(node, place);
}

/** A variable that reads others, which read others, would be as long as all of them. */
function shortened(identity: string, names: Names): string {
  if (identity.length <= longest) return identity;
  const known = shortNames.get(names) ?? new Map<string, string>();
  shortNames.set(names, known);
  const short = known.get(identity) ?? `#${known.size}`;
  known.set(identity, short);
  return short;
}

const longest = 80;
const shortNames = new WeakMap<Names, Map<string, string>>();

/** The loop around that gives the name its value, if one does. */
function loopOf(name: string, { loops }: Place): number {
  const loop = loops.findLast(({ itemName }) => itemName === name);
  return loop ? numberOf(loop) : 0;
}

function isName(part: object): part is { readonly name: string } {
  return 'kind' in part && part.kind === 'name';
}

/** What `status.line` and `status['line']` read: a line of the status board. */
function statusLineIn(node: Node): string | undefined {
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  if (node.object.kind !== 'name' || node.object.name !== STATUS_VARIABLE) return undefined;
  if (node.kind === 'attribute') return statusName(node.name);
  const { index } = node;
  return index.kind === 'literal' && typeof index.value === 'string' ? statusName(index.value) : undefined;
}

/** `now()`, and a filter that may read the clock. */
function isClock(part: object): boolean {
  if (!('kind' in part && 'name' in part)) return false;
  return part.kind === 'function-call'
    ? part.name === 'now'
    : part.kind === 'filter' && part.name === 'strftime';
}

/** Whether a value is the same text whenever its identity is: those that a literal can write. */
export function isScalar(value: Value): value is null | boolean | bigint | number | string {
  return value === null || typeof value !== 'object';
}
