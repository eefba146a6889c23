import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PowerShellProgram } from '../../src/session/find/powershell-program.ts';
import { parseScripts } from '../../src/session/parse-scripts.ts';
import type { AskParser } from '../../src/session/session.ts';
import { openTestSession, output, testPowerShell } from './test-session.ts';

/** A script of which the answer is that it has no mistakes and calls nothing: an empty list has four bytes. */
const NOTHING = Buffer.alloc(43);

describe('Parsing scripts', () => {
  let powershell: PowerShellProgram;
  let folder: string;
  let asked: (readonly string[])[];
  before(async () => {
    powershell = await testPowerShell();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-scripts-'));
    asked = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const parse = (scripts: readonly string[], ask?: AskParser) =>
    parseScripts(scripts, { powershell, environment: { ...process.env, RUNBOOK_CACHE_DIR: folder }, ask });
  /** Answers without PowerShell. */
  const ask: AskParser = (scripts) => {
    asked.push(scripts);
    return Promise.resolve(scripts.map(() => NOTHING));
  };
  const entries = () => readdirSync(join(folder, 'scripts'));

  it('says what a script is, in one process for several, and runs none of them', async () => {
    const made = join(folder, 'made');
    const right = [
      'param([Alias("Host", "Server")] [string] $ComputerName, [Parameter(Mandatory)] $Limit)',
      '# a comment',
      'function Test-It { $Runbook.CheckMode }',
      `Set-Content -Path '${made}' -Value 1, 2 -Force @more | Out-Null`,
      '[IO.File]::Delete("x")',
    ].join('\n');
    const facts = await parse([right, '', 'Get-Date (', '"\ud800"; $x ?? "é𝄞"']);
    const one = facts.get(right)!;
    expect(one.mistakes).to.deep.equal([]);
    expect(
      one.parameters.map(({ name, aliases, mandatory }) => ({ name, aliases, mandatory })),
    ).to.deep.equal([
      { name: 'ComputerName', aliases: ['Host', 'Server'], mandatory: false },
      { name: 'Limit', aliases: [], mandatory: true },
    ]);
    expect(one.functions).to.deep.equal(['Test-It']);
    expect(one.heldBack.map(({ text }) => text)).to.deep.equal(['[IO.File]::Delete("x")']);
    expect(one.lineComments.map(({ start, end }) => right.slice(start, end))).to.deep.equal(['# a comment']);
    const [call, second] = one.calls;
    expect(right.slice(call!.start, call!.end)).to.equal('Set-Content');
    expect(call!.elements.map(({ kind }) => kind)).to.deep.equal([
      'parameter',
      'argument',
      'parameter',
      'argument',
      'parameter',
      'splat',
    ]);
    expect(call!.elements[3]).to.deep.include({ value: [1n, 2n] });
    expect([call!.piped, second!.piped]).to.deep.equal([false, true]);
    expect(facts.get('')).to.deep.include({ mistakes: [], hasParameterBlock: false });
    expect(facts.get('Get-Date (')!.mistakes[0]).to.deep.include({ id: 'ExpectedExpression', start: 10 });
    expect(facts.get('"\ud800"; $x ?? "é𝄞"')!.newer[0]).to.deep.include({ start: 8, end: 10 });
    expect(readdirSync(folder)).not.to.include('made');
  });

  it('asks once for what is asked twice, and never for what it knows', async () => {
    await parse(['a', 'b', 'a'], ask);
    await parse(['b', 'c'], ask);
    await parse(['a', 'b', 'c'], ask);
    expect(asked).to.deep.equal([['a', 'b'], ['c']]);
  });

  it('asks again where the cache is damaged, whatever has become of it', async () => {
    await parse(['a'], ask);
    const path = join(folder, 'scripts', entries()[0]!);
    const whole = readFileSync(path);
    for (const damaged of [whole.subarray(0, -1), whole.subarray(0, 10), Buffer.alloc(0), flipped(whole)]) {
      writeFileSync(path, damaged);
      expect((await parse(['a'], ask)).get('a')?.calls).to.deep.equal([]);
      expect(readFileSync(path).equals(whole)).to.equal(true);
    }
    expect(asked).to.have.length(5);
  });

  (process.platform === 'win32' ? it.skip : it)(
    'asks again where an entry is no file: a pipe, a device, a folder, a circle of links',
    async () => {
      await parse(['a'], ask);
      const path = join(folder, 'scripts', entries()[0]!);
      const others = [
        () => execFileSync('sh', ['-c', `mkfifo "${path}"`]),
        () => symlinkSync('/dev/zero', path),
        () => mkdirSync(path),
        () => symlinkSync(path, path),
      ];
      for (const make of others) {
        rmSync(path, { recursive: true });
        make();
        expect((await parse(['a'], ask)).get('a')?.calls).to.deep.equal([]);
      }
      expect(asked).to.have.length(5);
    },
  );

  it('goes on without a cache that cannot be written', async () => {
    writeFileSync(join(folder, 'scripts'), 'a file');
    expect((await parse(['a'], ask)).has('a')).to.equal(true);
    expect((await parse(['a'], ask)).has('a')).to.equal(true);
    expect(asked).to.have.length(2);
  });

  it('keeps the newest 1,000 when there are more than 2,000', async () => {
    await parse(
      Array.from({ length: 2000 }, (_, index) => String(index)),
      ask,
    );
    for (const name of entries()) utimesSync(join(folder, 'scripts', name), 1, 1);
    await parse(['new'], ask);
    expect(entries()).to.have.length(1000);
    await parse(['new'], ask);
    expect(asked).to.have.length(2);
  });

  it('keeps no more than 64 MB, the newest of it', async () => {
    // What stands behind the last of the facts is not read.
    const large = Buffer.concat([NOTHING, Buffer.alloc(20_000_000)]);
    const much: AskParser = (scripts) => Promise.resolve(scripts.map(() => large));
    for (const script of ['a', 'b', 'c']) await parse([script], much);
    expect(entries()).to.have.length(3);
    await parse(['d'], much);
    expect(entries()).to.have.length(1);
    await parse(['d'], ask);
    expect(asked).to.deep.equal([]);
  });

  it('knows nothing of a script that defies analysis, and asks again', async () => {
    const defied: AskParser = (scripts) => {
      asked.push(scripts);
      return Promise.resolve([Buffer.alloc(0)]);
    };
    expect((await parse(['a'], defied)).has('a')).to.equal(false);
    await parse(['a'], defied);
    expect(asked).to.have.length(2);
  });

  it('is done by a session that is being opened, and by one that is at work', async () => {
    let parser: AskParser | undefined;
    const session = await openTestSession({ onParser: (given) => (parser = given) });
    try {
      const [running, answers] = await Promise.all([
        output(session, 'Start-Sleep -Milliseconds 200; 1'),
        parser!(['Get-Date', 'Get-Date (']),
      ]);
      expect(running).to.deep.equal([1n]);
      expect(answers).to.have.length(2);
      expect(await parser!(['1'])).to.have.length(1);
    } finally {
      await session.close();
    }
    const failed = await parser!(['1']).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = 1;
  return copy;
}
