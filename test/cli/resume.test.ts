import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { statuses } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

/** A program that writes a line into `log`, and then does what is said. */
const logs = (line: string, then = ''): string =>
  JSON.stringify([
    process.execPath,
    '--eval',
    `require('fs').appendFileSync('log', ${JSON.stringify(`${line}\n`)}); ${then}`,
  ]);
/** It waits until it is killed, or until the file is there. */
const WAITS = "setInterval(() => { if (require('fs').existsSync('go')) process.exit(0) }, 20)";

describe('runbook resume', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const runs = () => join(sandbox.directory, '.state', 'runs');
  const run = () => {
    const [id = ''] = readdirSync(runs());
    return { id, journal: join(runs(), id, 'journal.jsonl') };
  };
  /** Applies a runbook and kills the runner when the log has the line. */
  const breakOff = async (
    line: string,
    args: readonly string[] = ['apply', 'runbook.yml'],
  ): Promise<void> => {
    const running = sandbox.start(args);
    await sandbox.appears('log', line);
    running.child.kill('SIGKILL');
    await running.ended;
    sandbox.file('go', '');
  };

  it('goes on behind what is done, with every registered value, and does nothing twice', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: one, command: ${logs('one', "console.log('from one')")}, register: one }
  - { name: fact, set_fact: { number: 12345678901234567890, text: "{{ one.stdout }}" } }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - name: check
    assert: { that: ["number + 1 == 12345678901234567891", "text == 'from one'", "one.rc == 0", "one is changed"] }
`,
    );
    const first = await sandbox.run(['apply', 'runbook.yml']);
    expect(first.exitCode, said(first)).to.equal(2);
    expect(first.stderr).to.equal(`\nto go on with this run: runbook resume ${run().id}\n`);
    const refused = await sandbox.run(['resume']);
    expect(refused.exitCode, said(refused)).to.equal(2);
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(resumed.stderr).to.include('it goes on at "break"');
    expect(resumed.stdout, said(resumed)).to.include('note: resumed: 2 tasks are over since before');
    expect(sandbox.read('log')).to.equal('one\n');
    const listed = await sandbox.run(['runs', '--json']);
    expect(JSON.parse(listed.stdout)).to.have.length(1);
    const report = await sandbox.run(['show', run().id, '--format', 'json']);
    const {
      finished,
      timeline,
      resumed: when,
    } = JSON.parse(report.stdout) as {
      finished: { exitCode: number };
      timeline: { name: string; status?: string }[];
      resumed: string[];
    };
    expect(finished.exitCode).to.equal(0);
    expect(timeline.filter(({ name }) => name === 'break').map(({ status }) => status)).to.deep.equal([
      'failed',
      'failed',
      'changed',
    ]);
    expect(when).to.have.length(2);
    const written = await sandbox.run(['show', run().id, '--format', 'html', '-o', 'night.html']);
    expect(written.stdout, said(written)).to.equal('');
    expect(sandbox.read('night.html')).to.match(/^<!doctype html>[^]*<\/html>\n$/);
    const unwritable = await sandbox.run(['show', run().id, '--format', 'md', '-o', 'no/such/folder.md']);
    expect(unwritable.exitCode).to.equal(4);
    expect(unwritable.stderr).to.include('"no/such/folder.md" cannot be written');
  });

  it('says what a script had put into the old session and another one reads', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: set, powershell: "$global:Token = 'abc'; $global:Other = 1" }
  - { name: read, powershell: $Other, changed_when: false }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - { name: use, powershell: 'if (-not $Token) { throw "no token" }' }
`,
    );
    const first = await sandbox.run(['apply', 'runbook.yml']);
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(2);
    expect(resumed.stderr).to.include(
      'runbook.yml:5:40: warning: "$Token" was set in a session that has ended: here it is empty [lost-variable]',
    );
    expect(resumed.stderr.match(/lost-variable/g)).to.have.length(1);
  });

  it('has objects anew that a task had only read, and tells that', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: find the folder, Get-Item: { LiteralPath: '${sandbox.directory}' }, register: folder }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - name: use the folder
    powershell:
      script: 'param([IO.DirectoryInfo] $Folder) $Folder.GetFiles("go").Count'
      parameters: { Folder: "{{ folder.output[0] }}" }
    register: files
  - { name: check, assert: { that: "files.output == [1]" } }
