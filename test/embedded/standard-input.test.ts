import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { engine, runEngine } from './engine.ts';

/** node-powershell starts PowerShell with just these. */
const NODE_POWERSHELL = ['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-'];

describe('the embedded engine’s -Command -', function () {
  this.timeout(180_000);
  before(engine);

  async function feed(...lines: string[]) {
    return runEngine(NODE_POWERSHELL, { input: lines.join('\n') });
  }

  it('runs each complete line as it comes, without prompts', async () => {
    expect(await feed('"one"', '$x = 2', '$x * 2')).to.deep.equal({
      exitCode: 0,
      stdout: 'one\n4',
      stderr: '',
    });
  });

  it('answers before the next line is there', async () => {
    const child = spawn(await engine(), NODE_POWERSHELL);
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
    for (const word of ['first', 'second']) {
      child.stdin.write(`[Console]::Out.WriteLine("${word}")\n`);
      while (!seen.includes(word)) await once(child.stdout, 'data');
    }
    child.stdin.end();
    expect((await once(child, 'exit'))[0]).to.equal(0);
  });

  it('takes an incomplete line for the begin of a block, which an empty line ends', async () => {
    const { stdout } = await feed(
      'function f {',
      '  "in f"',
      '}',
      '',
      'f',
      '1..2 |',
      'ForEach-Object { $_ * 10 }',
      '',
      '"end"',
    );
    expect(stdout).to.equal('in f\n10\n20\nend');
  });

  it('keeps a block open that an empty line leaves incomplete', async () => {
    const { stdout } = await feed('if ($true) {', '  "a"', '', '  "b"', '}', '', '"end"');
    expect(stdout).to.equal('a\nb\nend');
  });

  it('does not run a block that is still open at the end of input', async () => {
    expect((await feed('"done"', 'if ($true) {', '  "never"')).stdout).to.equal('done');
    expect((await feed('if ($true) {', '  "never"', '}')).stdout).to.equal('');
  });

  it('goes on after an error', async () => {
    const { stdout, stderr } = await feed('throw "bad"', '1 +* 1', '"still here"');
    expect(stdout).to.equal('still here');
    expect(stderr).to.include('bad');
  });

  it('keeps variables, functions and the location from line to line', async () => {
    const { stdout } = await feed('$a = 1', 'function g { $a + 1 }', 'g');
    expect(stdout).to.equal('2');
  });

  const exits: readonly (readonly [what: string, lines: readonly string[], code: number])[] = [
    ['a last line that succeeds', ['Get-Nothing', '1'], 0],
    ['a last line that fails', ['1', 'Get-Nothing'], 1],
    ['exit', ['exit 9', '"never"'], 9],
    ['no line at all', [''], 0],
  ];
  for (const [what, lines, code] of exits) {
    it(`ends with ${code} after ${what}`, async () => {
      const { exitCode, stdout } = await feed(...lines);
      expect(exitCode).to.equal(code);
      expect(stdout).not.to.include('never');
    });
  }

  // Windows has no signals: there Ctrl-C comes through the console.
  if (process.platform !== 'win32') {
    it('stops what runs at Ctrl-C, and goes on', async () => {
      const child = spawn(await engine(), NODE_POWERSHELL);
      let seen = '';
      child.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      child.stdin.write('[Console]::Out.WriteLine("begun"); Start-Sleep 1000; "not reached"\n');
      while (!seen.includes('begun')) await once(child.stdout, 'data');
      child.kill('SIGINT');
      child.stdin.end('"next"\n');
      expect(await once(child, 'close')).to.deep.equal([0, null]);
      expect(seen).to.equal('begun\nnext\n');
    });
  }

  it('shares standard input with [Console]::In, as pwsh does', async () => {
    const { stdout } = await feed('$line = [Console]::In.ReadLine()', 'not a command', '"read: $line"');
    expect(stdout).to.equal('read: not a command');
  });

  it('prompts where commands come from standard input without -Command', async () => {
    const { stdout } = await runEngine(['-NoLogo', '-NoProfile'], { input: '1 + 1\n' });
    expect(stdout).to.match(/^PS .*> 2\nPS .*> $/);
  });
});
