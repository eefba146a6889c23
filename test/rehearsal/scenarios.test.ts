import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { junitCases, type JUnitCase } from '../harness/junit-cases.ts';
import { root } from '../harness/paths.ts';
import { createSandbox, said, type CliRun } from '../harness/sandbox.ts';
import { testPowerShell } from '../session/test-session.ts';

const folder = join(root, 'runbooks', 'lync-backend', 'rehearsal', 'scenarios');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yml'))
  .map((file) => basename(file, '.yml'))
  .toSorted();

describe('The rehearsal of lync-backend.yml', function () {
  // Each scenario starts many processes; on a busy machine that takes long.
  this.timeout(1_800_000);
  const sandbox = createSandbox();
  after(() => sandbox.dispose());

  let run: CliRun;
  let cases: readonly JUnitCase[];
  before(async () => {
    await testPowerShell();
    run = await sandbox.run(['rehearse', 'lync-backend.yml', '--all', '--junit', 'report.xml']);
    cases = junitCases(sandbox.read('report.xml'));
  });

  it('plays all of its scenarios', () => {
    expect(cases.map(({ name }) => name)).to.deep.equal(names);
    expect(run.stdout.split('\n').at(-2)).to.match(new RegExp(`^${names.length} passed, 0 failed \\(`));
    expect(run.exitCode, said(run)).to.equal(0);
  });

  for (const name of names) {
    it(`ends as expected in "${name}"`, () => {
      const played = cases.find((each) => each.name === name);
      expect(played?.problem, played?.output).to.equal(undefined);
      expect(played?.output).to.match(/^ended as expected: exit [0235]/);
    });
  }

  it('leaves no process behind, in whatever way it ended', async () => {
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});

describe('A difference that is planted in a scenario of lync-backend.yml', function () {
  this.timeout(300_000);

  it('ends with 2, and is told at its line', async () => {
    const copy = createSandbox();
    try {
      const runbooks = join(root, 'runbooks');
      cpSync(join(runbooks, 'lync-backend.yml'), join(copy.directory, 'lync-backend.yml'));
      cpSync(join(runbooks, 'lync-backend'), join(copy.directory, 'lync-backend'), { recursive: true });
      const scenarios = 'lync-backend/rehearsal/scenarios';
      for (const name of names)
        if (!['not-elevated', 'not-in-role'].includes(name))
          rmSync(join(copy.directory, scenarios, `${name}.yml`));
      const planted = copy.read(`${scenarios}/not-elevated.yml`).replace('exit: 2', 'exit: 3');
      copy.file(`${scenarios}/not-elevated.yml`, planted);
      const line = planted.split('\n').findIndex((each) => each.includes('exit: 3')) + 1;
      const { exitCode, stdout } = await copy.run([
        'rehearse',
        'lync-backend.yml',
        '--all',
        '--junit',
        'report.xml',
      ]);
      expect(exitCode, stdout).to.equal(2);
      const message = `${scenarios}/not-elevated.yml:${line}:9: exit 3 was expected, and it was 2`;
      expect(stdout).to.include(`\n    ${message}\n`).and.to.include('\n1 passed, 1 failed (');
      const [elevated, role] = junitCases(copy.read('report.xml'));
      expect(elevated?.problem?.text).to.match(new RegExp(`^${message}\n`));
      expect(role?.problem).to.equal(undefined);
    } finally {
      copy.dispose();
    }
  });
});
