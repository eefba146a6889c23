import { expect } from 'chai';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOf, finished, statuses } from '../harness/outcome.ts';
import { createSandbox, said, type CliOptions, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `tasks:
  - { name: First, debug: {} }
  - { name: Ask, Get-Date: {} }
`;

describe('PowerShell', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  /** Runs with it, and expects that nothing was begun and nothing is left. */
  async function unusable(
    words: readonly (string | RegExp)[],
    options: CliOptions,
    args: readonly string[] = [],
  ) {
    const run = await sandbox.apply(RUNBOOK, args, options);
    expect(run.exitCode, said(run)).to.equal(3);
    expect(statuses(run)).to.deep.equal([]);
    const [end] = eventsOf(run, 'run-finished');
    const notices = eventsOf(run, 'notice-given').map((notice) => notice.text);
    const text = [run.stderr, end?.outcome, ...notices].join('\n');
    for (const word of words) {
      if (typeof word === 'string') expect(text).to.contain(word);
      else expect(text).to.match(word);
    }
    expect(run.stderr).to.not.contain('bug in runbook');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  }

  function script(name: string, content: string): string {
    const path = sandbox.file(name, content);
    chmodSync(path, 0o755);
    return path;
  }

  it('that is nowhere, nor .NET to get one with, is an error that says how to get it', async () => {
    const empty = join(sandbox.directory, 'empty');
    mkdirSync(empty);
    await unusable([/no PowerShell/, 'install PowerShell 7', '.NET SDK', '--powershell'], {
      env: {
        PATH: empty,
        Path: undefined,
        HOME: empty,
        USERPROFILE: empty,
        DOTNET_ROOT: undefined,
        RUNBOOK_POWERSHELL: undefined,
        RUNBOOK_CACHE_DIR: join(empty, 'cache'),
      },
    });
  });

  it('that is nowhere is not missed by a runbook that does not need it', async () => {
    const empty = join(sandbox.directory, 'empty');
    mkdirSync(empty);
    const run = await sandbox.apply('tasks: [{ name: One, debug: {} }]', [], {
      env: { PATH: empty, HOME: empty, DOTNET_ROOT: undefined, RUNBOOK_CACHE_DIR: join(empty, 'cache') },
    });
    expect(run.exitCode, said(run)).to.equal(0);
  });

  it('that is named and not there', () =>
    unusable(['no-such-pwsh', 'RUNBOOK_POWERSHELL'], { env: { RUNBOOK_POWERSHELL: 'no-such-pwsh' } }));

  if (process.platform !== 'win32') {
    it('that is something else', () =>
      unusable(['"/bin/cat"', 'Windows PowerShell 5.1, or PowerShell 7.2 or later'], {}, [
        '--powershell',
        '/bin/cat',
      ]));

    it('that echoes what it is told', () =>
      unusable([/is not PowerShell/], {}, ['--powershell', script('echoes', '#!/bin/sh\nexec cat\n')]));

    it('that ends at once and says nothing', () =>
      unusable([/ended|exit/i], {}, ['--powershell', script('silent', '#!/bin/sh\nexit 0\n')]));

    it('that dies at its start, with its exit code and its last words', () =>
      unusable(['41', 'the libraries are gone'], {}, [
        '--powershell',
        script('dies', '#!/bin/sh\necho the libraries are gone >&2\nexit 41\n'),
      ]));
  }

  it('of the wrong edition', async () => {
    // There the edition is the right one.
    if (process.platform === 'win32') return;
    const run = await sandbox.apply(`session: { edition: desktop }\n${RUNBOOK}`);
    expect(run.exitCode, said(run)).to.equal(3);
    // Where one is named it is asked what it is; else no other is looked for.
    const outcome = eventsOf(run, 'run-finished').map((event) => event.outcome);
    expect([run.stderr, ...outcome].join('\n')).to.contain('Windows PowerShell');
    expect(statuses(run)).to.deep.equal([]);
  });

  it('of a version that is too old', async () => {
    const run = await sandbox.apply(`session: { version: '99.0' }\n${RUNBOOK}`);
    expect(run.exitCode, said(run)).to.equal(3);
    expect(finished(run).outcome).to.contain('99.0');
    expect(statuses(run)).to.deep.equal([]);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('without a module that the runbook needs', async () => {
    const run = await sandbox.apply(`session: { modules: [NoSuchModule] }\n${RUNBOOK}`);
    expect(run.exitCode, said(run)).to.equal(3);
    expect(finished(run).outcome).to.contain('NoSuchModule');
    expect(statuses(run)).to.deep.equal([]);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});
