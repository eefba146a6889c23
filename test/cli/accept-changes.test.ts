import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

const node = process.execPath;
const logs = (name: string, more = '') =>
  `  - { name: ${name}, command: ['${node}', --eval, "require('fs').appendFileSync('log', '${name}' + String.fromCharCode(10))"]${more} }\n`;
const breaks = (name: string) =>
  `  - { name: ${name}, command: ['${node}', --eval, "process.exit(require('fs').existsSync('${name}') ? 0 : 3)"] }\n`;

const SCRIPT = `  - name: script
    powershell: |
      'script' | Add-Content log
      12
    register: twelve
`;
const DONE = `${logs('one')}${SCRIPT}`;
const LAST = '  - { name: check, assert: { that: "twelve.output[0] == 12" } }\n';
const RUNBOOK = `tasks:\n${DONE}${breaks('go')}${LAST}`;

describe('runbook resume --accept-changes', function () {
  let sandbox: Sandbox;
  let terminal: Terminal | undefined;
  beforeEach(async () => {
    sandbox = createSandbox();
    sandbox.file('runbook.yml', RUNBOOK);
    const first = await sandbox.run(['apply', 'runbook.yml']);
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('go', '');
  });
  afterEach(() => {
    terminal?.close();
    terminal = undefined;
    sandbox.dispose();
  });

  const change = (text: string) => sandbox.file('runbook.yml', text);
  const resume = (...flags: readonly string[]) => sandbox.run(['resume', '--view', 'plain', ...flags]);
  const log = () => sandbox.read('log').trimEnd().split('\n');

  it('is named where the runbook has changed, with what has, and nothing is done without it', async () => {
    change(`tasks:\n${DONE}${breaks('go').replace('go,', 'went,')}${LAST}${logs('more')}`);
    const refused = await resume();
    expect(refused.exitCode, said(refused)).to.equal(4);
    expect(refused.stderr).to.match(
      /"[^"]*runbook\.yml" is not what the run has begun with \(gone or changed: "go" \(runbook\.yml:8\); new: "went" \(runbook\.yml:8\), "more" \(runbook\.yml:10\)\); nothing was done \[not-resumable\]/,
    );
    expect(refused.stderr).to.include('--accept-changes');
    expect(log()).to.deep.equal(['one', 'script']);
  });

  it('goes on with what comes behind, wherever the done part stands in the file by now, and so does a second resume', async () => {
    change(
      `# why\nname: Another name\ndescription: |\n  of several\n  lines\ntasks:\n  # before\n${DONE}${breaks('go')}${logs('new')}${breaks('second')}${LAST}`,
    );
    const first = await resume('--accept-changes');
    expect(first.exitCode, said(first)).to.equal(2);
    expect(first.stdout).to.include('failed at "second"');
    expect(log()).to.deep.equal(['one', 'script', 'new']);
    sandbox.file('second', '');

    const changed = await resume('--as-recorded');
    expect(changed.exitCode, said(changed)).to.equal(0);
    expect(log()).to.deep.equal(['one', 'script', 'new']);
    expect((await sandbox.run(['runs', '--json'])).stdout).to.include('"exitCode": 0');
  });

  it('is not needed for the files that were accepted, and is for others', async () => {
    change(`tasks:\n${DONE}${breaks('go')}${breaks('second')}${LAST}`);
    expect((await resume('--accept-changes')).exitCode).to.equal(2);
    change(RUNBOOK);
    const refused = await resume();
    expect(refused.exitCode, said(refused)).to.equal(4);
    expect(refused.stderr).to.include('gone or changed: "second"');
    change(`tasks:\n${DONE}${breaks('go')}${breaks('second')}${LAST}`);
    sandbox.file('second', '');
    const resumed = await resume();
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(log()).to.deep.equal(['one', 'script']);
  });

  for (const [what, text] of [
    ['another call', RUNBOOK.replace("'one' +", "'One' +")],
    [
      'another name of its result',
      RUNBOOK.replace('register: twelve', 'register: dozen').replace('twelve.', 'dozen.'),
    ],
    ['another script', RUNBOOK.replace("'script' |", "'Script' |")],
    [
      'a condition around it',
      RUNBOOK.replace(
        logs('one'),
        `  - when: 1 == 1\n    block:\n    ${logs('one')}`.replace('    -', '      -'),
      ),
    ],
    ['nothing any more', `tasks:\n${SCRIPT}${breaks('go')}${LAST}`],
  ] as const) {
    it(`refuses where a task that is on record has ${what}`, async () => {
      change(text);
      const refused = await resume('--accept-changes');
      expect(refused.exitCode, said(refused)).to.equal(4);
      expect(refused.stderr).to.match(
        /"(one|script)" \(runbook\.yml:\d+\) is on record, and the runbook says something else now/,
      );
      expect(log()).to.deep.equal(['one', 'script']);
    });
  }

  it('refuses where the tasks are the same and the run would still come elsewhere', async () => {
    change(`tasks:\n${SCRIPT}${logs('one')}${breaks('go')}${LAST}`);
    const refused = await resume('--accept-changes');
    expect(refused.exitCode, said(refused)).to.equal(4);
    expect(refused.stderr).to.include('with these changes the run would not come to what is on record');
    expect(log()).to.deep.equal(['one', 'script']);
  });

  it('asks about a task that was put before what is done: without a terminal nothing is done', async () => {
    change(`tasks:\n${logs('one')}${logs('late')}${SCRIPT}${breaks('go')}${LAST}`);
    const refused = await resume('--accept-changes');
    expect(refused.exitCode, said(refused)).to.equal(5);
    expect(refused.stderr).to.include('"late" (runbook.yml:3) was put before what is done');
    expect(log()).to.deep.equal(['one', 'script']);
  });

  it('leaves out such a task where the operator says so, once and for all', async function () {
    if (!hasTerminal) this.skip();
    change(`tasks:\n${logs('one')}${logs('late')}${SCRIPT}${breaks('go')}${breaks('second')}${logs('end')}`);
    const runs = join(sandbox.directory, '.state', 'runs');
    terminal = openTerminal([node, program, 'resume', '--accept-changes', '--view', 'plain'], {
      directory: sandbox.directory,
      environment: sandbox.environment,
    });
    await terminal.shows('"late" (runbook.yml:3) stands before what is done');
    terminal.type('leave');
    terminal.enter();
    const shown = await terminal.shows(/exit=\d/);
    expect(shown).to.include('failed at "second"').and.to.include('exit=2');
    expect(log()).to.deep.equal(['one', 'script']);
    sandbox.file('second', '');
    const resumed = await resume();
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(log()).to.deep.equal(['one', 'script', 'end']);
    const journal = readFileSync(join(runs, readdirSync(runs)[0]!, 'journal.jsonl'), 'utf8');
    expect(journal).to.include('"moved":{"tasks/1":"tasks/2"}').and.to.include('"leftOut":["tasks/1"]');
    expect(existsSync(join(sandbox.directory, 'log'))).to.equal(true);
  });
});
