import fc from 'fast-check';

/** A parameter with the values to try, accepted or not; `undefined` is "not given". */
export interface FuzzParameter {
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
  [0, 0.25, 0.375, 0.5, 0.75, 1, 2],
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

/** `edition`, and one or two others. */
export const parameters = fc
  .tuple(
    edition,
    fc.subarray([flag('quick', 'edition'), flag('quiet', 'quick'), level, ratio, pool, servers, options], {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .chain(([first, others]) => fc.tuple(...others).map((rest) => [first, ...rest]));
