import { expect } from 'chai';
import type { ParameterFacts } from '../../src/catalog/catalog.ts';
import { parameterSchema, typeDefinitions } from '../../src/catalog/parameter-schema.ts';
import { refusedValue } from '../../src/catalog/refused-value.ts';
import { shapeOf } from '../../src/catalog/shape.ts';
import { shippedCatalogNames, shippedCatalogs } from '../../src/catalog/shipped-catalogs.ts';
import { createAjv } from '../../src/document/compile-schema.ts';
import { toJson } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';

const samples: readonly Value[] = [
  ...[null, true, false, 0n, 5n, -1n, 300n, 2n ** 40n, 5.5],
  ...[
    '',
    ' ',
    'a',
    '5',
    '1,000',
    '0x1F',
    '2KB',
    'true',
    '2024-01-31',
    '00:30',
    '1.2.3',
    '::1',
    '{{ value }}',
  ],
  ...[[], ['a'], [1n, 'b'], [['a']], [null, true], new Map([['a', 1n]]), [new Map()]],
];

/** Each kind of parameter of the shipped catalogs once. */
function kinds(): readonly ParameterFacts[] {
  const found = new Map<string, ParameterFacts>();
  for (const catalog of shippedCatalogNames.flatMap((name) => shippedCatalogs.named(name) ?? [])) {
    for (const name of catalog.names()) {
      for (const each of catalog.command(name)?.parameters.values() ?? [])
        found.set(JSON.stringify([each.type, each.values, each.valuesKind]), each);
    }
  }
  return [...found.values()];
}

/** The values as they can be written, too: in other cases, shortened, several of them. */
function spellings({ values = [] }: ParameterFacts): readonly Value[] {
  const [first = '', second = ''] = values;
  const each = values.flatMap((value) => [value, value.toUpperCase(), value.slice(0, -1), value.slice(0, 2)]);
  return [
    ...each,
    `${first},${second}`,
    `${first} , ${second.toLowerCase()}`,
    '3',
    [first, second],
    `${first}x`,
  ];
}

describe('The JSON Schema of a parameter', () => {
  const ajv = createAjv();
  const template = { type: 'string', pattern: '\\{\\{' };
  const $defs = { template, ...typeDefinitions() };
  const compile = (parameter: ParameterFacts) => ajv.compile({ ...parameterSchema(parameter), $defs });

  it('refuses nothing that a call may have, of any parameter of the shipped catalogs', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const parameter of kinds()) {
      const accepts = compile(parameter);
      for (const value of [...samples, ...spellings(parameter)]) {
        const shape = shapeOf(value);
        const isTemplate = typeof value === 'string' && value.includes('{{');
        if (!isTemplate && shape && refusedValue(parameter, shape)) continue;
        count++;
        if (!accepts(toJson(value)))
          wrong.push(
            `${parameter.type ?? '?'} ${JSON.stringify(parameter.values)}: ${JSON.stringify(toJson(value))}`,
          );
      }
    }
    expect(wrong).to.deep.equal([]);
    expect(count).to.be.greaterThan(20_000);
  });

  it('refuses what is sure to be wrong', () => {
    const facts = (
      type: string | null,
      values?: readonly string[],
      valuesKind: 'set' | 'enum' | null = null,
    ) => ({ type, aliases: [], values, valuesKind }) as const;
    const cases: readonly (readonly [ParameterFacts, unknown])[] = [
      [facts('SwitchParameter'), 'yes'],
      [facts('Int32'), 'many'],
      [facts('String'), ['a', 'b']],
      [facts('Hashtable'), 'a=b'],
      [facts('ScriptBlock'), '{ 1 }'],
      [facts('Int32[]'), [1, 'two']],
      [facts('String', ['Local', 'Global'], 'set'), 'Loc'],
      [facts('Scope', ['Local', 'Global'], 'enum'), 'Lokal'],
      [facts('Scope', ['Start', 'Stop'], 'enum'), 'st'],
      [facts('Scope[]', ['Start', 'Stop'], 'enum'), ['Start', 'Stay']],
    ];
    for (const [parameter, value] of cases)
      expect(compile(parameter)(value), JSON.stringify([parameter, value])).to.equal(false);
  });
});
