import fc from 'fast-check';

/** A runbook made at random, with all that its parameters are tried with. It knows nothing of the checks. */
export interface FuzzRunbook {
  /** As JSON, which is YAML. */
  readonly runbook: object;
  /** By parameter: the values to try, accepted or not; `undefined` is "not given". */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** What commands and facts give in a run: the parameter `world`, which nothing else reads. */
  readonly worlds: readonly World[];
  readonly chooses: number;
}

interface World {
  readonly rc: number;
  readonly stdout: string;
  readonly fact: unknown;
}

interface FuzzParameter {
  readonly name: string;
  readonly declaration: object;
  readonly values: readonly unknown[];
}

const need = fc.constantFrom('required', 'optional', 'default', 'made', 'required_when');

function parameter(
  name: string,
  declaration: object,
  values: readonly unknown[],
  defaults: readonly unknown[],
  requiredWhen: readonly string[],
  made: readonly string[],
): fc.Arbitrary<FuzzParameter> {
  return fc
    .tuple(need, fc.constantFrom(...defaults), fc.constantFrom(...requiredWhen), fc.constantFrom(...made))
    .map(([how, value, condition, template]) => {
      const needed = {
        ...{ required: { required: true }, optional: {}, default: { default: value } },
        // Of what is before it, and not always accepted.
        made: { default: template },
      };
      const more = how === 'required_when' ? { required_when: condition } : needed[how];
      const tried = how === 'required' ? values : [...values, undefined];
      return { name, declaration: { ...declaration, ...more }, values: tried };
    });
}

const flag = (name: string, other: string) =>
  parameter(
    name,
    { type: 'boolean' },
    [true, false],
    [true, false],
    ["edition == 'b'", "edition != 'a'", other],
    ["{{ edition == 'a' }}", "{{ edition in ['b', 'c'] }}"],
  );

const edition = fc.constantFrom('required', 'default').map((how): FuzzParameter => ({
  name: 'edition',
  declaration: {
    type: 'string',
    enum: ['a', 'b', 'c'],
    ...(how === 'required' ? { required: true } : { default: 'b' }),
  },
  values: ['a', 'b', 'c', ...(how === 'required' ? [] : [undefined])],
}));

const level = fc.constantFrom('few', 'many', 'open', 'enum').chain((kind) => {
  const bounds = {
    few: { minimum: 1, maximum: 4 },
    many: { minimum: 0, maximum: 100 },
    open: {},
    enum: { enum: [1, 2, 3] },
  };
  const values = [-1, 0, 1, 2, 3, 4, 5, 6, 100];
  return parameter(
    'level',
    { type: 'integer', ...bounds[kind] },
    values,
    [1, 2],
    ["edition == 'a'"],
    [
      "{{ 1 if edition == 'a' else 3 }}",
      "{{ {'a': 2, 'b': 5}[edition] | default(1) }}",
      '{{ 2 + (edition | length) }}',
    ],
  );
});

const ratio = parameter(
  'ratio',
  { type: 'number', minimum: 0 },
  [0, 0.25, 0.5, 0.75, 1, 2],
  [0.5],
  ["edition == 'a'"],
  ["{{ 0.5 if edition == 'b' else 1 }}"],
);

const pool = fc.constantFrom('any', 'pattern', 'length', 'format').chain((kind) => {
  const bounds = {
    any: {},
    pattern: { pattern: '^(x|xy|z)$' },
    length: { minimum: 1, maximum: 2 },
    format: { format: 'ipv4' },
  };
  const values = ['', 'a', 'x', 'xy', 'z', 'b  c', 'b c', 'other', '10.0.0.1', '10.0.0.2'];
  const declared = { type: 'string', ...bounds[kind] };
  const defaults = kind === 'format' ? ['10.0.0.1'] : ['x', 'z'];
  const conditions = ["edition == 'a'", "edition in ['b', 'c']"];
  return parameter('pool', declared, values, defaults, conditions, [
    '{{ edition }}',
    "{{ 'x' if edition == 'a' else 'z' }}",
    "{{ {'a': '10.0.0.1', 'b': '10.0.0.2'}[edition] | default('xy') }}",
  ]);
});

const servers = parameter(
  'servers',
  { type: 'list' },
  [[], ['a'], ['a', 1], [1, 2, 3]],
  [[], ['a']],
  ["edition == 'a'"],
  ['{{ [edition] }}', "{{ [] if edition == 'a' else ['a', 1] }}"],
);
const options = parameter(
  'options',
  { type: 'mapping' },
  [{}, { k: 1 }, { k: 'x' }, { k: true }, { k: false }],
  [{ k: 1 }],
  ["edition == 'a'"],
  ["{{ {'k': edition} }}", "{{ {'k': true} if edition == 'a' else {} }}"],
);

