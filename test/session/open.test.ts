import { expect } from 'chai';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openSession } from '../../src/session/open-session.ts';
import { programText, type PowerShellProgram } from '../../src/session/find/powershell-program.ts';
import { SessionLost, SessionUnavailable, type SessionOptions } from '../../src/session/session.ts';
import { FakePowerShells } from './fake-powershell.ts';
import { openTestSession, output, scriptCall, testPowerShell } from './test-session.ts';

async function failureOf(opening: Promise<unknown>): Promise<SessionUnavailable> {
  const error = await opening.then(
    () => new Error('it opened'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SessionUnavailable)) throw error as Error;
  return error;
}

const open = (powershell: PowerShellProgram, more: Partial<SessionOptions> = {}) =>
  openSession({ powershell, requirements: { modules: [] }, ...more });

const programAt = (executable: string): PowerShellProgram => ({ executable, arguments: [] });

describe('opening a session', () => {
  let fakes: FakePowerShells;
  before(() => {
    fakes = new FakePowerShells();
  });
  after(() => fakes.remove());

  it('tells what PowerShell it is', async () => {
    const session = await openTestSession();
    const { info } = session;
    expect(info.executable).to.equal(programText(await testPowerShell()));
    expect(info.version).to.match(/^\d+\.\d+/);
    expect(info.edition).to.be.oneOf(['Core', 'Desktop']);
    expect(info.languageMode).to.equal('FullLanguage');
    expect(info.elevated).to.be.a('boolean');
    expect(await output(session, '$PID')).to.deep.equal([BigInt(info.pid)]);
    await session.close();
  });

  it('imports the modules that are asked for', async () => {
    const folder = join(fakes.folder, 'Mod ule');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Mine.psm1'), `function Get-Mine { 'mine' }\nWrite-Warning 'not for anyone'`);
    const session = await openTestSession({ modules: [join(folder, 'Mine.psm1')] });
    expect(await output(session, 'Get-Mine')).to.deep.equal(['mine']);
    await session.close();
  });

  it('says which modules are missing, and what to do', async () => {
    const error = await failureOf(openTestSession({ modules: ['Lync', 'ActiveDirectoryX'] }));
    expect(error.code).to.equal('module-missing');
    expect(error.message).to.equal('PowerShell does not find the modules "Lync", "ActiveDirectoryX"');
    expect(error.help).to.contain('install');
  });

  it('says why a module cannot be imported', async () => {
    const file = join(fakes.folder, 'Broken.psm1');
    writeFileSync(file, `throw 'no license'`);
    const error = await failureOf(openTestSession({ modules: [file] }));
    expect(error.code).to.equal('module-missing');
    expect(error.message).to.contain('Broken.psm1" could not be imported: no license');
  });

  it('refuses the wrong edition and a version that is too old', async () => {
    const powershell = await testPowerShell();
    const edition = await failureOf(open(powershell, { requirements: { modules: [], edition: 'desktop' } }));
    expect(edition.code).to.equal('wrong-edition');
    expect(edition.message).to.contain('needs Windows PowerShell');
    const version = await failureOf(open(powershell, { requirements: { modules: [], version: '99.1' } }));
    expect(version.code).to.equal('wrong-version');
    expect(version.message).to.contain('99.1');
    const session = await open(powershell, {
      requirements: { modules: [], version: '3.0', edition: 'core' },
    });
    await session.close();
  });

  it('says that there is no such program', async () => {
    const error = await failureOf(open(programAt(join(fakes.folder, 'nothing'))));
    expect(error.code).to.equal('powershell-start-failed');
    expect(error.message).to.contain('there is no such program');
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const opening = open(await testPowerShell(), { signal: stop.signal });
    stop.abort();
    const error = await opening.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SessionLost);
    expect((error as SessionLost).message).to.equal('the start of PowerShell was stopped');
  });

  it('does not follow NODE_POWERSHELL', async () => {
    process.env['NODE_POWERSHELL'] = join(fakes.folder, 'nothing');
    const session = await openTestSession().finally(() => delete process.env['NODE_POWERSHELL']);
    expect(session.info.executable).to.equal(programText(await testPowerShell()));
    await session.close();
  });

  it('leaves neither a socket nor a folder behind', async () => {
    const folder = join(fakes.folder, 'tmp');
    mkdirSync(folder);
    await inTemporaryFolder(folder, async () => {
      const session = await openTestSession();
      await session.close();
      await failureOf(openTestSession({ modules: ['NoSuchModule'] }));
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('rb-'))).to.deep.equal([]);
  });

  if (process.platform === 'win32') return;

  it('starts PowerShell in a process group of its own', async () => {
    const session = await openTestSession();
    // There is a group with its id only where it leads one.
    expect(() => process.kill(-session.info.pid, 0)).to.not.throw();
    await session.close();
  });

  it('recognises a program that gives back what it is told', async () => {
    const error = await failureOf(open(fakes.shell('exec cat')));
    expect(error.code).to.equal('powershell-not-powershell');
    expect(error.message).to.contain('is not PowerShell: it gave back what it was told');
  });

  it('says how a program ended that is not PowerShell', async () => {
    const error = await failureOf(open(programAt('/bin/cat')));
    expect(error.code).to.equal('powershell-start-failed');
    expect(error.message).to.match(
      /"\/bin\/cat" ended with exit code \d+ before it had connected; it said:\n/,
    );
  });

  it('says how PowerShell died at its start, with its last words', async () => {
    const error = await failureOf(open(fakes.shell('echo "ICU is missing" >&2; exit 134')));
    expect(error.code).to.equal('powershell-start-failed');
    expect(error.message).to.contain('ended with exit code 134');
    expect(error.message).to.contain('ICU is missing');
    const killed = await failureOf(open(fakes.shell('kill -9 $$')));
    expect(killed.message).to.contain('was ended by SIGKILL');
  });

  it('gives up on a program that hangs', async () => {
    const error = await failureOf(open(fakes.shell('exec sleep 600'), { openTimeout: 200 }));
    expect(error.code).to.equal('powershell-start-timeout');
    expect(error.message).to.contain('did not connect within 0.2 s');
  });

  it('gives up on a far end that connects and then says nothing', async () => {
    const silent = fakes.node('connect((pipe) => { pipe.write(token()); stay(); });');
    const error = await failureOf(open(silent, { openTimeout: 500 }));
    expect(error.code).to.equal('powershell-start-timeout');
  });

  describe('where a policy restricts PowerShell', () => {
    /** The test's PowerShell, told something before it is told to load the far end. */
    const after = async (line: string) => {
      const { executable, arguments: leading } = await testPowerShell();
      const powershell = [executable, ...leading].map((word) => `"${word}"`).join(' ');
      return fakes.shell(`{ echo "${line.replaceAll('$', '\\$')}"; cat; } | ${powershell} "$@"`);
    };
    const constrained = `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'`;

    it('loads the far end as a module where static methods are refused', async () => {
      const session = await open(await after(constrained));
      expect(session.info.languageMode).to.equal('ConstrainedLanguage');
      expect((await session.invoke(scriptCall('1 + 1'))).output).to.deep.equal([2n]);
      await session.close();
    });

    it('says which policy it is where both are refused', async () => {
      const forbidden = `function Import-Module { throw 'This program is blocked by group policy.' }`;
      const error = await failureOf(open(await after(`${forbidden}; ${constrained}`)));
      expect(error.code).to.equal('far-end-refused');
      expect(error.message).to.match(
        /ConstrainedLanguage mode.*Runbook\.FarEnd\.dll.*blocked by group policy/,
      );
      expect(error.help).to.match(/App Control for Business/);
    });
  });

  for (const [step, body] of [
    ['before it connects', 'process.kill(process.pid, "SIGKILL")'],
    ['when it has connected', 'connect(() => process.kill(process.pid, "SIGKILL"))'],
    [
      'when it has shown the token',
      'connect((pipe) => pipe.write(token(), () => process.kill(process.pid, "SIGKILL")))',
    ],
    [
      'in the middle of its greeting',
      'connect((pipe) => pipe.write(Buffer.concat([token(), hello().subarray(0, 20)]), () => process.kill(process.pid, "SIGKILL")))',
    ],
    [
      'when it has greeted',
      'connect((pipe) => pipe.write(Buffer.concat([token(), hello()]), () => process.kill(process.pid, "SIGKILL")))',
    ],
  ] as const) {
    it(`says so where PowerShell is killed ${step}`, async () => {
      const error = await failureOf(open(fakes.node(body)));
      expect(error.code).to.equal('powershell-start-failed');
      expect(error.message).to.contain('was ended by SIGKILL');
    });
  }

  it('is not disturbed by a stranger who connects first, or by one who guesses', async () => {
    const wrong = `const other = net.connect(process.env.RUNBOOK_SESSION_PIPE); other.on('error', () => {});
      const guess = net.connect(process.env.RUNBOOK_SESSION_PIPE, () => guess.write(frame('T', 0, 'x'.repeat(64)))); guess.on('error', () => {});
      const noise = net.connect(process.env.RUNBOOK_SESSION_PIPE, () => noise.write(Buffer.alloc(5000, 0xff))); noise.on('error', () => {});
      guess.on('close', () => connect((pipe) => { pipe.write(Buffer.concat([token(), hello(), opened()])); stay(); }));`;
    const session = await open(fakes.node(wrong));
    expect(session.info.version).to.equal('7.4.0');
    await session.close(100);
  });

  it('takes one client only', async () => {
    const seen = join(fakes.folder, 'address');
    const program = fakes.node(
      `require('node:fs').writeFileSync(${JSON.stringify(seen)}, process.env.RUNBOOK_SESSION_PIPE + '\\n' + process.env.RUNBOOK_SESSION_TOKEN);
       connect((pipe) => { pipe.write(Buffer.concat([token(), hello(), opened()])); stay(); });`,
    );
    const session = await open(program);
    const [address = ''] = readFileSync(seen, 'utf8').split('\n');
    const refused = await new Promise<string | undefined>((resolve) => {
      const second = connect(address, () => resolve(undefined));
      second.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(refused).to.be.oneOf(['ENOENT', 'ECONNREFUSED']);
    await session.close(100);
  });

  it('keeps the pipe to its own user', async () => {
    const seen = join(fakes.folder, 'mode');
    const program = fakes.node(
      `const { statSync, writeFileSync } = require('node:fs'); writeFileSync(${JSON.stringify(seen)}, String(statSync(require('node:path').dirname(process.env.RUNBOOK_SESSION_PIPE)).mode & 0o777));
       connect((pipe) => { pipe.write(Buffer.concat([token(), hello(), opened()])); stay(); });`,
    );
    const session = await open(program);
    expect(Number(readFileSync(seen, 'utf8'))).to.equal(0o700);
    await session.close(100);
  });

  it('works where the way to the temporary folder is too long for a socket', async () => {
    const long = join(fakes.folder, 'x'.repeat(90));
    mkdirSync(long);
    await inTemporaryFolder(long, async () => {
      const session = await openTestSession();
      expect((await session.invoke(scriptCall('1'))).output).to.deep.equal([1n]);
      await session.close();
    });
  });
});

async function inTemporaryFolder(folder: string, run: () => Promise<void>): Promise<void> {
  const names = ['TMPDIR', 'TEMP', 'TMP'];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = folder;
  try {
    await run();
  } finally {
    for (const [index, name] of names.entries()) {
      const value = before[index];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
