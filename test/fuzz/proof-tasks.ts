import type { FuzzParameter } from './proof-parameters.ts';

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

export interface Body {
  readonly branches: readonly string[];
  readonly when: string | undefined;
  readonly around: string | undefined;
  readonly vars: object;
  readonly branchVars: object;
  readonly loop: boolean;
  /** Inside of the first branch: a choose, and what comes before it. */
  readonly inner: Inner | undefined;
}

/** Inside of a branch. */
export interface Inner {
  readonly branches: readonly string[];
  readonly changes: boolean;
  /** What has to hold before it, or behind it, which is before it in the next round of a loop. */
  readonly guard: { readonly that: string; readonly isBehind: boolean } | undefined;
}

/** What keeps a run away from all that is behind it, in some cases. */
export interface Guard {
  readonly kind: 'assert' | 'fail' | 'else' | 'loop' | 'end';
  readonly that: readonly string[];
}

/** Puts what was made at random together, in the shapes that people write. */
export function runbookOf(
  declared: readonly FuzzParameter[],
  vars: object,
  bodies: readonly Body[],
  changes: readonly { readonly name: string; readonly when: string | undefined }[],
  guards: readonly Guard[],
  late: boolean,
): FuzzRunbook {
  let count = 0;
  const chooseOf = (
    branches: readonly string[],
    inner: Inner | undefined,
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
                ...(inner.guard?.isBehind === false ? [assertion(number, inner.guard.that)] : []),
                { block: [chooseOf(inner.branches, undefined, {}, {})], rescue: [{ debug: {} }] },
                ...(inner.guard?.isBehind === true ? [assertion(number, inner.guard.that)] : []),
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
    ...guards.map(guardOf),
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

function assertion(number: number, that: string): object {
  return { name: `assertion ${number}`, assert: { that } };
}

function guardOf({ kind, that }: Guard, index: number): object {
  const name = `guard ${index}`;
  switch (kind) {
    case 'assert':
      return { name, assert: { that } };
    case 'fail':
      return { name, when: that, fail: { msg: '' } };
    case 'else':
      return {
        name,
        choose: [
          { when: that, debug: {} },
          { name: `fail ${index}`, when: 'else', fail: { msg: '' } },
        ],
      };
    case 'loop':
      return { name, loop: [1, 2, 3], assert: { that } };
    case 'end':
      return { name, when: that, meta: 'end_play' };
  }
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
