import { expect } from 'chai';
import { Readable } from 'node:stream';
import { bindFromFlags } from '../../src/cli/parameters/bind-from-flags.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { makePlan, type PlanOptions } from '../../src/plan/make-plan.ts';
import type { Plan, PlannedNode } from '../../src/plan/plan.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { runbookFrom } from '../parameters/bind.ts';

interface Made {
  readonly plan: Plan | undefined;
  /** Names of what may run. */
  readonly outline: readonly string[];
  readonly leftOut: readonly string[] | undefined;
  /** Without sources. */
  readonly said: readonly string[];
  readonly printed: string;
}

async function plan(
  text: string,
  options: Partial<PlanOptions>,
  extraVars: readonly string[] = [],
): Promise<Made> {
  const runbook = runbookFrom(text);
  const { parameters } = await bindFromFlags(
    runbook,
    { flags: { extraVars }, leaveOpen: true },
    { stdin: Readable.from([]), variables: {}, currentDirectory: '.' },
  );
  if (!parameters) throw new Error('the parameters are wrong');
  const made = makePlan(lowerRunbook(runbook), parameters, {
    tags: [],
    skipTags: [],
    checkMode: false,
    ...options,
  });
  const names = ({ name, children }: PlannedNode): string[] => [name, ...children.flatMap(names)];
  return {
    plan: made.plan,
    outline: made.plan?.outline.flatMap(({ children }) => children.flatMap(names)) ?? [],
    leftOut: made.plan?.start?.leftOut,
    said: made.diagnostics.map(({ severity, message, help }) => `${severity}: ${message}; ${help ?? ''}`),
    printed: made.diagnostics.map((each) => printDiagnostic(each)).join('\n'),
  };
}

const tasks = `
params:
  edition: { type: string, enum: [enterprise, standard], required: true }
tasks:
  - { name: One, debug: {} }
  - name: Two
    block:
      - { name: Two a, debug: {} }
      - { name: Two b, debug: {}, tags: b }
    rescue: [{ name: Mend, debug: {} }]
    always: [{ name: Report, debug: {} }]
  - name: Pick
    choose:
      - { name: Left, when: edition == 'standard', debug: {} }
      - name: Right
        when: edition == 'enterprise'
        block: [{ name: Right a, debug: {} }, { name: Right b, debug: {} }]
  - { name: 'Last of {{ edition }}', debug: {} }
`;