`,
    );
    expect((await sandbox.run(['apply', 'runbook.yml'])).exitCode).to.equal(2);
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume', '--view', 'plain']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    const sentence =
      '"find the folder" (runbook.yml:2) was done again, because "use the folder" (runbook.yml:4) needs an object that it had returned, and that has gone with its session';
    expect(resumed.stdout).to.include(sentence);
    expect(resumed.stderr).not.to.include('lost-object');
    const shown = await sandbox.run(['show', run().id]);
    expect(shown.stdout).to.include(sentence);
    const verified = await sandbox.run(['show', run().id, '--verify']);
    expect(verified.exitCode, said(verified)).to.equal(0);
  });

  it('stops before what needs an object that a changing task had returned, as often as it is gone on with; and goes on when it is found in another way', async () => {
    const text = (use: string) => `tasks:
  - { name: make the folder, New-Item: { Path: '${sandbox.directory}/made', ItemType: Directory }, register: made }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - name: around it
    block:
${use}
    always:
      - { name: in any case, command: ${logs('always')} }
`;
    const script = `powershell: { script: 'param([IO.DirectoryInfo] $Folder) $Folder.Delete()', parameters: { Folder: "{{ made.output[0] }}" } }`;
    sandbox.file('runbook.yml', text(`      - { name: remove it, ${script} }`));
    expect((await sandbox.run(['apply', 'runbook.yml'])).exitCode).to.equal(2);
    sandbox.file('go', '');
    for (const times of [1, 2]) {
      const resumed = await sandbox.run(['resume', '--view', 'plain']);
      expect(resumed.exitCode, `${times}: ${said(resumed)}`).to.equal(5);
      expect(resumed.stderr).to.include('the run will stop before this task [lost-object]');
      expect(resumed.stdout)
        .to.include(
          '"remove it" (runbook.yml:6) needs an object that "make the folder" (runbook.yml:2) had returned, and that has gone with its session',
        )
        .and.to.include('go on with `runbook resume --accept-changes`');
      expect(resumed.stdout).not.to.include('in doubt');
      expect(resumed.stderr).to.include(`to go on with this run: runbook resume ${run().id}`);
      expect(existsSync(join(sandbox.directory, 'made'))).to.equal(true);
      expect(existsSync(join(sandbox.directory, 'log'))).to.equal(false);
    }
    const find = `      - { name: find it, Get-Item: { LiteralPath: "{{ made.output[0].FullName }}" }, register: found }`;
    sandbox.file(
      'runbook.yml',
      text(`${find}\n      - { name: remove it, ${script.replace('made', 'found')} }`),
    );
    const changed = await sandbox.run(['resume', '--accept-changes']);
    expect(changed.exitCode, said(changed)).to.equal(0);
    expect(existsSync(join(sandbox.directory, 'made'))).to.equal(false);
    expect(sandbox.read('log')).to.equal('always\n');
  });

  it('asks nobody about what only reads, and does once more what `on_resume: rerun` says', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: one, command: ${logs('one')} }
  - { name: two, command: ${logs('two', WAITS)}, on_resume: rerun }
  - { name: three, command: ${logs('three')} }
`,
    );
    await breakOff('two');
    const listed = await sandbox.run(['runs']);
    expect(listed.stdout).to.include('broken off');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(sandbox.read('log')).to.equal('one\ntwo\ntwo\nthree\n');
    const over = await sandbox.run(['resume', run().id]);
    expect(over.exitCode).to.equal(4);
    expect(over.stderr).to.include('has ended well; nothing was done [not-resumable]');
  });

  it('never does blindly again what may have changed something, and counts it as done where the runbook says so', async () => {
    const text = (word: string) => `tasks:
  - { name: one, command: ${logs('one', WAITS)}${word} }
  - { name: two, command: ${logs('two')} }
`;
    sandbox.file('runbook.yml', text(''));
    await breakOff('one');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(resumed.stderr).to.include('"one" is in doubt').and.to.include('[in-doubt]');
    expect(sandbox.read('log')).to.equal('one\n');

    const other = createSandbox();
    try {
      other.file('runbook.yml', text(', on_resume: skip'));
      const running = other.start(['apply', 'runbook.yml']);
      await other.appears('log');
      running.child.kill('SIGKILL');
      await running.ended;
      other.file('go', '');
      const skipped = await other.run(['resume']);
      expect(skipped.exitCode, said(skipped)).to.equal(0);
      expect(other.read('log')).to.equal('one\ntwo\n');
    } finally {
      other.dispose();
    }
  });

  it('asks the probes of what is in doubt', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: one, command: ${logs('one', `require('fs').writeFileSync('made', ''); ${WAITS}`)}, creates: made }
  - { name: two, command: ${logs('two')} }
