import {
  filterNames,
  functionNames,
  methodNames,
  testNames,
  type NamedSignature,
} from '../../../src/expression/index.ts';
import { costlyValues } from './costly-values.ts';

const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
  '~',
  '==',
  '!=',
  '<',
  '>=',
  'in',
  'not in',
  'and',
  'or',
];
const ARGUMENTS = [
  "''",
  "'a'",
  'plain',
  '10**9',
  '10**30',
  '-1',
  '2',
  'integers',
  'words',
  'mapping',
  "'%d'",
  "'(a+)+b'",
  "'a.b'",
  'none',
  'true',
  "'\\\\1'",
  'huge',
  "'=='",
  '0',
];
/** Filters and tests of others. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  map: [
    "'string'",
    "'upper'",
    "'list'",
    "'to_json'",
    "'length'",
    "attribute='a'",
    "'regex_replace', 'a', 'b'",
    "'int'",
    "'hash'",
  ],
  select: ["'string'", "'in', words", "'search', 'a+$'", "'contains', 1"],
  reject: ["'odd'", "'in', integers"],
  selectattr: ["'a'", "'a', 'in', integers", "0, 'in', integers"],
  rejectattr: ["'b', 'contains', 1"],
  json_query: [
    ...[
      '@',
      '*',
      '[]',
      '[][][]',
      '[*][*]',
      '[*][::-1]',
      '[?@]',
      '[?a > `5`].b[]',
      '[*].[@, @, @]',
      '[*].{a: @, b: @}',
      '@ == @',
    ],
    ...[
      'sort(@)',
      'sort_by(@, &a)',
      'max_by(@, &b)',
      'map(&length(@), @)',
      'map(&[*], @)',
      'join(`" "`, @)',
      'reverse(@)',
    ],
    ...[
      '[*].reverse(@)',
      '[*].to_string(@)',
      '[*].sort(@)',
      '[*].contains(@, `5`)',
      'sum(@)',
      'avg(@)',
      'max(@)',
      'to_number(@)',
    ],
    ...[
      'keys(@)',
      'merge(@, @, @)',
      'length(@)',
      '[@, @] | [@, @] | [@, @] | [][][] | [][][]',
      'to_string(@)',
      'abs(@)',
      'ceil(@)',
    ],
  ].map((query) => `'${query}'`),
};

/** Some of the expressions that there are for each operator, filter, test, method and function with each of the costly values, and with arguments. */
export function costlyExpressions(count: number, seed: number): readonly string[] {
  const values = [...costlyValues().keys()];
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (): string => ARGUMENTS[random(ARGUMENTS.length)] ?? '1';
  const callsOf = (
    name: string,
    { signature: { parameters, rest } }: Pick<NamedSignature, 'signature'>,
  ): string[] => {
    const most = parameters.length + (rest === undefined ? 0 : 1);
    const calls = [name, ...(INNER[name] ?? []).map((given) => `${name}(${given})`)];
    for (let count = 1; count <= most; count++)
      for (let round = 0; round < 4; round++)
        calls.push(`${name}(${Array.from({ length: count }, pick).join(', ')})`);
    return calls;
  };
  const found = new Set<string>();
  for (const value of values) {
    for (const filter of filterNames())
      if (filter.name === filter.aliasOf)
        for (const call of callsOf(filter.name, filter)) found.add(`${value} | ${call}`);
    for (const test of testNames())
      if (test.name === test.aliasOf)
        for (const call of callsOf(test.name, test)) found.add(`${value} is ${call}`);
    for (const name of new Set(Object.values(methodNames()).flat()))
      for (const given of ['', pick(), `${pick()}, ${pick()}`]) found.add(`${value}.${name}(${given})`);
    for (const operator of OPERATORS)
      for (const other of [value, ...values.filter((_, index) => (index * 7 + found.size) % 9 === 0)])
        found.add(`${value} ${operator} ${other}`);
    for (const slice of ['[::-1]', '[::2]', '[1:]', '[-1]', "['a']", '.a']) found.add(`${value}${slice}`);
    for (const { name } of functionNames())
      for (const given of [value, `${value}, ${pick()}`]) found.add(`${name}(${given})`);
    for (const spec of ['{:>1000000000}', '{:.1000000000f}', '{:,}', '{!r}', '{0[0]}', '{:b}', '{:c}'])
      found.add(`'${spec}'.format(${value})`);
    for (const spec of ['%1000000000s', '%.1000000000f', '%d', '%r', '%x', '%c'])
      found.add(`'${spec}' % ${value}`);
  }
  const all = [...found];
  return Array.from(
    { length: Math.min(count, all.length) },
    () => all.splice(random(all.length), 1)[0] ?? '',
  );
}