const parameters = fc
  .tuple(
    edition,
    fc.subarray([flag('quick', 'edition'), flag('quiet', 'quick'), level, ratio, pool, servers, options], {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .chain(([first, others]) => fc.tuple(...others).map((rest) => [first, ...rest]));

/** Conditions that are made of nothing else; those that read what is not declared are not used. */
const atoms: readonly string[] = [
  ...["edition == 'a'", "edition != 'a'", "'b' == edition", "edition in ['a', 'b']", "edition not in ['c']"],
  ...["edition == 'd'", 'edition is defined', "edition ~ 'x' == 'ax'", 'edition'],
  ...['quick', 'not quick', 'quick == true', 'quick is defined', 'quick | default(false)', 'quick | bool'],
  ...['quiet', 'not quiet', 'quiet == quick', 'quiet is not defined', 'quiet | default(quick)'],
  ...[
    'level < 3',
    'level >= 3',
    '1 <= level <= 3',
    'level == 2',
    'level % 2 == 0',
    'level in [1, 2]',
    'level',
  ],
  ...[
    '2 < level',
    'level != 4',
    'level + 1 > 3',
    'level is defined and level > 1',
    'level | default(2) == 2',
  ],
  ...['ratio < 0.5', 'ratio >= 0.5', '0.25 < ratio <= 1', 'ratio == 0.5', 'ratio * 2 > 1'],
  ...["pool == 'x'", "pool != 'x'", "pool in ['x', 'z']", "pool is search('x')", 'pool | length > 1', 'pool'],
  ...["pool is defined and pool == 'z'", "pool | default('x') == 'x'", "pool == 'b  c'", "pool == 'b c'"],
  ...["pool < 'y'", 'pool == edition', "pool == '10.0.0.1'", 'pool | length == 0', "'x' in pool"],
  ...[
    'servers | length == 0',
    'servers | length > 0',
    "'a' in servers",
    'servers',
    'not servers',
    'servers == []',
  ],
  ...['servers[0] is defined', "servers[0] == 'a'", 'servers | length in [1, 2]'],
  ...[
    'options.k is defined',
    'options.k == 1',
    "options.k | default('x') == 'x'",
    'options == {}',
    'options.k',
  ],
  ...[
    'made.rc == 0',
    'made.rc != 0',
    'made.rc in [0, 3]',
    'made.rc > 1',
    'made is failed',
    'made is succeeded',
  ],
  ...[
    'made.rc < 2',
    '0 <= made.rc < 3',
    "made.stdout == 'x'",
    "made.stdout == 'b  c'",
    "made.stdout == 'b c'",
  ],
  ...[
    'made.stdout',
    'made.stdout == pool',
    'made.rc == level',
    'made.stdout | length == 0',
    'made is changed',
  ],
  ...[
    'fact',
    'not fact',
    "fact == 'x'",
    'fact == 1',
    'fact is not none',
    'fact | length > 0',
    'fact == edition',
  ],
  ...[
    "fact in ['x', 'y']",
    'fact > 1',
    'fact <= 1',
    'fact | default(quick)',
    'fact == pool',
    'quick or fact',
  ],
  ...[
    'hidden',
    'not hidden',
    "hidden == 'x'",
    'hidden == quick',
    'shown',
    'not shown',
    "alias == 'a'",
    'alias == pool',
  ],
  ...[
    "text == 'a-x'",
    "text != 'a-x'",
    'number > 2',
    'number == 1',
    'chained',
    'not chained',
    'local',
    'not local',
  ],
  ...[
    "local == 'x'",
    'local == 1',
    'true',
    'false',
    '1 < 2',
    'ansible_check_mode',
    'level if quick else pool',
  ],
  ...[
    "(quick if edition == 'a' else quiet)",
    "quick if edition == 'a'",
    'fact if quick else quiet',
    'item == 1',
  ],
  ...['item == 2', 'item < level', 'item in servers', 'item != 3', 'item', 'fact or 5', 'quick and pool'],
];

const variables: Readonly<Record<string, readonly unknown[]>> = {
  hidden: [true, false, 'x', '{{ quick }}'],
  shown: ["{{ edition == 'a' }}", '{{ quick }}', '{{ not fact }}', '{{ made.rc == 0 }}'],
  alias: ['{{ edition }}', '{{ pool }}', '{{ fact }}'],
  text: ['{{ edition }}-{{ pool }}', "{{ edition }}-{{ pool | default('x') }}", 'a-{{ made.stdout }}'],
  number: ['{{ level }}', '{{ level + 1 }}', '{{ made.rc }}', 1],
  chained: ['{{ shown }}', '{{ hidden }}', '{{ shown and hidden }}'],
  local: [true, '{{ fact }}', '{{ pool }}', '{{ level }}', 'x'],
  quick: [true],
  pool: ['x', '{{ fact }}'],
};

function layer(names: readonly string[]): fc.Arbitrary<object> {
  return fc
    .subarray([...names], { maxLength: 4 })
    .chain((chosen) =>
      fc
        .tuple(...chosen.map((name) => fc.constantFrom(...(variables[name] ?? []))))
        .map((values) => Object.fromEntries(chosen.map((name, index) => [name, values[index]]))),
    );
}

type Condition = fc.Arbitrary<string>;

function conditions(usable: readonly string[]): Condition {
  const atom = fc.constantFrom(...usable);
  return fc.oneof(
    { weight: 6, arbitrary: atom },
    { weight: 2, arbitrary: fc.tuple(atom, atom).map(([a, b]) => `(${a}) and (${b})`) },
    { weight: 2, arbitrary: fc.tuple(atom, atom).map(([a, b]) => `(${a}) or (${b})`) },
    { weight: 1, arbitrary: atom.map((a) => `not (${a})`) },
    { weight: 1, arbitrary: fc.tuple(atom, atom, atom).map(([a, b, c]) => `((${a}) if (${b}) else (${c}))`) },
  );
}

/** Branches that exclude each other, as people write them; some with a mistake. */
function partition(condition: Condition): fc.Arbitrary<readonly string[]> {
  const both = fc.tuple(condition, condition);
  const right: fc.Arbitrary<readonly string[]> = fc.oneof(
    condition.map((a) => [a, `not (${a})`]),
    both.map(([a, b]) => [a, `not (${a}) and (${b})`, `not (${a}) and not (${b})`]),
    both.map(([a, b]) => [`(${a}) and (${b})`, `not ((${a}) and (${b}))`]),
    both.map(([a, b]) => [`(${a}) and not (${b})`, `(${a}) and (${b})`, `not (${a})`]),
    condition.map((a) => [a, 'else']),
    both.map(([a, b]) => [a, `not (${a}) and (${b})`, 'else']),
    fc.constantFrom(
      ["edition == 'a'", "edition == 'b'", "edition == 'c'"],
      ["edition == 'a'", "edition in ['b', 'c']"],
      ['level < 3', 'level == 3', 'level > 3'],
      ['1 <= level <= 3', 'level < 1 or level > 3'],
      ['servers | length == 0', 'servers | length > 0'],
      ['pool | length == 0', 'pool | length > 0'],
      ['made.rc == 0', 'made.rc == 3', 'made.rc not in [0, 3]'],
      ['made.rc < 2', 'made.rc >= 2'],
      ['made is failed', 'made is succeeded'],
      ["fact == 'x'", "fact == 'y'", "fact not in ['x', 'y']"],
      ["fact == 'x'", 'fact == 1', "fact not in ['x', 1]"],
      ['pool is not defined', "pool == 'x'", "pool is defined and pool != 'x'"],
      ['item == 1', 'item == 2', 'item > 2'],
      ['quick and quiet', 'quick and not quiet', 'not quick'],
    ),
  );
  return fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 1, arbitrary: right.map((all) => (all.length > 2 ? all.slice(1) : all)) },
    { weight: 1, arbitrary: fc.tuple(right, condition).map(([all, one]) => [one, ...all]) },
    { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }) },
  );
}

