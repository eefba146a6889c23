import type { Definition } from './definition.ts';
import { filters } from './filters/filters.ts';
import { functions } from './functions.ts';
import { methodNames } from './methods/methods.ts';
import { type Signature, showSignature } from './signature.ts';
import { tests } from './tests/tests.ts';

export { methodNames };

/** A name with what it takes. */
export interface NamedSignature {
  readonly name: string;
  /** The name that this one stands for, or itself. */
  readonly aliasOf: string;
  readonly signature: Signature;
  /** As messages and documentation show it. */
  readonly shown: string;
}

/** Every filter, in alphabetical order. */
export function filterNames(): readonly NamedSignature[] {
  return namesOf(filters);
}

/** Every test, in alphabetical order. */
export function testNames(): readonly NamedSignature[] {
  return namesOf(tests);
}

/** Every function, in alphabetical order. */
export function functionNames(): readonly NamedSignature[] {
  return namesOf(functions);
}

function namesOf(all: ReadonlyMap<string, Definition>): readonly NamedSignature[] {
  return Array.from(all, ([name, { names, signature }]) => ({
    name,
    aliasOf: names[0],
    signature,
    shown: showSignature(name, signature),
  })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
