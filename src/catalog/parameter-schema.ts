import type { ParameterFacts } from './catalog.ts';
import { valuesPattern } from './values-pattern.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * A JSON Schema (draft 2020-12) of what a parameter takes in a runbook. It refuses nothing that `checkCall` lets pass: whatever may be right is, and an editor that knows
 * no more than the schema must not call it wrong. `mayTakeMore`: the list of its values is not sure to be all of them.
 */
export function parameterSchema({ type, values, valuesKind }: ParameterFacts, mayTakeMore = false): Schema {
  if (!values) return typeSchema(type);
  return valuesSchema(
    values,
    mayTakeMore ? undefined : valuesPattern(values, valuesKind === 'set' ? 'whole' : 'beginnings'),
  );
}

/** What `parameterSchema` takes from `#/$defs/`, by name; that of runbooks has `template`. */
export function typeDefinitions(): Readonly<Record<string, object>> {
  const single = [...SCALARS].map(([type, schema]): [string, object] => [`type:${type}`, schema]);
  const lists = [...SCALARS.keys()].map((type): [string, object] => [
    `type:${type}[]`,
    { anyOf: [reference(type), { type: 'null' }, listOf(reference(type))] },
  ]);
  return Object.fromEntries([...single, ...lists]);
}

/** It stands for any value. */
const TEMPLATE: Schema = { $ref: '#/$defs/template' };

function valuesSchema(values: readonly string[], pattern: string | undefined): Schema {
  const isTruth = values.some((value) => /^(?:true|false)$/i.test(value));
  const one = [
    { enum: values },
    { type: 'string', ...(pattern !== undefined && { pattern }) },
    ...types('number', 'null', ...(isTruth ? ['boolean', 'object'] : [])),
    TEMPLATE,
  ];
  return { anyOf: [...one, listOf({ anyOf: one })] };
}

function typeSchema(type: string | null): Schema {
  const inner = /^Nullable<(.+)>$/.exec(type ?? '')?.[1];
  if (inner !== undefined) return { anyOf: [typeSchema(inner), { type: 'null' }] };
  return type !== null && SCALARS.has(type.replace(/\[\]$/, '')) ? reference(type) : {};
}

function reference(type: string): Schema {
  return { $ref: `#/$defs/type:${type}` };
}

function listOf(item: Schema): Schema {
  return { type: 'array', items: { anyOf: [item, { type: 'array' }] } };
}

/** Not in one list: a strict validator takes only one type at a place. */
function types(...names: readonly string[]): readonly Schema[] {
  return names.map((type) => ({ type }));
}

const single: Schema = { anyOf: types('string', 'number', 'boolean', 'null') };
const number: Schema = {
  anyOf: [...types('number', 'boolean', 'null'), { type: 'string', pattern: '^\\s*$|\\d' }, TEMPLATE],
};
/** Nothing that YAML can say is one. */
const made: Schema = { anyOf: [TEMPLATE, { type: 'null' }] };
const mapping: Schema = { anyOf: [...types('object', 'null'), TEMPLATE] };

/** By the short name of the type; of others PowerShell makes what it can. */
const SCALARS: ReadonlyMap<string, Schema> = new Map([
  ['String', { anyOf: types('string', 'number', 'boolean', 'null', 'object') }],
  ['SwitchParameter', { anyOf: [...types('boolean', 'null'), TEMPLATE] }],
  ['Boolean', { anyOf: [...types('boolean', 'number'), TEMPLATE] }],
  ...[
    'Byte',
    'SByte',
    'Int16',
    'UInt16',
    'Int32',
    'UInt32',
    'Int64',
    'UInt64',
    'Single',
    'Double',
    'Decimal',
  ].map((type) => [type, number] as const),
  ...['DateTime', 'TimeSpan', 'Guid', 'Version', 'Uri', 'IPAddress'].map((type) => [type, single] as const),
  ['Hashtable', mapping],
  ['IDictionary', mapping],
  ['ScriptBlock', made],
  ['SecureString', made],
]);