describe('a start in the middle', () => {
  it('leaves out what stands before it; always and rescue of the block around it stay', async () => {
    const made = await plan(tasks, { startAt: 'Two b' });
    expect(made.outline).to.deep.equal([
      'Two',
      'Two b',
      'rescue',
      'Mend',
      'always',
      'Report',
      'Pick',
      'Left',
      'Right',
      'Right a',
      'Right b',
      'Last of {{ edition }}',
    ]);
    expect(made.leftOut).to.deep.equal(['One', 'Two a']);
    expect(made.said).to.deep.equal([]);
  });

  it('may be a block or a choose by its name', async () => {
    expect((await plan(tasks, { startAt: 'Two' })).leftOut).to.deep.equal(['One']);
    // What a rescue would have done is not missed.
    expect((await plan(tasks, { startAt: 'Pick' })).leftOut).to.deep.equal([
      'One',
      'Two a',
      'Two b',
      'Report',
    ]);
  });

  it('finds a name as it is written, and with its values', async () => {
    const standard = ['edition=standard'];
    expect((await plan(tasks, { startAt: 'Last of standard' }, standard)).plan).to.not.equal(undefined);
    expect((await plan(tasks, { startAt: 'Last of {{ edition }}' }, standard)).plan).to.not.equal(undefined);
  });

  it('takes patterns as Ansible does', async () => {
    expect((await plan(tasks, { startAt: 'Two ?' })).said).to.deep.equal([
      'error: 2 tasks fit "Two ?"; say more of the name',
    ]);
    expect((await plan(tasks, { startAt: '*o b' })).leftOut).to.deep.equal(['One', 'Two a']);
    expect((await plan(tasks, { startAt: '[L-M]ast*' })).plan).to.not.equal(undefined);
    expect((await plan(tasks, { startAt: '[!A-K]ne' })).leftOut).to.deep.equal([]);
    expect((await plan(tasks, { startAt: 'two*' })).said).to.deep.equal([
      'error: no task fits "two*"; did you mean "Two"? --list-tasks shows the names of all tasks',
    ]);
  });

  it('says where the tasks are that share the name', async () => {
    const { said, printed } = await plan('tasks: [{ name: A, debug: {} }, { name: A, fail: {} }]', {
      startAt: 'A',
    });
    expect(said).to.deep.equal(['error: 2 tasks are named "A"; give them different names']);
    expect(printed).to.match(/:1:\d+: "A"\n.*:1:\d+: "A"\n/);
  });

  it('may be a task with a loop, but nothing inside of a loop', async () => {
    const text = `
      tasks:
        - { name: A, debug: {} }
        - { name: Each, loop: [1, 2], block: [{ name: Inner, debug: {} }] }
        - { name: Own, debug: {}, loop: [1, 2] }`;
    expect((await plan(text, { startAt: 'Own' })).leftOut).to.deep.equal(['A', 'Inner']);
    const { said } = await plan(text, { startAt: 'Inner' });
    expect(said[0]).to.contain('it stands in a loop, that of "Each"');
  });

  it('suggests a name', async () => {
    expect((await plan(tasks, { startAt: 'Twob' })).said).to.deep.equal([
      'error: no task is named "Twob"; did you mean "Two"? --list-tasks shows the names of all tasks',
    ]);
  });

  for (const [name, why, near, given] of [
    ['Mend', 'it stands in the rescue of "Two"', '"Two" or "Two b" or "Pick"', []],
    ['Report', 'it stands in the always of "Two"', '"Two" or "Two b" or "Pick"', []],
    [
      'Right b',
      'whether the branch "Right" runs is known at run time: it depends on edition',
      '"Pick" or "Last of {{ edition }}"',
      [],
    ],
    [
      'Left',
      'the branch "Left" does not run: edition == \'standard\' is false',
      '"Pick" or "Right a"',
      ['edition=enterprise'],
    ],
  ] as const) {
    it(`is refused at "${name}"`, async () => {
      const { said } = await plan(tasks, { startAt: name }, given);
      expect(said).to.deep.equal([`error: a run cannot start at "${name}": ${why}; start at ${near}`]);
    });
  }

  it('may be in the branch that the parameters choose', async () => {
    const made = await plan(tasks, { startAt: 'Right b' }, ['edition=enterprise']);
    expect(made.outline).to.deep.equal(['Pick', 'Right', 'Right b', 'Last of enterprise']);
    expect(made.leftOut).to.deep.equal(['One', 'Two a', 'Two b', 'Report', 'Right a']);
  });

  it('counts among what the tags select', async () => {
    const made = await plan(tasks, { startAt: 'Two b', tags: ['b'] });
    expect(made.outline).to.deep.equal(['Two', 'Two b']);
    expect(made.leftOut).to.deep.equal([]);
    expect((await plan(tasks, { startAt: 'One', tags: ['b'] })).said).to.deep.equal([
      'error: the tags leave out "One", at which the run is to start; choose tags that have it',
    ]);
  });

  it('warns of what opens and closes the session and is left out', async () => {
    const made = await plan(
      `
tasks:
  - { name: Close every shell, session: close }
  - { name: Update, command: [hostname] }
`,
      { startAt: 'Update' },
    );
    expect(made.said).to.deep.equal([
      'warning: the start leaves out "Close every shell", which closes the PowerShell session; ',
    ]);
  });
});

const registers = `
vars: { derived: '{{ r.stdout }}' }
tasks:
  - { name: Ask, command: [hostname], register: r, tags: ask }
  - { name: Set, set_fact: { fact: 1 } }
  - { name: Start, debug: {} }
`;
const needs = (task: string, need = 'needs', name = 'r', setter = 'Ask') =>
  `${need === 'needs' ? 'error' : 'warning'}: "${task}" ${need} "${name}", which has no value: ` +
  `"${setter}" is left out; let the run have "${setter}" too`;