interface Body {
  readonly branches: readonly string[];
  readonly when: string | undefined;
  readonly around: string | undefined;
  readonly vars: object;
  readonly branchVars: object;
  readonly loop: boolean;
  /** Inside of the first branch: a choose, and what comes before it. */
  readonly inner: { readonly branches: readonly string[]; readonly changes: boolean } | undefined;
}

function body(
  condition: Condition,
  branches: fc.Arbitrary<readonly string[]>,
  names: readonly string[],
): fc.Arbitrary<Body> {
  const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 3 });
  return fc.record({
    branches,
    when: fc.option(condition, { nil: undefined, freq: 4 }),
    around: fc.option(condition, { nil: undefined, freq: 4 }),
    vars: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: layer(names) }),
    branchVars: fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: layer(names) }),
    loop: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    inner: sometimes(fc.record({ branches, changes: fc.boolean() })),
  });
}

/** The names that an expression or a variable reads, as far as they are among those that are not always there. */
function reads(text: unknown): string[] {
  const written = JSON.stringify(text);
  const names = ['quick', 'quiet', 'level', 'ratio', 'pool', 'servers', 'options', 'item'];
  const variable = Object.keys(variables).filter((name) => !names.includes(name));
  return [...names, ...variable].filter((name) => new RegExp(`\\b${name}\\b`).test(written));
}