`,
    );
    await breakOff('one');
    await sandbox.appears('made');
    const resumed = await sandbox.run(['resume', '--view', 'json']);
    expect(statuses(resumed), said(resumed)).to.deep.equal(['one: skipped', 'two: changed']);
    expect(resumed.stdout).to.include('done already: made is there');
    expect(sandbox.read('log')).to.equal('one\ntwo\n');
  });

  it('refuses another runbook and another secret, and has no secret on record', async () => {
    const text = `params: { pw: { type: string, secret: true, required: true } }
tasks:
  - { name: uses, powershell: { script: "param($p) \\"it is $p\\"", parameters: { p: "{{ pw }}" } }, register: used }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - { name: again, assert: { that: "used.output[0] == 'it is ' ~ pw" } }
`;
    sandbox.file('runbook.yml', text);
    const env = { RUNBOOK_PARAM_PW: 'Tr0ub4dor&3' };
    const first = await sandbox.run(['apply', 'runbook.yml'], { env });
    expect(first.exitCode, said(first)).to.equal(2);
    for (const { path, content } of sandbox.files())
      expect(content.includes('Tr0ub4dor'), path).to.equal(false);
    sandbox.file('go', '');
    const wrong = await sandbox.run(['resume'], { env: { RUNBOOK_PARAM_PW: 'another one' } });
    expect(wrong.exitCode).to.equal(4);
    expect(wrong.stderr).to.include('the secret "pw" is not the one with which the run has begun');
    const none = await sandbox.run(['resume']);
    expect(none.exitCode).to.equal(4);
    expect(none.stderr).to.include('[parameter-missing]');

    sandbox.file('runbook.yml', `${text}  - { name: more, debug: { msg: more } }\n`);
    const changed = await sandbox.run(['resume'], { env });
    expect(changed.exitCode).to.equal(4);
    expect(changed.stderr).to.include('is not what the run has begun with');
    const recorded = await sandbox.run(['resume', '--as-recorded'], { env });
    expect(recorded.exitCode, said(recorded)).to.equal(0);
    expect(recorded.stdout).to.not.include('more');
  });

  it('reads variables of the environment as they were when the run began', async () => {
    sandbox.file(
      'runbook.yml',
      `params: { domain: { env: SITE_DOMAIN }, token: { env: SITE_TOKEN } }
tasks:
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - { name: read, debug: { msg: "in {{ lookup('env', 'SITE_DOMAIN') }}, {{ query('env', 'SITE_TOKEN') }}" } }
`,
    );
    const first = await sandbox.run(['apply', 'runbook.yml'], { env: { SITE_DOMAIN: 'corp.example' } });
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('go', '');
    const env = { SITE_DOMAIN: 'other.example', SITE_TOKEN: 'set since' };
    const resumed = await sandbox.run(['resume'], { env });
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(resumed.stdout, said(resumed)).to.include("in corp.example, ['']");
  });

  it('names what is in doubt where nothing of the run was seen', async () => {
    sandbox.file('runbook.yml', `tasks:\n  - { name: one, command: ${logs('one', WAITS)} }\n`);
    await breakOff('one');
    // It is made when the run comes to its first turn, and so later than the first entry.
    rmSync(join(runs(), run().id, 'events.jsonl'), { force: true });
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(resumed.stderr).to.include('"one" is in doubt').and.to.include('[in-doubt]');
  });

  it('needs a result with no_log only where its name stands anywhere else', async () => {
    const text = (more: string) => `tasks:
  - { name: hides, command: [${process.execPath}, --version], register: hidden, no_log: true }
  - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
  - { name: last, debug: { msg: last } }
