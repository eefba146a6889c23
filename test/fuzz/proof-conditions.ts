import fc from 'fast-check';

/** Conditions that are made of nothing else; those that read what is not declared are not used. */
export const atoms: readonly string[] = [
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

/** What `vars` may say. */
export const variables: Readonly<Record<string, readonly unknown[]>> = {
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

export type Condition = fc.Arbitrary<string>;

export function conditions(usable: readonly string[]): Condition {
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
export function partition(condition: Condition): fc.Arbitrary<readonly string[]> {
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

/** The names that an expression or a variable reads, as far as they are among those that are not always there. */
export function reads(text: unknown): string[] {
  const written = JSON.stringify(text);
  const names = ['quick', 'quiet', 'level', 'ratio', 'pool', 'servers', 'options', 'item'];
  const variable = Object.keys(variables).filter((name) => !names.includes(name));
  return [...names, ...variable].filter((name) => new RegExp(`\\b${name}\\b`).test(written));
}
