import type { ScriptCallElement, ScriptFacts, ScriptPlace } from '../../values/script-facts.ts';
import type { Value } from '../../values/value.ts';
import { PayloadReader } from './payload-reader.ts';

/** The facts as the far end's ScriptFacts.cs writes them. Errors: throws a `RangeError` where the bytes are not that. */
export function readScriptFacts(bytes: Uint8Array): ScriptFacts {
  const input = new PayloadReader(Buffer.from(bytes));
  const text = (): string => input.text();
  return {
    mistakes: input.list(() => ({ ...place(input), id: input.text(), message: input.text() })),
    newer: input.list(() => ({
      ...place(input),
      what: input.text(),
      meansSomethingElse: input.boolean(),
    })),
    hasParameterBlock: input.boolean(),
    hasDynamicParameters: input.boolean(),
    parameters: input.list(() => ({
      ...place(input),
      name: input.text(),
      aliases: input.list(text),
      mandatory: input.boolean(),
    })),
    heldBack: input.list(() => ({ ...place(input), text: input.text() })),
    functions: input.list(text),
    takesInOthers: input.boolean(),
    calls: input.list(() => ({
      ...place(input),
      name: input.text(),
      piped: input.boolean(),
      elements: input.list(() => element(input)),
    })),
    lineComments: input.list(() => place(input)),
  };
}

function place(input: PayloadReader): ScriptPlace {
  return { start: input.int32(), end: input.int32() };
}

function element(input: PayloadReader): ScriptCallElement {
  const at = place(input);
  const kind = input.kind();
  switch (kind) {
    case 'p': {
      const name = input.text();
      const attached = input.boolean();
      return { ...at, kind: 'parameter', name, attached, ...(attached ? literal(input) : {}) };
    }
    case 's':
      return { ...at, kind: 'splat' };
    case 'a':
      return { ...at, kind: 'argument', ...literal(input) };
    default:
      throw unknownKind(kind);
  }
}

/** Without `value` where it is unknown, or has something unknown in it. */
function literal(input: PayloadReader): { readonly value?: Value } {
  const kind = input.kind();
  switch (kind) {
    case 't':
      return { value: input.text() };
    case 'i':
      return { value: input.int64() };
    case 'd':
      return { value: input.double() };
    case 'b':
      return { value: input.boolean() };
    case 'l': {
      const items = input.list(() => literal(input));
      const values = items.flatMap(({ value }) => (value === undefined ? [] : [value]));
      return values.length === items.length ? { value: values } : {};
    }
    case 'u':
      return {};
    default:
      throw unknownKind(kind);
  }
}

function unknownKind(kind: string): RangeError {
  return new RangeError(`a script's facts have the unknown kind ${JSON.stringify(kind)}`);
}
