import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { makePlan, type PlanOptions } from '../../src/plan/make-plan.ts';
import type { Plan, PlannedNode } from '../../src/plan/plan.ts';
import { bindFromFlags } from '../../src/cli/parameters/bind-from-flags.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { runbookFrom } from '../parameters/bind.ts';
import { Readable } from 'node:stream';

interface Made {
  readonly plan: Plan | undefined;
  /** `kind name: decision` a line, indented. */
  readonly outline: readonly string[];
  readonly said: readonly string[];
}

async function plan(
  text: string,
  e: readonly string[] = [],
  options: Partial<PlanOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Made> {
  const runbook = runbookFrom(text, files);
  const bound = await bindFromFlags(
    runbook,
    { flags: { extraVars: e }, leaveOpen: true },
    { stdin: Readable.from([]), variables: {}, currentDirectory: '.' },
  );
  if (!bound.parameters) throw new Error(bound.diagnostics.map(printDiagnostic).join('\n'));
  const made = makePlan(lowerRunbook(runbook), bound.parameters, {
    tags: [],
    skipTags: [],
    checkMode: false,
    ...options,
  });
  const outline = made.plan?.outline.flatMap((play) =>
    play.children.flatMap((node) => lines(node, '', made.plan)),
  );
  return { plan: made.plan, outline: outline ?? [], said: made.diagnostics.map(printDiagnostic) };
}

function lines(node: PlannedNode, indent: string, made: Plan | undefined): string[] {
  const decision = made?.decision(node.id);
  const text =
    decision?.kind === 'skipped'
      ? `skipped, ${decision.condition.source.text}`
      : decision?.kind === 'depends'
        ? `depends on ${decision.on.join(', ')}`
        : (decision?.kind ?? '-');
  return [
    `${indent}${node.kind} ${node.name}: ${text}`,
    ...node.children.flatMap((child) => lines(child, `${indent}  `, made)),
  ];
}

const params = `
params:
  edition: { type: string, enum: [enterprise, standard], required: true }
  collocated: { type: boolean, required_when: edition == 'enterprise' }
  sql: { type: string }
  retries: { type: integer, default: 3 }
`;

describe('a plan', () => {
  it('says of each task whether it runs, is skipped, or depends on what', async () => {
    const { outline, said } = await plan(
      `${params}
tasks:
  - { name: always there, debug: { msg: hello } }
  - { name: "for {{ edition }}", debug: { msg: hello }, when: edition == 'standard' }
  - { name: not here, debug: { msg: hello }, when: edition == 'enterprise' }
  - { name: run it, command: [hostname], register: result }
  - { name: after it, debug: { msg: hello }, when: result.rc == 0 }
  - { name: "prints {{ result.rc }}", debug: { msg: "{{ result.rc }}" } }
  - { name: both, debug: { msg: hello }, when: [result.rc == 0, edition == 'enterprise'] }
  - { name: either, debug: { msg: hello }, when: result.rc == 0 or edition == 'standard' }
  - { name: surely not, debug: { msg: hello }, when: [result.rc is defined, edition == 'enterprise'] }
  - { name: surely, debug: { msg: hello }, when: "result.rc is defined or edition == 'standard'" }
  - name: around
    when: result.rc == 0
    block: [{ name: inside, debug: { msg: hello }, when: edition == 'enterprise' }]
`,
      ['edition=standard'],
    );
    expect(said).to.deep.equal([]);
    expect(outline).to.deep.equal([
      'task always there: runs',
      'task for standard: runs',
      "task not here: skipped, edition == 'enterprise'",
      'task run it: runs',
      'task after it: depends on result',
      'task prints {{ result.rc }}: runs',
      // It fails if the result has no "rc".
      'task both: depends on result',
      'task either: depends on result',
      "task surely not: skipped, edition == 'enterprise'",
      'task surely: runs',
      'block around: depends on result',
      '  task inside: depends on result',
    ]);
  });

  it('names the parameters that were not given as what it depends on', async () => {
    const { outline } = await plan(`${params}
tasks:
  - { name: a, debug: { msg: "{{ edition }}" }, when: edition == 'standard' }
  - { name: b, debug: { msg: hello }, when: retries > 2 }
`);
    expect(outline).to.deep.equal(['task a: depends on edition', 'task b: runs']);
  });

  it('knows vars through the parameters that they read, and facts not before they are set', async () => {
    const { outline } = await plan(
      `${params}
vars: { half: "{{ retries // 2 }}", late: "{{ fact + 1 }}", retries_twice: "{{ half * 4 }}" }
tasks:
  - { name: known, debug: { msg: hello }, when: retries_twice == 4 }
  - { name: own, debug: { msg: hello }, when: half == 9, vars: { half: 9 } }
  - { name: set, set_fact: { fact: 1 } }
  - { name: unknown, debug: { msg: hello }, when: late == 2 }
`,
      ['edition=standard'],
    );
    expect(outline).to.deep.equal([
      'task known: runs',
      'task own: runs',
      'task set: runs',
      'task unknown: depends on late',
    ]);
  });

  it('takes the conditions of blocks into what is inside them, rescue and always included', async () => {
    const text = `${params}
tasks:
  - name: outer
    when: edition == 'enterprise'
    block:
      - { name: a, command: [hostname], register: result }
      - name: inner
        when: result.rc == 0
        block: [{ name: b, debug: { msg: hello } }]
    rescue: [{ name: c, debug: { msg: hello } }]
    always: [{ name: d, debug: { msg: hello } }]
`;
    expect((await plan(text, ['edition=standard'])).outline).to.deep.equal([
      "block outer: skipped, edition == 'enterprise'",
      "  task a: skipped, edition == 'enterprise'",
      "  block inner: skipped, edition == 'enterprise'",
      "    task b: skipped, edition == 'enterprise'",
      '  rescue rescue: -',
      "    task c: skipped, edition == 'enterprise'",
      '  always always: -',
      "    task d: skipped, edition == 'enterprise'",
    ]);
    expect((await plan(text, ['edition=enterprise collocated=true'])).outline).to.deep.equal([
      'block outer: runs',
      '  task a: runs',
      '  block inner: depends on result',
      '    task b: depends on result',
      '  rescue rescue: -',
      '    task c: runs',
      '  always always: -',
      '    task d: runs',
    ]);
  });

  it('evaluates the conditions of a block anew for a task with variables of its own', async () => {
    const { outline } = await plan(`
vars: { wanted: false }
tasks:
  - when: wanted
    block:
      - { name: a, debug: { msg: hello } }
      - { name: b, debug: { msg: hello }, vars: { wanted: true } }
`);
    // As in Ansible, where a block has no condition of its own but hands it to its children.
    expect(outline).to.deep.equal([
      'block block: skipped, wanted',
      '  task a: skipped, wanted',
      '  task b: runs',
    ]);
  });

  describe('of conditions around that read what something inside has of its own', () => {
    it('evaluates them anew inside of a branch with variables, and not for the branch', async () => {
      const inBranch = async (number: string) =>
        (
          await plan(`
vars: { number: 1 }
tasks:
  - { name: make, command: [hostname], register: made }
  - name: around
    when: number == 1
    block:
      - name: which
        choose:
          - name: one
            when: true
            vars: { number: "${number}" }
            block:
              - { name: inside, debug: {} }
              - { name: own, debug: {}, vars: { number: 1 } }
              - { name: deeper, block: [{ name: deepest, debug: {} }] }
              - { name: inner, choose: [{ name: last, when: true, debug: {} }] }
          - { name: two, when: false, vars: { number: "${number}" }, debug: {} }
`)
        ).outline.slice(1);
      expect(await inBranch('{{ made.rc }}')).to.deep.equal([
        'block around: runs',
        '  choose which: runs',
        '    branch one: runs',
        '      task inside: depends on number',
        '      task own: runs',
        '      block deeper: depends on number',
        '        task deepest: depends on number',
        '      choose inner: depends on number',
        '        branch last: depends on number',
        '    branch two: skipped, false',
      ]);
      expect(await inBranch('{{ 2 }}')).to.deep.equal([
        'block around: runs',
        '  choose which: runs',
        '    branch one: runs',
        '      task inside: skipped, number == 1',
        '      task own: runs',
        '      block deeper: skipped, number == 1',
        '        task deepest: skipped, number == 1',
        '      choose inner: skipped, number == 1',
        '        branch last: skipped, number == 1',
        '    branch two: skipped, false',
      ]);
    });

    it('evaluates them anew for a task that is a branch', async () => {
      const { outline } = await plan(`
vars: { wanted: true }
tasks:
  - name: around
    when: wanted
    block:
      - name: which
        choose:
          - { name: one, when: true, vars: { wanted: false }, debug: {} }
          - { name: two, when: false, debug: {} }
`);
      expect(outline).to.deep.equal([
        'block around: runs',
        '  choose which: runs',
        '    branch one: skipped, wanted',
        '    branch two: skipped, false',
      ]);
    });

    it('evaluates them anew at an include, and in its file, and knows which file it is no better', async () => {
      const text = `
params:
  which: { type: string, enum: [a, b], required: true }
vars: { wanted: true }
tasks:
  - name: around
    when: wanted
    block:
      - { name: one of them, include_tasks: '{{ which }}.yml' }
      - { name: not wanted, include_tasks: a.yml, vars: { wanted: false } }
`;
      const inFile = `
- { name: plain, debug: {} }
- { name: own, debug: {}, vars: { wanted: '{{ 1 == 1 }}' } }
- { name: not wanted, debug: {}, vars: { wanted: false } }`;
      const { outline } = await plan(text, [], {}, { 'a.yml': inFile, 'b.yml': inFile });
      const inside = [
        'task plain: depends on which',
        'task own: depends on which',
        'task not wanted: skipped, wanted',
      ];
      expect(outline).to.deep.equal([
        'block around: runs',
        '  choose one of them: runs',
        ...['a.yml', 'b.yml'].flatMap((file) => [
          `    branch ${file}: depends on which`,
          ...inside.map((line) => `      ${line}`),
        ]),
        '  block not wanted: skipped, wanted',
        '    task plain: skipped, wanted',
        '    task own: skipped, wanted',
        '    task not wanted: skipped, wanted',
      ]);
    });

    it('does not say that an undo is skipped where something in its block may have acted', async () => {
      const { outline } = await plan(`
vars: { wanted: false }
tasks:
  - block:
      - name: acts
        when: wanted
        block: [{ command: [a], vars: { wanted: true } }]
        undo: { name: undo it, debug: {} }
      - name: does nothing
        when: wanted
        block: [{ command: [a], vars: { wanted: false }, undo: { name: undo that, debug: {}, vars: { a: 1 } } }]
        undo: { name: undo nothing, debug: {} }
`);
      expect(outline.filter((line) => line.includes('task undo'))).to.deep.equal([
        '      task undo that: skipped, wanted',
        '    task undo nothing: skipped, wanted',
        '    task undo it: depends on ',
      ]);
    });

    it('evaluates them anew for the items of a loop', async () => {
      const { outline } = await plan(`
vars: { item: 1 }
tasks:
  - name: around
    when: item == 1
    block:
      - { name: each, debug: {}, loop: [1, 2] }
      - { name: all, loop: [1, 2], block: [{ name: inside, debug: {} }] }
      - { name: plain, debug: {} }
`);
      expect(outline).to.deep.equal([
        'block around: runs',
        '  task each: depends on item',
        '  block all: depends on item',
        '    task inside: depends on item',
        '  task plain: runs',
      ]);
    });
  });

  describe('of a choose', () => {
    const text = `${params}
tasks:
  - name: databases
    choose:
      - { name: A, when: edition == 'enterprise' and not collocated, debug: { msg: a } }
      - { name: B, when: edition == 'enterprise' and collocated, debug: { msg: b } }
      - name: C
        when: edition == 'standard'
        block: [{ name: inside, debug: { msg: c } }]
`;
    it('names the branch that runs', async () => {
      expect((await plan(text, ['edition=standard'])).outline).to.deep.equal([
        'choose databases: runs',
        "  branch A: skipped, edition == 'enterprise' and not collocated",
        "  branch B: skipped, edition == 'enterprise' and collocated",
        '  branch C: runs',
        '    task inside: runs',
      ]);
    });

    it('says what the branches depend on', async () => {
      expect((await plan(text)).outline).to.deep.equal([
        'choose databases: runs',
        '  branch A: depends on edition, collocated',
        '  branch B: depends on edition, collocated',
        '  branch C: depends on edition',
        '    task inside: depends on edition',
      ]);
    });

    it('with two branches that hold, or none, is an error before anything runs', async () => {
      const wrong = (second: string) => `${params}
tasks:
  - choose:
      - { when: retries > 2, debug: { msg: a } }
      - { when: ${second}, debug: { msg: b } }
`;
      const two = await plan(wrong('retries > 1'), ['edition=standard']);
      expect(two.plan).to.equal(undefined);
      expect(two.said[0]).to.contain(
        'error: 2 branches of this choose would run with these parameters; exactly one has to [choose-overlap]',
      );
      expect(two.said[0]).to.contain('`when` is true: retries > 1');
      const none = await plan(wrong('retries > 5'), ['edition=standard', 'retries=1']);
      expect(none.said[0]).to.contain(
        'error: no branch of this choose runs with these parameters; exactly one has to [choose-gap]',
      );
      const either = await plan(wrong('retries <= 2'), ['edition=standard', 'retries=1']);
      expect(either.said).to.deep.equal([]);
    });

    it('that is skipped is no mistake whatever its branches say', async () => {
      const { said } = await plan(
        `${params}
tasks:
  - when: edition == 'enterprise'
    choose:
      - { when: retries > 5, debug: { msg: a } }
`,
        ['edition=standard'],
      );
      expect(said).to.deep.equal([]);
    });

    it('with an else, which runs where none of the others does', async () => {
      const text = `
params:
  edition: { type: string, enum: [a, b, c], required: true }
tasks:
  - command: [hostname]
    register: host
  - name: by a parameter
    choose:
      - { name: one, when: edition == 'a', debug: {} }
      - { name: neither, when: else, debug: {} }
  - name: by a result
    choose:
      - { name: two, when: host.rc is defined and edition == 'b', debug: {} }
      - { name: otherwise, when: else, debug: {} }`;
      const said = async (edition: string) => (await plan(text, [`edition=${edition}`])).outline.slice(1);
      expect(await said('a')).to.deep.equal([
        'choose by a parameter: runs',
        '  branch one: runs',
        "  branch neither: skipped, edition == 'a'",
        'choose by a result: runs',
        "  branch two: skipped, host.rc is defined and edition == 'b'",
        '  branch otherwise: runs',
      ]);
      expect(await said('b')).to.deep.equal([
        'choose by a parameter: runs',
        "  branch one: skipped, edition == 'a'",
        '  branch neither: runs',
        'choose by a result: runs',
        '  branch two: depends on host',
        '  branch otherwise: depends on host',
      ]);
    });
  });

  describe('finds what can only fail', () => {
    const usesSql = (rest: string) => `${params}
tasks:
  - { name: first, command: [hostname], register: result }
  - { name: second, debug: { msg: "{{ sql }}" }${rest} }
`;
    it('such as a parameter that was not given, in a task that runs', async () => {
      const { plan: made, said } = await plan(usesSql(''), ['edition=standard']);
      expect(made).to.equal(undefined);
      expect(said).to.have.length(1);
      expect(said[0]).to.match(/^site\.yml:\d+:\d+: error: .*"sql"/);
    });

    it('with a warning where the task may be skipped, or its errors ignored', async () => {
      for (const rest of [', when: result.rc == 0', ', ignore_errors: true']) {
        const { plan: made, said } = await plan(usesSql(rest), ['edition=standard']);
        expect(made, rest).not.to.equal(undefined);
        expect(said[0], rest).to.match(/^site\.yml:\d+:\d+: warning: .*"sql"/);
      }
    });

    it('but not in a task that is skipped, or where the parameter is given', async () => {
      const skipped = await plan(usesSql(", when: edition == 'enterprise'"), ['edition=standard']);
      expect(skipped.said).to.deep.equal([]);
      expect((await plan(usesSql(''), ['edition=standard', 'sql=x'])).said).to.deep.equal([]);
    });

    it('and reports a mistake in the condition of a block once', async () => {
      const { said } = await plan(
        `${params}
tasks:
  - when: sql == 'x'
    block:
      - debug: { msg: a }
      - debug: { msg: b }
`,
        ['edition=standard'],
      );
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('"sql"');
    });

    it('and a condition that is no boolean', async () => {
      const { said } = await plan(`tasks: [{ debug: { msg: a }, when: "'false'" }]`);
      expect(said[0]).to.match(/error: a condition must be true or false, this is .*string/);
    });

    it('and assertions no further than the first that does not hold', async () => {
      const { said } = await plan(
        `${params}
tasks:
  - assert: { that: [sql is defined, sql == 'x'], fail_msg: "{{ sql }}" }
  - assert: { that: [retries == 3, sql == 'x'] }
`,
        ['edition=standard'],
      );
      expect(said).to.have.length(1);
      expect(said[0]).to.contain('site.yml:10:');
    });
  });

  describe('with tags', () => {
    const text = `
tasks:
  - { name: a, debug: { msg: a }, tags: [setup] }
  - name: b
    tags: [database]
    block:
      - { name: c, debug: { msg: c } }
      - { name: d, debug: { msg: d }, tags: [slow] }
  - { name: e, debug: { msg: e }, tags: [always] }
  - choose:
      - { name: f, when: true, debug: { msg: f }, tags: [setup] }
`;
    it('leaves out what is not selected; tags of blocks reach what is inside', async () => {
      const { outline, plan: made } = await plan(text, [], { tags: ['database'], skipTags: ['slow'] });
      expect(outline).to.deep.equal(['block b: runs', '  task c: runs', 'task e: runs']);
      expect(made?.selected('tasks/1')).to.equal(true);
      expect(made?.selected('tasks/1/block/0')).to.equal(true);
      expect(made?.selected('tasks/1/block/1')).to.equal(false);
      expect(made?.selected('tasks/3')).to.equal(false);
    });

    it('that no task has is an error, in --skip-tags too', async () => {
      const { said } = await plan(text, [], { tags: ['databse'], skipTags: ['quick'] });
      expect(said).to.deep.equal([
        'error: no task has the tag "databse" (from --tags) [unknown-tag]\n  = did you mean "database"?',
        'error: no task has the tag "quick" (from --skip-tags) [unknown-tag]\n' +
          '  = the tags are "setup", "database", "slow", "always"',
      ]);
    });

    it('that leave nothing to run are an error', async () => {
      const { said } = await plan(text, [], { tags: ['slow'], skipTags: ['database', 'always'] });
      expect(said[0]).to.contain('error: the tags leave no task to run [nothing-selected]');
    });
  });

  it('lists the questions that the operator will, or may, have to answer', async () => {
    const text = `
tasks:
  - { name: wait, pause: { seconds: 5 } }
  - { name: sure, pause: { prompt: Go on?, confirm: true } }
  - { name: run, command: [hostname], register: result }
  - { name: maybe, pause: { prompt: Mirrored?, confirm: true, always_ask: true }, when: result.rc == 0 }
  - { name: never, pause: { prompt: Why?, confirm: true }, when: false }
  - block: [{ name: free, pause: { prompt: Which one? } }]
    rescue: [{ name: after a failure, pause: {} }]
`;
    const { plan: made } = await plan(text);
    expect(
      made?.questions.map(({ name, kind, alwaysAsk, reached }) => [name, kind, alwaysAsk, reached]),
    ).to.deep.equal([
      ['sure', 'confirm', false, 'surely'],
      ['maybe', 'confirm', true, 'perhaps'],
      ['free', 'text', false, 'surely'],
      ['after a failure', 'continue', false, 'perhaps'],
    ]);
    expect((await plan(text, [], { checkMode: true })).plan?.questions).to.deep.equal([]);
  });

  it('has the handlers of a play below its tasks: whether they run depends on what changes', async () => {
    const text = `
      params: { edition: { type: string, default: standard } }
      tasks:
        - { name: one, command: [a], notify: Restart, register: it, tags: a }
      handlers:
        - name: Restart
          window: { limit: 1m }
          block:
            - { name: ask, pause: { confirm: true, prompt: Sure? } }
            - { name: never, debug: {}, when: edition == 'enterprise' }
            - { name: perhaps, debug: { msg: '{{ nobody }}' }, when: it.rc == 0 }`;
    const { plan: made, outline, said } = await plan(text);
    expect(outline).to.deep.equal([
      'task one: runs',
      'handlers handlers: -',
      '  block Restart: depends on ',
      '    task ask: depends on ',
      "    task never: skipped, edition == 'enterprise'",
      '    task perhaps: depends on it',
    ]);
    expect(made?.questions).to.have.length(1);
    expect(made?.questions[0]).to.deep.include({ id: 'handlers/0/block/0', reached: 'perhaps' });
    expect(made?.windows).to.have.length(1);
    expect(made?.windows[0]).to.deep.include({ id: 'handlers/0', name: 'Restart', limit: 60_000 });
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/: warning: "nobody" is /);
    expect((await plan(text, [], { tags: ['a'] })).outline).to.deep.equal(outline);
  });

  it('does not know what comes after an end_play that may be met', async () => {
    const { plan: made, outline } = await plan(`
      params: { edition: { type: string, default: standard } }
      plays:
        - tasks:
            - { command: [a], register: it }
            - { name: not here, meta: end_play, when: edition == 'enterprise' }
            - { name: surely, pause: { confirm: true, prompt: Sure? } }
            - { name: perhaps here, meta: end_play, when: it.rc == 0 }
            - { name: perhaps, pause: { confirm: true, prompt: Sure? } }
            - { name: here, meta: end_play }
            - { name: after, debug: {} }
          handlers: [{ name: A, debug: {} }]
        - tasks: [{ name: second, debug: {} }]`);
    expect(outline.slice(1)).to.deep.equal([
      "task not here: skipped, edition == 'enterprise'",
      'task surely: runs',
      'task perhaps here: depends on it',
      'task perhaps: depends on it',
      'task here: depends on it',
      'task after: depends on it',
      'handlers handlers: -',
      '  task A: depends on ',
      'task second: runs',
    ]);
    expect(made?.questions.map(({ reached }) => reached)).to.deep.equal(['surely', 'perhaps']);
  });

  it('lists the windows with their limits', async () => {
    const { plan: made } = await plan(`
params: { minutes: { type: integer, default: 2 } }
tasks:
  - name: outage
    window: { limit: 30m, warn_after: "{{ minutes * 60 }}" }
    block: [{ debug: { msg: hello } }]
`);
    expect(made?.windows).to.have.length(1);
    const [id, name] = ['tasks/0', 'outage'];
    expect(made?.windows[0]).to.deep.include({ id, name, limit: 1_800_000, warnAfter: 120_000 });
    expect(made?.windows[0]).to.deep.include({ onOverrun: 'warn', reserve: undefined, earlierRuns: 0 });
  });

  it('has an outline of plain data that can be written as JSON', async () => {
    const { plan: made } = await plan('tasks: [{ name: a, debug: { msg: hello } }]');
    expect(JSON.parse(JSON.stringify(made?.outline))).to.deep.equal([
      {
        id: 'plays/0',
        name: 'site.yml',
        kind: 'play',
        children: [{ id: 'tasks/0', name: 'a', kind: 'task', children: [] }],
      },
    ]);
  });

  it('has a confirmation among the questions, and evaluates what is known of it', async () => {
    const { plan: made } = await plan(`
tasks:
  - { name: one, command: [a], confirm: 'Go on?' }
  - { name: two, pause: { prompt: x }, confirm: 'Go on?', when: 1 > 2 }`);
    expect(made?.questions).to.deep.equal([
      { id: 'tasks/0', name: 'one', kind: 'confirm', alwaysAsk: false, reached: 'surely' },
    ]);
    const { said } = await plan(
      `${params}
tasks:
  - { command: [a], creates: '{{ sql }}' }`,
      ['edition=standard'],
    );
    expect(said.join()).to.include('undefined-variable');
  });

  it('evaluates what is known of the words of the status board', async () => {
    const { said, plan: made } = await plan(`
vars: { zero: 0 }
status: { a: '{{ 1 / zero }}', b: '{{ zero }}' }
tasks:
  - { command: [a], status: { a: { during: '{{ 2 / zero }}', done: '{{ status.b }}' } } }`);
    expect(made).to.equal(undefined);
    expect(said.map((text) => text.slice(0, 14))).to.deep.equal(['site.yml:3:18:', 'site.yml:5:48:']);
  });

  it('puts what undoes behind the tasks of its block, what was done last first', async () => {
    const { outline, plan: made } = await plan(`
tasks:
  - name: outer
    block:
      - { name: one, command: [a], undo: { name: undo one, debug: {} } }
      - name: inner
        block: [{ name: two, command: [a], undo: { name: undo two, pause: { prompt: x } } }]
        rescue: [{ name: three, command: [a], undo: { name: undo three, debug: {} } }]
        undo: { name: undo inner, debug: {} }
  - { name: four, command: [a], undo: [{ name: undo four, debug: {} }] }`);
    expect(outline).to.deep.equal([
      'block outer: runs',
      '  task one: runs',
      '  block inner: runs',
      '    task two: runs',
      '    undo undo: -',
      '      task undo two: runs',
      '    rescue rescue: -',
      '      task three: runs',
      '  undo undo: -',
      '    task undo inner: runs',
      '    task undo three: runs',
      '    task undo one: runs',
      'task four: runs',
      'undo undo: -',
      '  task undo four: runs',
    ]);
    expect(made?.questions.map(({ id, reached }) => `${id} ${reached}`)).to.deep.equal([
      'tasks/0/block/1/block/0/undo/0 perhaps',
    ]);
  });
});
