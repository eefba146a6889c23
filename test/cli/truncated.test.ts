import { expect } from 'chai';
import { output, resultOf } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const COUNT = 10_007;

describe('A registered result', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.dispose());

  for (const [stream, script] of [
    ['warning', 'Write-Warning "w$i"'],
    ['information', 'Write-Information "w$i"'],
    ['verbose', 'Write-Verbose "w$i" -Verbose'],
    ['error', 'Write-Error "w$i"'],
  ] as const) {
    it(`of more than 10 000 records of the stream ${stream} is truncated, and says so`, async () => {
      const run = await sandbox.apply(`tasks:
  - name: Many
    powershell: 'foreach ($i in 1..${COUNT}) { ${script} }'
    error_action: continue
    register: many
    failed_when: false
  - { name: Told, assert: { that: [many.truncated, (many.${stream} | length) == 10000] } }
`);
      expect(run.exitCode, said({ stdout: run.stdout.slice(-2000), stderr: run.stderr })).to.equal(0);
      expect(resultOf(run, 'Many')['truncated']).to.equal(true);
      expect(output(run, 'warning').at(-1)).to.equal(
        `the registered result has only the beginning of ${stream}`,
      );
    });
  }

  it('of 10 000 records is whole', async () => {
    const run = await sandbox.apply(`tasks:
  - { name: Many, powershell: 'foreach ($i in 1..10000) { Write-Warning $i }', register: many }
  - { name: Told, assert: { that: many.truncated is not defined } }
`);
    expect(run.exitCode, said({ stdout: run.stdout.slice(-2000), stderr: run.stderr })).to.equal(0);
    expect(output(run, 'warning')).to.have.lengthOf(10_000);
  });

  it('of a program that says too much says so', async () => {
    const flood = `const line = 'x'.repeat(1023) + '\\n'; for (let i = 0; i < 17 * 1024; i++) require('fs').writeSync(1, line);`;
    sandbox.file('flood.cjs', flood);
    const run = await sandbox.run([
      'apply',
      sandbox.file(
        'flood.yml',
        `tasks: [{ name: Flood, command: ['${process.execPath}', flood.cjs], register: r }]\n`,
      ),
    ]);
    expect(run.exitCode).to.equal(0);
    expect(run.stdout).to.contain('the registered result has only the beginning of stdout');
  });
});
