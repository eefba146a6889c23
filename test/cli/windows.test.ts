import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Entry, RunEntry } from '../../src/journal/entry.ts';
import { eventsOf } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const logs = (line: string): string =>
  JSON.stringify([
    process.execPath,
    '--eval',
    `require('fs').appendFileSync('log', ${JSON.stringify(`${line}\n`)});`,
  ]);

describe('A window of a run', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const entries = (): readonly Entry[][] => {
    const runs = join(sandbox.directory, '.state', 'runs');
    return readdirSync(runs).map((id) =>
      readFileSync(join(runs, id, 'journal.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry),
    );
  };
  const stopping = (undo: string) => `tasks:
  - name: The outage
    window: { limit: 10 minutes, on_overrun: stop, reserve: 1 minute }
    block:
      - { name: one, command: ${logs('one')}${undo} }
      - { name: two, command: ${logs('two')}, expected: 10 minutes }
`;

  it('that has ended it is overruled by whoever goes on, and its clock goes on', async () => {
    sandbox.file('runbook.yml', stopping(''));
    const run = await sandbox.run(['apply', 'runbook.yml']);
    expect(run.exitCode, said(run)).to.equal(5);
    expect(run.stdout, said(run)).to.include('stopped by the window "The outage" at "two"');
    expect(run.stdout.replace(/\s+/g, ' ')).to.match(
      /Window The outage: LEFT OPEN, left at [\d.]+ m?s of 10 min: the run was stopped because of the time, so the outage goes on/,
    );
    const opened = entries()[0]?.flatMap((entry) =>
      entry.type === 'finished' ? (entry.resume?.windows ?? []) : [],
    );
    expect(opened).to.have.length(1);
    expect(opened?.[0]).to.deep.include({ id: 'tasks/0', name: 'The outage', held: true });

    const resumed = await sandbox.run(['resume', '--view', 'json']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(resumed.stderr.replace(/\s+/g, ' ')).to.include(
      'the window "The outage" has ended the run: from now on it stops nothing any more, and only says how late it is',
    );
    expect(sandbox.read('log')).to.equal('one\ntwo\n');
    const [closed] = eventsOf(resumed, 'window-closed');
    const began = opened?.[0]?.opened ?? 0;
    expect(closed?.elapsed).to.equal((closed?.time ?? 0) - began);
  });

  it('whose tasks were undone is another one when somebody goes on', async () => {
    sandbox.file('runbook.yml', stopping(`, undo: { name: back, command: ${logs('back')} }`));
    const run = await sandbox.run(['apply', 'runbook.yml']);
    expect(run.exitCode, said(run)).to.equal(5);
    expect(run.stdout.replace(/\s+/g, ' ')).to.include(
      'because of the time, and what has an undo was undone',
    );
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(sandbox.read('log')).to.equal('one\nback\none\nback\n');
  });

  it('goes on in a run that has failed in it, also where it failed at the first task of it', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - name: The outage
    window: { limit: 10 minutes }
    block: [{ name: one, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }]
`,
    );
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(2);
    const began = eventsOf(run, 'window-opened')[0]?.time;
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume', '--view', 'json']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    const [closed] = eventsOf(resumed, 'window-closed');
    expect(closed?.elapsed).to.equal((closed?.time ?? 0) - (began ?? 0));
  });

  it('knows how long its tasks took in earlier runs, by what they say, and writes down what it has read', async () => {
    const text = (more: string) => `tasks:
  - name: The outage
    window: { limit: 10 minutes }
    block:
      - { name: one, command: ${logs('one')} }
      - { name: two, command: ${logs('two')}${more} }
`;
    sandbox.file('runbook.yml', text(''));
    const first = await sandbox.run(['apply', 'runbook.yml', '--view', 'json']);
    expect(eventsOf(first, 'window-opened')[0]).to.deep.include({
      takes: { usual: 0, most: 0, unknown: 2 },
      earlierRuns: 0,
    });
    const took = eventsOf(first, 'task-finished').map(({ duration }) => duration);
    const all = took.reduce((sum, each) => sum + each, 0);

    const second = await sandbox.run(['apply', 'runbook.yml', '--view', 'json']);
    expect(eventsOf(second, 'window-opened')[0]).to.deep.include({
      takes: { usual: all, most: all, unknown: 0 },
      earlierRuns: 1,
    });
    const runs = entries().map(([run]) => (run as RunEntry).earlier ?? {});
    // Two runs of one second stand in any order.
    const read = runs.map((earlier) => Object.values(earlier).map(({ inAll }) => inAll.usual));
    expect(read).to.have.deep.members([[], took]);

    // Another task has no earlier runs, and one that is not in the user's own folder is none.
    sandbox.file('runbook.yml', text(', tags: [two]'));
    const changed = await sandbox.run(['apply', 'runbook.yml', '--view', 'json']);
    expect(eventsOf(changed, 'window-opened')[0]?.takes?.unknown).to.equal(1);
    const elsewhere = await sandbox.run(['apply', 'runbook.yml', '--view', 'json', '--journal', 'other']);
    expect(eventsOf(elsewhere, 'window-opened')[0]?.earlierRuns).to.equal(0);
  });
});
