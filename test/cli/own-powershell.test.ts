import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventsOf } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { fakeDotnet, type FakeDotnet } from '../session/find/fake-dotnet.ts';
import { testPowerShell } from '../session/test-session.ts';

const RUNBOOK = 'tasks: [{ name: Ask, Get-Date: {} }]\n';

describe('A machine without PowerShell', function () {
  let sandbox: Sandbox;
  beforeEach(function () {
    // The stand-in for the SDK is a shell script.
    if (process.platform === 'win32') this.skip();
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.dispose());

  /** An environment in which nothing is found but this SDK. */
  const withSdk = (dotnet: FakeDotnet) => ({
    ...fakeDotnet(sandbox.directory, dotnet),
    DOTNET_ROOT: undefined,
    RUNBOOK_POWERSHELL: undefined,
  });
  const copies = () => {
    const folder = join(sandbox.directory, 'cache', 'powershell');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  for (const [signal, who] of [
    ['SIGINT', 'the operator'],
    ['SIGTERM', 'a signal'],
  ] as const) {
    it(`is left as it was by ${signal} during the installation`, async () => {
      sandbox.file('runbook.yml', RUNBOOK);
      const run = sandbox.start(['apply', 'runbook.yml', '--view', 'json'], {
        env: withSdk({ sdks: ['10.0.401'], install: 'echo half > "$out/half"; sleep 1000 & wait' }),
      });
      await sandbox.process('sleep 1000');
      run.child.kill(signal);
      const ended = await run.ended;
      expect(ended.exitCode, said(ended)).to.equal(5);
      expect(ended.stderr).to.match(/^Getting PowerShell 7\.6\.9 from NuGet/);
      expect(ended.stderr).to.match(new RegExp(`\nstopped by ${who}: nothing was run\n$`));
      expect(ended.stdout).to.equal('');
      expect(copies()).to.deep.equal([]);
      expect(await sandbox.leftovers()).to.deep.equal([]);
    });
  }

  it('gets one for the first run, which says so beside its events', async () => {
    const run = await sandbox.apply(RUNBOOK, [], {
      // It installs well, and its PowerShell then ends when the session is to be opened.
      env: withSdk({
        sdks: ['10.0.401'],
        start: 'case "$*" in *PSVersionTable*) echo 7.6.9 ;; *) echo "out of order" >&2; exit 7 ;; esac',
      }),
    });
    expect(run.exitCode, said(run)).to.equal(3);
    expect(run.stderr.trimEnd().split('\n')).to.have.length(2);
    expect(run.stdout.trimEnd().split('\n')).to.have.length(run.events.length);
    expect(eventsOf(run, 'notice-given')[0]?.text).to.match(
      /pwsh\.dll" ended with exit code 7 .*; it said:\nout of order/,
    );
    expect(copies()).to.have.length(1);
  });

  it('is not tried with an installation for a guess', async () => {
    // A runbook that will turn out to be wrong, with what looks like a cmdlet in it.
    const run = await sandbox.apply(`${RUNBOOK}nonsense: 1\n`, [], { env: withSdk({ sdks: ['10.0.401'] }) });
    expect(run.exitCode, said(run)).to.equal(4);
    expect(copies()).to.deep.equal([]);
  });

  it('applies no runbook that wants Windows PowerShell, and gets nothing for it', async () => {
    const run = await sandbox.apply(`session: { edition: desktop }\n${RUNBOOK}`, [], {
      env: withSdk({ sdks: ['10.0.401'] }),
    });
    expect(run.exitCode, said(run)).to.equal(3);
    expect(run.stderr).to.contain('the runbook needs Windows PowerShell').and.to.contain('runbook rehearse');
    expect(copies()).to.deep.equal([]);
  });

  it('is shown as it is by doctor, which installs nothing unasked', async () => {
    const env = withSdk({ sdks: ['10.0.401'] });
    const seen = await sandbox.run(['doctor'], { env });
    expect(seen.exitCode, said(seen)).to.equal(0);
    expect(seen.stdout).to.match(
      /^note +Own PowerShell +not installed\n +.*7\.6\.9 from NuGet into .*doctor --install/m,
    );
    expect(seen.stdout).to.match(/^note +Session +not tried: the first run installs PowerShell 7\.6\.9$/m);
    expect(seen.stdout).to.contain('can be applied on this machine, once PowerShell is installed');
    expect(copies()).to.deep.equal([]);

    const asked = await sandbox.run(['doctor', '--install'], { env });
    expect(copies()).to.have.length(1);
    expect(asked.stdout).to.match(/^ok +Own PowerShell +7\.6\.9, .*pwsh\.dll$/m);
    // This stand-in is no PowerShell.
    expect(asked.exitCode, said(asked)).to.equal(3);
  });

  it('and without .NET is one on which doctor says what is missing', async () => {
    const empty = join(sandbox.directory, 'empty');
    mkdirSync(empty);
    const env = { ...withSdk({ sdks: [] }), PATH: empty };
    const seen = await sandbox.run(['doctor'], { env });
    expect(seen.exitCode, said(seen)).to.equal(3);
    expect(seen.stdout).to.match(/^note +\.NET SDK +not found; it matters only where/m);
    expect(seen.stdout).to.match(/^missing +Session +there is no PowerShell on PATH.*no \.NET SDK/m);
    expect(seen.stdout).to.match(/^ += install the \.NET SDK 10 .*; or install PowerShell 7/m);
  });
});

describe('DEBUG in the environment', () => {
  // Where it is not there yet, getting it has something to say.
  before(() => testPowerShell());

  it('puts nothing on stdout or stderr', async () => {
    const sandbox = createSandbox();
    try {
      const run = await sandbox.apply(RUNBOOK, [], { env: { DEBUG: '*' } });
      expect(run.exitCode, said(run)).to.equal(0);
      expect(run.stdout.trimEnd().split('\n')).to.have.length(run.events.length);
      expect(run.stderr).to.equal('');
    } finally {
      sandbox.dispose();
    }
  });
});