export const proofRunbook: fc.Arbitrary<FuzzRunbook> = parameters
  .filter((declared) => {
    const there = declared.map(({ name }) => name);
    return declared.every(({ declaration }) =>
      'required_when' in declaration
        ? reads(declaration.required_when).every((name) => there.includes(name))
        : true,
    );
  })
  .chain((declared) => {
    const there = new Set(declared.map(({ name }) => name));
    // Variables are defined for the whole play, so that none is unknown: those that read what is not declared have a plain value.
    const possible = Object.fromEntries(
      Object.entries(variables)
        .filter(([name]) => !['quick', 'pool'].includes(name) || there.has(name))
        .map(([name, values]) => [
          name,
          values.filter((value) =>
            reads(value).every(
              (each) => there.has(each) || (each in variables && !['quick', 'pool'].includes(each)),
            ),
          ),
        ]),
    );
    const names = Object.keys(possible).filter(
      (name) => (possible[name]?.length ?? 0) > 0 && !there.has(name),
    );
    const shadowing = Object.keys(possible).filter((name) => there.has(name));
    const usable = (loop: boolean) =>
      atoms.filter((atom) =>
        reads(atom).every((name) => there.has(name) || names.includes(name) || (loop && name === 'item')),
      );
    const all = (branches: readonly string[]) =>
      branches.every((branch) =>
        reads(branch).every((name) => there.has(name) || names.includes(name) || name === 'item'),
      );
    const plain = conditions(usable(false));
    const withItem = conditions(usable(true));
    const pickLayer = (chosen: readonly string[]) =>
      fc
        .tuple(...chosen.map((name) => fc.constantFrom(...(possible[name] ?? []))))
        .map((values) => Object.fromEntries(chosen.map((name, index) => [name, values[index]])));
    const globals = pickLayer(names);
    const localNames = [...names, ...shadowing];
    const isUsable = (vars: object) =>
      Object.values(vars).every((value) =>
        reads(value).every((name) => there.has(name) || names.includes(name)),
      );
    const bodies = fc.boolean().chain((loop) => {
      const condition = loop ? withItem : plain;
      const branches = partition(condition).filter(
        (found) => all(found) && (loop || !found.some((each) => /\bitem\b/.test(each))),
      );
      return body(condition, branches, localNames)
        .filter(({ vars, branchVars }) => isUsable(vars) && isUsable(branchVars))
        .map((found) => ({ ...found, loop: found.loop && loop, usesItem: loop }))
        .filter((found) => found.loop || !JSON.stringify(found).includes('item'));
    });
    const setters = fc.array(
      fc.record({
        name: fc.constantFrom(
          'fact',
          'fact',
          'hidden',
          'local',
          ...[...there].filter((name) => name === 'quick'),
        ),
        when: fc.option(plain, { nil: undefined, freq: 2 }),
      }),
      { maxLength: 3 },
    );
    // What the run gives may never be such that the guard is passed.
    const ofRun = /\b(made|fact|hidden|shown|alias|text|number|chained|local|ansible_check_mode)\b/;
    const inRuns = conditions(usable(false).filter((atom) => !ofRun.test(atom)));
    const guard = fc.option(inRuns, { nil: undefined, freq: 3 });
    return fc
      .tuple(globals, fc.array(bodies, { minLength: 2, maxLength: 6 }), setters, guard, fc.boolean())
      .map(([vars, chosen, changes, asserted, late]) =>
        runbookOf(declared, vars, chosen, changes, asserted, late),
      );
  });

