import type { Node } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import type { Value } from '../values/value.ts';
import { meaningOf, type Names } from './meaning.ts';
import { inVariable, type Place } from './place.ts';
import type { Situation } from './situation.ts';

/** What a part of an expression says, its names resolved: two parts with the same identity have the same value, wherever and however they are written. */
export function identityOf(node: Node, place: Place, situation: Situation, names: Names): string {
  const ofName = (name: string, at: Place): string => {
    const meaning = meaningOf(name, at, situation, names);
    switch (meaning.kind) {
      case 'value':
      case 'none':
        // It is the same in all of the case.
        return `${meaning.kind === 'none' ? 'no ' : ''}${at.parametersOnly ? 'parameter ' : ''}<${name} ${loopOf(name, at)}>`;
      case 'argument':
        return ofArgument(meaning.argument, inVariable(at, name));
      case 'some': {
        const { key, otherwise } = meaning;
        return otherwise ? `<${key} or ${ofArgument(otherwise, inVariable(at, name))}>` : `<${key}>`;
      }
    }
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
    const members = Object.entries(part).filter(([key]) => key !== 'range' && key !== 'nameRange');
    return `(${members.map(([key, value]) => `${key} ${ofPart(value, at)}`).join()})`;
  };
  return ofPart(node, place);
}

/** Which of the loops around gives the name its value, if one does. */
function loopOf(name: string, { loops }: Place): number {
  return loops.findLastIndex(({ itemName }) => itemName === name);
}

function isName(part: object): part is { readonly name: string } {
  return 'kind' in part && part.kind === 'name';
}

/** Whether a value is the same text whenever its identity is: those that a literal can write. */
export function isScalar(value: Value): value is null | boolean | bigint | number | string {
  return value === null || typeof value !== 'object';
}
