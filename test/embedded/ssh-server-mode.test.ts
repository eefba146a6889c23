import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { engine, runEngine } from './engine.ts';

// PowerShell's SSH client starts the `ssh` that it finds on PATH and speaks with the far end over its pipes: a stand-in
// that starts the engine makes a whole remoting session without a server. On Windows it would have to be an .exe.
const describeOnPosix = process.platform === 'win32' ? (): undefined => undefined : describe;
describeOnPosix('the embedded engine’s -SSHServerMode', function () {
  this.timeout(180_000);
  let folder = '';
  let env: Record<string, string> = {};
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-ssh-'));
    writeFileSync(join(folder, 'ssh'), `#!/bin/sh\nexec '${await engine()}' -NoLogo -SSHServerMode\n`);
    chmodSync(join(folder, 'ssh'), 0o755);
    env = { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is a remoting session of its own process, with the base cmdlets', async () => {
    const { stdout, stderr } = await runEngine(
      [
        '-NonInteractive',
        '-Command',
        `$session = New-PSSession -HostName localhost
         $far = Invoke-Command -Session $session { $PID; $Host.Name; 1..3 | Select-Object -Last 1; Write-Warning far }
         $again = Invoke-Command -Session $session { param($a) $PID; $a.k } -ArgumentList @{ k = 'v' }
         "$($far[0] -ne $PID) $($far[1]) $($far[2]) $($again[0] -eq $far[0]) $($again[1])"
         Remove-PSSession $session`,
      ],
      { env },
    );
    expect(stderr).to.equal('');
    expect(stdout).to.equal('WARNING: far\nTrue ServerRemoteHost 3 True v');
  });

  it('ends when its input ends', async () => {
    const { exitCode } = await runEngine(['-SSHServerMode']);
    expect(exitCode).to.be.a('number');
  });
});