function runbookOf(
  declared: readonly FuzzParameter[],
  vars: object,
  bodies: readonly Body[],
  changes: readonly { readonly name: string; readonly when: string | undefined }[],
  asserted: string | undefined,
  late: boolean,
): FuzzRunbook {
  let count = 0;
  const chooseOf = (
    branches: readonly string[],
    inner: Body['inner'],
    more: object,
    branchVars: object,
  ): object => {
    const number = count++;
    return {
      name: `choose ${number}`,
      ...more,
      choose: branches.map((when, index) => ({
        name: `branch ${number}.${index}`,
        when,
        ...(index === 0 && Object.keys(branchVars).length > 0 ? { vars: branchVars } : {}),
        ...(index === 0 && inner
          ? {
              block: [
                ...(inner.changes
                  ? [
                      {
                        name: `again ${number}`,
                        command: ['exit', '{{ world.later }}'],
                        register: 'made',
                        failed_when: false,
                      },
                    ]
                  : []),
                { block: [chooseOf(inner.branches, undefined, {}, {})], rescue: [{ debug: {} }] },
              ],
            }
          : { debug: {} }),
      })),
    };
  };
  const facts = changes.map(({ name, when }, index) => ({
    name: `fact ${index}`,
    set_fact: { [name]: '{{ world.fact }}' },
    ...(when === undefined ? {} : { when }),
    ignore_errors: true,
  }));
  const chooses = bodies.map(({ branches, when, around, vars: own, branchVars, loop, inner }, index) => ({
    name: `around ${index}`,
    ...(around === undefined ? {} : { when: around }),
    ...(Object.keys(own).length > 0 ? { vars: own } : {}),
    ignore_errors: true,
    block: [
      ...(loop ? [] : [{ name: `plain ${index}`, debug: {}, when: asked(branches), ignore_errors: true }]),
      chooseOf(
        branches,
        inner,
        { ...(when === undefined ? {} : { when }), ...(loop ? { loop: [1, 2, 3] } : {}) },
        branchVars,
      ),
    ],
    rescue: [{ debug: {} }],
  }));
  // The same alternatives as calls of one command, the first of which may change what the others are asked.
  const calls = bodies.flatMap(({ branches, when, around, vars: own, loop, inner }, index) => {
    if (loop || branches.length < 2 || branches.includes('else')) return [];
    const call = (condition: string, place: number): object => ({
      name: `call ${index}.${place}`,
      when: when === undefined ? condition : [when, condition],
      command: ['exit', '{{ world.later }}'],
      failed_when: false,
      ...(inner?.changes === true && place === 0 ? { register: 'made' } : {}),
    });
    const between = { name: `between ${index}`, when: 'true', set_fact: { fact: '{{ world.rc }}' } };
    const [first = '', ...others] = branches;
    return {
      name: `calls ${index}`,
      ...(around === undefined ? {} : { when: around }),
      ...(Object.keys(own).length > 0 ? { vars: own } : {}),
      ignore_errors: true,
      block: [
        { name: `reach ${index}`, debug: {} },
        call(first, 0),
        ...(inner?.changes === false ? [between] : []),
        ...others.map((condition, place) => call(condition, place + 1)),
      ],
      rescue: [{ debug: {} }],
    };
  });
  const tasks = [
    { name: 'first', set_fact: { fact: '{{ world.fact }}' } },
    {
      name: 'make',
      command: ['answer', '{{ world.rc }}', '{{ world.stdout }}'],
      register: 'made',
      failed_when: 'made.rc == 3',
      ignore_errors: true,
    },
    ...(asserted === undefined ? [] : [{ name: 'guard', assert: { that: asserted } }]),
    ...(late ? [...chooses, ...calls, ...facts] : [...facts, ...chooses, ...calls]),
  ];
  const params = Object.fromEntries(declared.map(({ name, declaration }) => [name, declaration]));
  return {
    runbook: { params: { ...params, world: { type: 'mapping', required: true } }, vars, tasks },
    values: Object.fromEntries(declared.map(({ name, values }) => [name, values])),
    worlds: worldList,
    chooses: count,
  };
}

/** Conditions in a row, of which one may be a mistake before another is false. */
function asked(branches: readonly string[]): readonly string[] {
  return branches.filter((branch) => branch !== 'else').slice(0, 2);
}

const worldList: readonly World[] = [
  { rc: 0, stdout: 'x', fact: true },
  { rc: 3, stdout: '', fact: false },
  { rc: 1, stdout: 'b  c', fact: 'x' },
  { rc: 2, stdout: 'b c', fact: 1 },
  { rc: -1, stdout: 'a', fact: 'y' },
  { rc: 5, stdout: '10.0.0.1', fact: 2 },
].map((world) => ({ ...world, later: (world.rc + 1) % 4 }));
