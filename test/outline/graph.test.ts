import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { graphCommand } from '../../src/cli/graph/graph.ts';
import { oneLine } from '../../src/text/printable.ts';
import { runCommand } from '../cli/run-command.ts';
import { createSandbox } from '../harness/sandbox.ts';
import { edgesOf, readMermaid, type MermaidGraph } from './read-mermaid.ts';

const hasDot = spawnSync('dot', ['-V']).status === 0;

describe('runbook graph', function () {
  const sandbox = createSandbox();
  after(() => sandbox.dispose());

  async function text(runbook: string, ...args: readonly string[]): Promise<string> {
    sandbox.file('runbook.yml', runbook);
    const options = { directory: sandbox.directory };
    const { stdout, stderr, exitCode } = await runCommand(graphCommand, ['runbook.yml', ...args], options);
    expect([exitCode, stderr]).to.deep.equal([0, '']);
    return stdout;
  }
  const graph = async (runbook: string): Promise<MermaidGraph> => readMermaid(await text(runbook));
  const edges = async (runbook: string) => edgesOf(await graph(runbook));

  it('draws tasks one behind the other, from the start to the end, and what a failure comes to', async () => {
    expect(
      await edges(`
        name: Two
        tasks:
          - { name: one, debug: {} }
          - { debug: {} }
      `),
    ).to.have.members([
      'start --> one',
      'one --> debug',
      'debug --> end',
      'Two ..fails..> the run has failed',
    ]);
  });

  it('draws plays one behind the other, and where one is ended', async () => {
    const found = await edges(`
      params: { a: { type: boolean, default: true } }
      plays:
        - { name: P, tasks: [{ name: one, when: a, meta: end_play }, { name: two, debug: {} }] }
        - { name: Q, tasks: [{ name: three, meta: end_play }] }
        - { name: R, tasks: [{ name: four, debug: {} }] }
    `);
    expect(found).to.include.members([
      'start --> one when a',
      'one when a --> two',
      'two --> three',
      'one when a --ends the play--> three',
      'three --ends the play--> four',
      'four --> end',
    ]);
    expect(found).not.to.include('three --> four');
  });

  it('draws the sections of a block: a failure goes to the rescue, and everything to always', async () => {
    const found = await graph(`
      params: { a: { type: boolean } }
      tasks:
        - name: B
          when: a is defined
          block: [{ name: one, debug: {} }]
          rescue: [{ name: two, debug: {} }]
          always: [{ name: three, debug: {} }]
        - { name: four, debug: {} }
    `);
    expect(edgesOf(found)).to.include.members([
      'start --> one',
      'one --> three',
      'steps ..fails..> two',
      'steps ..is stopped..> three',
      'two --> three',
      'rescue ..fails, or is stopped..> three',
      'three --> four',
    ]);
    expect(edgesOf(found)).not.to.include('one --> four');
    const block = [...found.items].find(([, item]) => item.text === 'B when a is defined')?.[0] ?? '';
    expect(found.items.get(block)?.shape).to.equal('subgraph');
    expect(found.classes.get('conditional')).to.include(block);
    // What stands in the block is inside of its box.
    const inner = [...found.items.values()].filter(({ around }) => around === block);
    expect(inner.map((item) => item.text)).to.have.members(['steps', 'rescue', 'always']);
  });

  it('goes straight to always where nothing rescues', async () => {
    expect(
      await edges('tasks: [{ block: [{ name: one, debug: {} }], always: [{ name: two, debug: {} }] }]'),
    ).to.include.members(['one --> two', 'steps ..fails, or is stopped..> two', 'two --> end']);
  });

  it('draws what takes back beside what it takes back, and says it of the failure around', async () => {
    const found = await edges(`
      tasks:
        - block:
            - { name: one, command: [one], undo: [{ name: un-one, command: [un] }, { name: un-two, command: [un] }] }
            - { name: two, debug: {} }
          rescue: [{ name: three, debug: {} }]
    `);
    expect(found).to.include.members([
      'one ..undo..> un-one',
      'un-one --> un-two',
      'one --> two',
      'steps ..fails; what was done is undone..> three',
    ]);
    expect(found.filter((each) => each.startsWith('un-two'))).to.deep.equal([]);
  });

  it('draws the branches of a choose with their conditions, and marks what is proved', async () => {
    const found = await graph(`
      params:
        kind: { type: string, enum: [a, b], required: true }
        wanted: { type: boolean, default: true }
      tasks:
        - { name: ask, command: [ask], register: asked }
        - name: C
          when: wanted
          choose:
            - { name: one, when: kind == 'a', debug: {} }
            - { name: two, when: else, debug: {} }
        - name: D
          choose:
            - { name: three, when: "'x' in asked.stdout", debug: {} }
            - { name: four, when: "'y' in asked.stdout", debug: {} }
        - { name: five, when: kind == 'c', debug: {} }
    `);
    expect(edgesOf(found)).to.include.members([
      "C when wanted exactly one branch: proved --kind == 'a'--> one",
      'C when wanted exactly one branch: proved --else--> two',
      'one --> D exactly one branch: not proved',
      'two --> D exactly one branch: not proved',
      'C when wanted exactly one branch: proved --its `when` does not hold--> D exactly one branch: not proved',
    ]);
    const inClass = (name: string) =>
      (found.classes.get(name) ?? []).map((id) => found.items.get(id)?.text.split(' ')[0]);
    expect(inClass('proved')).to.deep.equal(['C']);
    expect(inClass('open')).to.deep.equal(['D']);
    expect(inClass('never')).to.deep.equal(['five']);
  });

  it('marks nothing as never run that stands in a file which is included twice', async () => {
    sandbox.file('part.yml', '- { name: one, when: "n == 1", debug: {} }\n');
    const found = await graph(`
      tasks:
        - { import_tasks: part.yml, vars: { n: 1 } }
        - { import_tasks: part.yml, vars: { n: 2 } }
    `);
    expect(found.classes.has('never')).to.equal(false);
    expect([...found.items.values()].filter(({ text: each }) => each.startsWith('one'))).to.have.length(2);
  });

  it('draws each file of an include that can be one of several', async () => {
    sandbox.file('a.yml', '- { name: in a, debug: {} }\n');
    sandbox.file('b.yml', '- { name: in b, debug: {} }\n');
    const found = await edges(`
      params: { kind: { type: string, enum: [a, b], default: a } }
      tasks:
        - { include_tasks: "{{ kind }}.yml" }
        - { name: next, debug: {} }
    `);
    expect(found).to.include.members([
      'include_tasks: {{ kind }}.yml --a.yml--> in a',
      'include_tasks: {{ kind }}.yml --b.yml--> in b',
      'in a --> next',
      'in b --> next',
    ]);
  });

  it('draws handlers behind the tasks, and who notifies them', async () => {
    const found = await edges(`
      tasks:
        - { name: one, command: [a], notify: H }
        - { name: two, meta: flush_handlers }
        - { name: three, debug: {} }
      handlers:
        - { name: G, debug: {}, listen: other }
        - { name: H, debug: {}, notify: other }
    `);
    expect(found).to.include.members([
      'three --> G',
      'G --> H',
      'H --> end',
      'one ..notifies..> H',
      'H ..notifies..> G',
      'two ..flushes..> G',
    ]);
  });

  it('shows windows, loops, questions and what is done already', async () => {
    const found = await graph(`
      tasks:
        - name: W
          window: { limit: 30 minutes, warn_after: 20 minutes, on_overrun: stop }
          block:
            - { name: ask, pause: { prompt: sure?, confirm: true } }
            - { name: each, loop: [1, 2], debug: { msg: "{{ item }}" } }
            - { name: once, command: [make], creates: made }
        - { name: fails, fail: {} }
        - { name: unreached, debug: {} }
    `);
    const texts = [...found.items.values()].map((item) => item.text);
    expect(texts).to.include.members([
      'W window: 30 min; a warning after 20 min; no task is begun that would not end in time',
      'each for each item of [1,2]',
      'once unless it is done already',
    ]);
    expect([...found.items.values()].find(({ text: each }) => each === 'ask')?.shape).to.equal('{{');
    expect(edgesOf(found).filter((each) => each.startsWith('fails -'))).to.deep.equal([]);
    const unreached = [...found.items].find(([, item]) => item.text === 'unreached')?.[0];
    expect(found.classes.get('never')).to.deep.equal([unreached]);
  });

  const HOSTILE = [
    'a"]; click n1 "javascript:alert(1)"',
    'b\\" ] ; x -> y [label="z',
    'c \\N \\G \\l \\\\',
    'd &lt;b&gt; <img src=x onerror=alert(1)> #quot; #59; &amp;',
    'e\nend\nsubgraph x',
    'f\u001b[31m\u200b\u0007',
    '1. g `h` **i** _j_ - k',
    'style x:#59; %% l %%{init: {}}%% | m |',
    'end',
    'ß fl°°60¶ß ½ 😀 é 漢字',
  ];
  const runbookOf = (names: readonly string[]) => `
    name: ${JSON.stringify(names[0])}
    params: { a: { type: string, enum: [x, y], default: x } }
    tasks:
      - name: ${JSON.stringify(names[1])}
        choose:
          - { name: ${JSON.stringify(names[2])}, when: "a == ${JSON.stringify(names[3]).replaceAll(/["\\]/g, '\\$&')} or a == 'x'", debug: {} }
          - { name: ${JSON.stringify(names[3])}, when: else, debug: {} }
      - name: ${JSON.stringify(names[4])}
        block: [{ name: ${JSON.stringify(names[5])}, command: [x], undo: [{ name: ${JSON.stringify(names[6])}, debug: {} }] }]
        rescue: [{ name: ${JSON.stringify(names[7])}, debug: {} }, { name: ${JSON.stringify(names[8])}, debug: {} }]
      - { name: ${JSON.stringify(names[9])}, debug: {} }`;
  const harmless = HOSTILE.map((_, index) => `name ${index}`);

  it('lets no text of a runbook become Mermaid', async () => {
    const found = await graph(runbookOf(HOSTILE));
    const plain = await graph(runbookOf(harmless));
    const shapeOf = ({ items, edges: all }: MermaidGraph) => [
      [...items].map(([id, { shape, around }]) => [id, shape, around]),
      all.map(({ from, to }) => [from, to]),
    ];
    expect(shapeOf(found)).to.deep.equal(shapeOf(plain));
    const texts = new Set(Array.from(found.items.values(), (item) => item.text));
    for (const name of HOSTILE.slice(4)) expect(texts).to.include(shown(name));
  });

  it('lets no text of a runbook become DOT', async function () {
    if (!hasDot) this.skip();
    const shapes = await Promise.all(
      [HOSTILE, harmless].map(async (names) => drawn(await text(runbookOf(names), '--format', 'dot'))),
    );
    const [found, plain] = shapes.map(({ objects, edges: all }) => [
      objects.map(({ name }) => name),
      all.map(({ tail, head }) => [tail, head]),
    ]);
    expect(found).to.deep.equal(plain);
    const labels = new Set(shapes[0]?.objects.map((each) => each.label));
    for (const name of HOSTILE.slice(4)) expect(labels).to.include(shown(name));
  });

  it('gives Graphviz what it reads without a word, from every kind of node', async function () {
    if (!hasDot) this.skip();
    const options = { directory: sandbox.directory };
    const { stdout } = await runCommand(graphCommand, ['lync-backend.yml', '--format', 'dot'], options);
    const { objects } = drawn(stdout);
    expect(objects.some(({ label }) => label?.startsWith('Step 7: Install the update'))).to.equal(true);
  });

  it('writes the same each time, and to a file', async () => {
    const first = await text(runbookOf(harmless));
    expect(await text(runbookOf(harmless))).to.equal(first);
    expect(await text(runbookOf(harmless), '-o', 'graph.mmd')).to.equal('');
    expect(sandbox.read('graph.mmd')).to.equal(first);
  });

  it('refuses a runbook with mistakes, and says them', async () => {
    sandbox.file('wrong.yml', 'tasks: [{ debug: { msg: "{{ nme }}" } }]');
    const { stdout, stderr, exitCode } = await runCommand(graphCommand, ['wrong.yml'], {
      directory: sandbox.directory,
    });
    expect([stdout, exitCode]).to.deep.equal(['', 4]);
    expect(stderr).to.contain('[unknown-variable]');
    expect((await runCommand(graphCommand, ['missing.yml'])).exitCode).to.equal(4);
  });
});

/** As a box shows it: what cannot be seen is spelled out, and lines are broken at blanks. */
function shown(name: string): string {
  return oneLine(name).split(/\s+/).join(' ');
}

interface Drawn {
  readonly objects: readonly { readonly name: string; readonly label?: string }[];
  readonly edges: readonly { readonly tail: number; readonly head: number }[];
}

/** As Graphviz has read it; anything that it says is a failure. */
function drawn(dot: string): Drawn {
  const { stdout, stderr, status } = spawnSync('dot', ['-Tjson'], { input: dot, encoding: 'utf8' });
  expect([status, stderr]).to.deep.equal([0, '']);
  const { objects, edges } = JSON.parse(stdout) as Drawn;
  const text = (label: string) =>
    label
      .replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? ' ' : escaped))
      .replaceAll('&amp;', '&');
  return {
    objects: objects.map(({ name, label }) => ({ name, ...(label !== undefined && { label: text(label) }) })),
    edges,
  };
}
