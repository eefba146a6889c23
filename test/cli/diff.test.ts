import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../src/events/run-event.ts';
import { statuses } from '../harness/outcome.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `params: { code: { type: string, secret: true } }
tasks:
  - { name: Set, Set-Content: { Path: a.txt, Value: [a, B, c] } }
  - { name: Add, Add-Content: { LiteralPath: b.txt, Value: d } }
  - { name: Same, Set-Content: { Path: b.txt, Value: [one, d] } }
  - { name: New, New-Item: { Path: folder, Name: new.txt, Value: hello } }
  - { name: Folder, New-Item: { Path: sub, ItemType: Directory } }
  - { name: Secret, Out-File: { FilePath: out.txt, InputObject: '{{ code }}' } }
  - { name: Binary, Set-Content: { Path: bin.dat, Value: x } }
  - { name: Copy, Copy-Item: { Path: a.cfg, Destination: folder } }
  - { name: Variable, Set-Item: { Path: 'env:SELECTED', Value: bar }, keep: environment }
  - { name: Property, Set-ItemProperty: { Path: a.cfg, Name: IsReadOnly, Value: true } }
  - { name: Remove, Remove-Item: { Path: '*.old' } }
  - { name: Hidden, Set-Content: { Path: z.txt, Value: z }, no_log: true }
  - { name: Read, Get-Content: { Path: a.cfg } }
`;

/** The diffs by task; temporary folders left out. */
function diffs({ events }: CliRun, folder: string): Record<string, string> {
  const names = new Map<string, string>();
  const found: Record<string, string> = {};
  const take = (event: RunEvent): void => {
    if (event.type === 'task-started') names.set(event.id, event.name);
    if (event.type !== 'task-output' || event.stream !== 'diff') return;
    const name = names.get(event.id) ?? '';
    found[name] = [...(name in found ? [found[name]] : []), event.text]
      .join('\n')
      .replaceAll(`${folder}/`, '');
  };
  events.forEach(take);
  return found;
}

describe('runbook apply --diff', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    const files = { 'a.txt': 'a\nb\nc\n', 'b.txt': 'one\n', 'bin.dat': 'a\0b', 'a.cfg': 'x=1\n' };
    for (const [path, content] of Object.entries(files)) sandbox.file(path, content);
    sandbox.file('folder/a.cfg', 'x=2\n');
    sandbox.file('1.old', 'first\n');
    sandbox.file('empty.txt', '');
    sandbox.file('2.old', 'second\n');
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const run = (...args: readonly string[]) =>
    sandbox.apply(RUNBOOK, args, { env: { RUNBOOK_PARAM_CODE: 'hunter22hunter22' } });

  const CHANGES = {
    Set: '--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c',
    Add: '--- b.txt\n+++ b.txt\n@@ -1,1 +1,2 @@\n one\n+d',
    New: '--- /dev/null\n+++ folder/new.txt\n@@ -0,0 +1,1 @@\n+hello\n\\ No newline at end of file',
    Folder: '+ folder sub',
    Secret: '--- /dev/null\n+++ out.txt\n@@ -0,0 +1,1 @@\n+********',
    Binary: 'bin.dat: what changes is not shown, it is binary',
    Copy: '--- folder/a.cfg\n+++ folder/a.cfg\n@@ -1,1 +1,1 @@\n-x=2\n+x=1',
    Variable: '--- /dev/null\n+++ Env:SELECTED\n@@ -0,0 +1,1 @@\n+bar',
    Property: '--- a.cfg IsReadOnly\n+++ a.cfg IsReadOnly\n@@ -1,1 +1,1 @@\n-False\n+True',
    Remove:
      '--- 1.old\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-first\n--- 2.old\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-second',
  };

  it('shows what has changed', async () => {
    const applied = await run('--diff');
    expect(applied.exitCode, said(applied)).to.equal(0);
    expect(diffs(applied, sandbox.directory)).to.deep.equal(CHANGES);
    expect(applied.stdout).not.to.contain('hunter22');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('shows with --check what would change, and changes nothing', async () => {
    const checked = await run('--check', '-D');
    expect(checked.exitCode, said(checked)).to.equal(0);
    expect(diffs(checked, sandbox.directory)).to.deep.equal({
      ...CHANGES,
      Variable: CHANGES.Variable.replace('Env:', 'env:'),
      // Nothing has been added before.
      Same: '--- b.txt\n+++ b.txt\n@@ -1,1 +1,2 @@\n one\n+d',
    });
    expect(sandbox.read('a.txt')).to.equal('a\nb\nc\n');
    expect(existsSync(join(sandbox.directory, '1.old'))).to.equal(true);
    expect(checked.stdout).not.to.contain('hunter22');
  });

  it('is not there unless it is asked for', async () => {
    const applied = await run();
    expect(diffs(applied, sandbox.directory)).to.deep.equal({});
    expect(statuses(applied)).to.have.lengthOf(13);
  });

  it('is shown or not as the keyword says, the nearest one, whatever the flag is', async () => {
    const runbook = `tasks:
  - name: Around
    diff: '{{ 1 > 0 }}'
    block:
      - { name: Inside, Set-Content: { Path: a.txt, Value: x } }
      - { name: Not, Set-Content: { Path: b.txt, Value: x }, diff: false }
  - { name: Else, Set-Content: { Path: a.cfg, Value: x } }
`;
    const shown = async (...args: readonly string[]) =>
      Object.keys(diffs(await sandbox.apply(runbook, args), sandbox.directory));
    expect(await shown('--check')).to.deep.equal(['Inside']);
    expect(await shown('--check', '--diff')).to.deep.equal(['Inside', 'Else']);
    expect(await shown()).to.deep.equal(['Inside']);
  });

  it('shows what a task has done that fails', async () => {
    const applied = await sandbox.apply(
      `tasks:
  - { name: Half, Remove-Item: { Path: [1.old, none.txt] }, ignore_errors: true }
  - { name: Wrong, Set-Content: { Path: none/a.txt, Value: x }, ignore_errors: true }
  - { name: Last, Set-Content: { Path: a.txt, Value: x } }
  - { name: Empty, Set-Content: { Path: empty.txt, Value: x } }
`,
      ['--diff'],
    );
    expect(statuses(applied)).to.deep.equal([
      'Half: ignored',
      'Wrong: ignored',
      'Last: changed',
      'Empty: changed',
    ]);
    expect(diffs(applied, sandbox.directory)).to.deep.equal({
      Half: '--- 1.old\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-first',
      Last: '--- a.txt\n+++ a.txt\n@@ -1,3 +1,1 @@\n-a\n-b\n-c\n+x',
      Empty: '--- empty.txt\n+++ empty.txt\n@@ -0,0 +1,1 @@\n+x',
    });
  });
});