${more}`;
    for (const [more, exitCode] of [
      ['', 0],
      ['  - { name: reads, debug: { msg: "{{ hidden.rc }}" } }\n', 4],
    ] as const) {
      sandbox.file('runbook.yml', text(more));
      const first = await sandbox.run(['apply', 'runbook.yml']);
      expect(first.exitCode, said(first)).to.equal(2);
      sandbox.file('go', '');
      const resumed = await sandbox.run(['resume']);
      expect(resumed.exitCode, said(resumed)).to.equal(exitCode);
      if (exitCode === 4)
        expect(resumed.stderr).to.include('needs what "hidden" has, and with `no_log` it is not on record');
      rmSync(join(sandbox.directory, 'go'));
    }
  });

  it('refuses to go on behind a failure of which the rescue can ask what is not on record', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - block:
      - { name: one, command: [${process.execPath}, --eval, 'process.exit(5)'], no_log: true }
    rescue:
      - { name: two, command: ${logs('two', WAITS)}, on_resume: rerun }
      - { name: three, debug: { msg: "{{ ansible_failed_result.rc }}" } }
`,
    );
    await breakOff('two');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(4);
    expect(resumed.stderr).to.include('with `no_log` it is not on record; nothing was done');
    expect(sandbox.read('log')).to.equal('two\n');
  });

  it('asks about what a stop has left in doubt, too', async () => {
    sandbox.file('runbook.yml', `tasks:\n  - { name: one, command: ${logs('one', WAITS)} }\n`);
    const running = sandbox.start(['apply', 'runbook.yml']);
    await sandbox.appears('log');
    running.child.kill('SIGINT');
    expect((await running.ended).exitCode).to.equal(5);
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(resumed.stderr).to.include('"one" is in doubt: the run ended in the middle of it');
    expect(sandbox.read('log')).to.equal('one\n');
  });

  it('begins the block anew whose rescue has acted', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: before, command: ${logs('before')} }
  - name: the block
    block:
      - { name: one, command: ${logs('one')} }
      - { name: break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
    rescue:
      - { name: repair, command: ${logs('repair')} }
      - { name: give up, fail: { msg: no } }
`,
    );
    const first = await sandbox.run(['apply', 'runbook.yml']);
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume']);
    expect(resumed.stderr).to.include('it goes on at the beginning of "the block"');
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(sandbox.read('log')).to.equal('before\none\nrepair\none\n');
  });

  it('finds what was changed in a journal, and takes a torn last line for what it is', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:\n  - { name: one, command: ${logs('one')} }\n  - { name: no, fail: { msg: no } }\n`,
    );
    await sandbox.run(['apply', 'runbook.yml']);
    const { journal, id } = run();
    const text = readFileSync(journal, 'utf8');
    const verified = await sandbox.run(['show', id, '--verify']);
    expect(verified.stdout, said(verified)).to.match(/^\d+ entries, each chained to the one before\n/);
    const shown = await sandbox.run(['show', id.slice(0, 8)]);
    expect(shown.stdout).to.include('FAILED  no').and.to.include('failed at "no"');

    writeFileSync(journal, text.slice(0, -20));
    const torn = await sandbox.run(['show', id, '--verify']);
    expect(torn.stdout, said(torn)).to.include('the last line was not written to its end');

    writeFileSync(journal, text.replace('"one', '"two'));
    const changed = await sandbox.run(['resume']);
    expect(changed.exitCode).to.equal(4);
    writeFileSync(journal, text.split('\n').toSpliced(3, 1).join('\n'));
    const cut = await sandbox.run(['show', id]);
    expect(cut.exitCode).to.equal(4);
    expect(cut.stderr).to.include('[journal-damaged]');
  });

  it('lets one run of a runbook at a time, and tells who is at it', async () => {
    sandbox.file('runbook.yml', `tasks:\n  - { name: one, command: ${logs('one', WAITS)} }\n`);
    const running = sandbox.start(['apply', 'runbook.yml']);
    await sandbox.appears('log');
    const second = await sandbox.run(['apply', 'runbook.yml']);
    expect(second.exitCode, said(second)).to.equal(4);
    expect(second.stderr).to.include('runs this runbook on this host').and.to.include('[run-locked]');
    const checked = await sandbox.run(['apply', 'runbook.yml', '--check']);
    expect(checked.exitCode, said(checked)).to.equal(0);
    sandbox.file('go', '');
    const first = await running.ended;
    expect(first.exitCode, said(first)).to.equal(0);
  });

  it('removes old runs that are over, and none that can be resumed', async () => {
    sandbox.file('bad.yml', 'tasks:\n  - { name: no, fail: { msg: no } }\n');
    sandbox.file('good.yml', 'tasks:\n  - { name: yes, debug: { msg: yes } }\n');
    for (const file of ['bad.yml', 'good.yml', 'good.yml']) await sandbox.run(['apply', file]);
    const pruned = await sandbox.run(['runs', '--prune', '0']);
    expect(pruned.stdout, said(pruned)).to.equal('2 runs were removed, 1 is kept\n');
    const without = await sandbox.run(['apply', 'good.yml', '--no-journal']);
    expect(without.exitCode).to.equal(0);
    expect(readdirSync(runs())).to.have.length(1);
  });
});
