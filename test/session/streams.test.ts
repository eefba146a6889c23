import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { StreamRecord } from '../../src/session/session.ts';
import { cmdletCall, observe, openTestSession, scriptCall } from './test-session.ts';

describe('streams', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const recordsOf = async (text: string, changes: Parameters<typeof scriptCall>[1] = {}) =>
    (await observe(session, scriptCall(text, changes))).records;

  it('arrive in the order in which they were written', async () => {
    const script = `
      'one'
      Write-Warning 'two'
      [pscustomobject] @{ Three = 3 }
      Write-Information 'four' -Tags t, u
      Write-Host 'five'
      Write-Error 'six' -ErrorAction Continue
      $Host.UI.Write('se'); $Host.UI.WriteLine('ven')
      'eight'`;
    const records = await recordsOf(script);
    const seen = records.map((record) => {
      switch (record.stream) {
        case 'output':
          return `output ${record.text}`;
        case 'error':
          return `error ${record.error.message}`;
        case 'progress':
          return 'progress';
        default:
          return `${record.stream} ${record.text}`;
      }
    });
    expect(seen).to.deep.equal([
      'output one',
      'warning two',
      'output Three : 3',
      'information four',
      'host five',
      'error six',
      'host se',
      'host ven',
      'output eight',
    ]);
    const information = records.find((record) => record.stream === 'information');
    expect(information?.tags).to.deep.equal(['t', 'u']);
  });

  it('of verbose and debug records are silent until they are asked for', async () => {
    const script = `Write-Verbose 'v'; Write-Debug 'd'`;
    expect(await recordsOf(script)).to.deep.equal([]);
    expect(await recordsOf(script, { verbose: true, debug: true })).to.deep.equal([
      { stream: 'verbose', text: 'v' },
      { stream: 'debug', text: 'd' },
    ]);
    expect(await recordsOf(script), 'and are silent again').to.deep.equal([]);
  });

  it('of a module follow what was asked for, too', async () => {
    const script = `$module = New-Module { function global:Write-Something { Write-Verbose 'inside' } }`;
    await session.invoke(scriptCall(script));
    const call = cmdletCall('Write-Something', { verbose: true });
    expect((await observe(session, call)).records).to.deep.equal([{ stream: 'verbose', text: 'inside' }]);
  });

  it('have Write-Host once, with its line ends and without its colours', async () => {
    const script = `Write-Host 'a' -NoNewline; Write-Host 'b' 'c' -ForegroundColor Red -Separator '-'; Write-Host`;
    expect(await recordsOf(script)).to.deep.equal([
      { stream: 'host', text: 'a', newline: false },
      { stream: 'host', text: 'b-c', newline: true },
      { stream: 'host', text: '', newline: true },
    ]);
  });

  it('have progress with what the command says', async () => {
    const script = `
      Write-Progress -Id 7 -Activity 'Copy' -Status 'a file' -PercentComplete 40 -SecondsRemaining 12
      Write-Progress -Id 7 -Activity 'Copy' -Status 'unknown'
      Write-Progress -Id 7 -Activity 'Copy' -Completed`;
    const records = (await recordsOf(script)) as Extract<StreamRecord, { stream: 'progress' }>[];
    expect(records.map(({ percent, secondsRemaining }) => [percent, secondsRemaining])).to.deep.equal([
      [40, 12],
      [null, null],
      [null, null],
    ]);
    expect(records[0]).to.include({ activity: 'Copy', status: 'a file', activityId: 7, completed: false });
    expect(records[2]).to.include({ activity: 'Copy', completed: true });
  });

  it('appear while the task runs', async () => {
    const gate = new AbortController();
    const script = `'first'; Start-Sleep -Seconds 600; 'never'`;
    const result = await session.invoke(scriptCall(script), {
      signal: gate.signal,
      onRecord: (record) => {
        if (record.stream === 'output' && record.text === 'first') gate.abort();
      },
    });
    expect(result.state).to.equal('stopped');
    expect(result.output).to.deep.equal(['first']);
  });

  it('hold what is written past PowerShell, in UTF-8, complete and with its task', async () => {
    const script = `
      [Console]::Out.Write("begin ä€😀 ")
      [Console]::Error.WriteLine('to stderr ü')
      [Console]::Write('x' * 100000)
      [Console]::WriteLine(' end')`;
    for (let round = 0; round < 5; round++) {
      const { records } = await observe(session, scriptCall(script));
      const text = (stream: string) =>
        records.map((record) => (record.stream === stream && 'text' in record ? record.text : '')).join('');
      expect(text('stdout')).to.equal(`begin ä€😀 ${'x'.repeat(100_000)} end\n`);
      expect(text('stderr')).to.equal('to stderr ü\n');
    }
  });

  it('have neither terminal switches nor the marks of the session in them', async () => {
    const script = `[Console]::Write([char]27 + '[?1hone' + [char]27); [Console]::Out.Flush(); [Console]::Write('[?1ltwo' + [char]1 + 'three' + [char]2)`;
    const records = await recordsOf(script);
    const text = records.map((record) => ('text' in record ? record.text : '')).join('');
    expect(text).to.equal('onetwo\u0001three\u0002');
  });

  it('show a native program: its output as output, its stderr as text and not as errors', async () => {
    const script =
      process.platform === 'win32'
        ? 'cmd /c "echo out& echo err>&2& exit 4"; "code $LASTEXITCODE"'
        : '/bin/sh -c "echo out; echo err >&2; exit 4"; "code $LASTEXITCODE"';
    const result = await observe(session, scriptCall(script));
    expect(result.state).to.equal('completed');
    expect(result.errors).to.deep.equal([]);
    expect(result.output.map((line) => (line as string).trim())).to.deep.equal(['out', 'code 4']);
    expect(result.records.filter(({ stream }) => stream === 'stderr')).to.have.length(1);
    expect(result.lastExitCode).to.equal(4);
    const next = await session.invoke(scriptCall('1'));
    expect(next.lastExitCode, 'of a call without a native program').to.equal(null);
  });

  it('are slowed by a taker that is slow, and lose nothing', async () => {
    let taken = 0;
    let atOnce = 0;
    const script = `$line = 'y' * 50000; foreach ($i in 1..200) { $line; $Runbook.Result = $i }`;
    const result = await session.invoke(scriptCall(script), {
      keepOutput: false,
      onRecord: async () => {
        atOnce++;
        expect(atOnce, 'records that are taken at once').to.equal(1);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce--;
        taken++;
      },
    });
    expect(taken).to.equal(200);
    expect(result.runbook.result).to.equal(200n);
  });

  it('wait for a taker without filling any memory, while a ping is answered', async () => {
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    let last = '';
    const call = session.invoke(
      scriptCall(`foreach ($i in 1..100000) { "$i $('z' * 1000)"; $global:Written = $i }`),
      {
        keepOutput: false,
        onRecord: (record) => {
          if (record.stream === 'output') last = record.text;
          begun();
          return first;
        },
      },
    );
    await started;
    // Each answer shows that the control loop is free, and gives the flood time to come as far as it can.
    for (let round = 0; round < 20; round++) expect(await session.ping()).to.be.a('number');
    expect(Number(last.split(' ')[0])).to.equal(1);
    release();
    const result = await call;
    expect(result.state).to.equal('completed');
    expect(Number(last.split(' ')[0])).to.equal(100_000);
  });

  it('of a flood of lines come in full, in order', async () => {
    let count = 0;
    let inOrder = true;
    const result = await session.invoke(scriptCall('foreach ($i in 1..100000) { "$i <&> ä" }'), {
      keepOutput: false,
      onRecord: (record) => {
        count++;
        inOrder &&= record.stream === 'output' && record.value === `${String(count)} <&> ä`;
      },
    });
    expect(result.output).to.deep.equal([]);
    expect([count, inOrder]).to.deep.equal([100_000, true]);
  });

  it('keep the first part of an output that is too large, and say so', async () => {
    const result = await session.invoke(
      scriptCall(`$line = 'x' * 1000000; foreach ($i in 1..100) { $line }`),
    );
    expect(result.outputTruncated).to.equal(true);
    expect(result.output.length).to.be.within(10, 99);
  });

  it('hand an error of their taker to the caller, and the session goes on', async () => {
    const call = session.invoke(scriptCall('1; 2'), {
      onRecord: () => {
        throw new Error('a bug of the taker');
      },
    });
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).to.equal('a bug of the taker');
    expect((await session.invoke(scriptCall('3'))).output).to.deep.equal([3n]);
  });
});