describe('a value that is missing because its task is left out', () => {
  const cases: readonly [what: string, more: string, said: readonly string[]][] = [
    ['an argument', "{ name: Reads, debug: { msg: '{{ r.stdout }}' } }", [needs('Reads')]],
    ['a variable', "{ name: Reads, debug: { msg: '{{ derived }}' } }", [needs('Reads')]],
    ['a fact', "{ name: Reads, debug: { msg: '{{ fact }}' } }", [needs('Reads', 'needs', 'fact', 'Set')]],
    ['a condition', '{ name: Reads, debug: {}, when: r.rc == 0 }', [needs('Reads')]],
    ['a condition of a block', '{ name: B, when: r.rc == 0, block: [{ debug: {} }] }', [needs('B')]],
    ['until', '{ name: Reads, command: [hostname], until: r.rc == 0 }', [needs('Reads')]],
    [
      'a choose',
      '{ name: C, choose: [{ when: r.rc == 0, debug: {} }, { when: r.rc != 0, debug: {} }] }',
      [needs('C')],
    ],
    [
      'one value beside one of the run',
      "[{ name: New, command: [hostname], register: n }, { name: Reads, debug: { msg: '{{ n.rc }} {{ r.rc }}' } }]",
      [needs('Reads')],
    ],
    ['a default', "{ name: Reads, debug: { msg: '{{ r | default(1) }}' } }", [needs('Reads', 'may need')]],
    [
      'is defined',
      '{ name: Reads, debug: {}, when: r is defined and r.rc == 0 }',
      [needs('Reads', 'may need')],
    ],
    [
      'what is decided during the run',
      "[{ name: New, command: [hostname], register: n }, { name: Reads, debug: { msg: '{{ r.rc }}' }, when: n.rc == 0 }]",
      [needs('Reads', 'may need')],
    ],
    [
      'a failure that is ignored',
      "{ name: Reads, debug: { msg: '{{ r.rc }}' }, ignore_errors: true }",
      [needs('Reads', 'may need')],
    ],
    [
      'a rescue',
      "{ block: [{ command: [hostname] }], rescue: [{ name: Reads, debug: { msg: '{{ r.rc }}' } }] }",
      [needs('Reads', 'may need')],
    ],
    ['nothing that runs', "{ name: Reads, debug: { msg: '{{ r.rc }}' }, when: false }", []],
    [
      'what another task sets first',
      "[{ command: [hostname], register: r }, { name: Reads, debug: { msg: '{{ r.rc }}' } }]",
      [],
    ],
    [
      'two tasks: it is said once, of the one that needs it',
      "[{ name: Asks, debug: { msg: '{{ r | default(1) }}' } }, { name: Reads, debug: { msg: '{{ r.rc }}' } }]",
      [needs('Reads')],
    ],
    ['a task about itself', '{ command: [hostname], register: r, until: r.rc == 0 }', []],
  ];
  for (const [what, more, said] of cases) {
    it(`is told for ${what}`, async () => {
      const lines = more.startsWith('[')
        ? more.slice(1, -1).replace(/\}, \{ (?=name: Reads|name: Asks)/g, '}\n  - { ')
        : more;
      const made = await plan(`${registers}  - ${lines}\n`, { startAt: 'Start' });
      expect(made.said).to.deep.equal(said);
      expect(made.plan === undefined).to.equal(said.some((each) => each.startsWith('error')));
    });
  }

  it('is told for tags too, with the places', async () => {
    const made = await plan(`${registers}  - { name: Reads, debug: { msg: '{{ r.rc }}' } }\n`, {
      skipTags: ['ask'],
    });
    expect(made.said).to.deep.equal([needs('Reads')]);
    expect(made.printed)
      .to.contain('"r" would get its value from this task')
      .and.to.contain('[missing-value]');
  });
});
