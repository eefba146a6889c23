import type { Template } from '../expression/index.ts';
import {
  inferType,
  listOf,
  mappingOf,
  stringType,
  typeOfValue,
  unionOf,
  type Type,
  type TypeScope,
} from '../expression/types/index.ts';
import type { Argument } from '../model/argument.ts';

/** The type of what an argument comes to. */
export function typeOfArgument(argument: Argument, scope: TypeScope): Type {
  switch (argument.kind) {
    case 'value':
      return typeOfValue(argument.value);
    case 'template':
      return typeOfTemplate(argument.template, scope);
    case 'list':
      return listOf(unionOf(argument.items.map((item) => typeOfArgument(item, scope))));
    case 'mapping':
      return mappingOf(
        new Map(argument.entries.map(({ key, value }) => [String(key), typeOfArgument(value, scope)])),
      );
  }
}

/** One expression alone keeps its type; with anything beside it the template is a text. */
export function typeOfTemplate({ parts }: Template, scope: TypeScope): Type {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? inferType(only, scope) : stringType;
}
